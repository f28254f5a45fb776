import Testing

@testable import grader

@Suite struct WatchPageTests {
  private static let lesson = Lesson(
    name: "01-Counter", title: Words("A counter", ja: "カウンタ"), law: Words(same: ""), points: 1,
    limits: .init(silence: 1, total: 1), tests: [])

  private func page(_ state: WatchState, _ language: Language = .english) -> WatchPage {
    var screen = Screen.plain
    screen.language = language
    return WatchPage(
      state: state, lesson: Self.lesson, place: "Exercises/01-Counter.swift", screen: screen)
  }

  private func state(
    _ text: String, verdict: Verdict? = .fails, questions: Set<WatchState.Question> = [.list]
  ) -> WatchState {
    var state = WatchState(lessons: 2, lesson: 0, questions: questions)
    _ = state.handle(.started)
    _ = state.handle(
      .ended(1, .report(WatchState.Report(text: text, verdict: verdict, time: "11:27:51"))))
    return state
  }

  @Test func `every window is filled, and no row is wider than it`() {
    let long = (0..<50).map { "a line of some length, with the number \($0)" }
    for text in [long.joined(separator: "\n"), "short", ""] {
      for language in Language.allCases {
        for rows in [4, 8, 30] {
          for columns in [12, 40, 200] {
            let page = page(state(text), language)
            let shown = page.rows(in: TerminalSize(rows: rows, columns: columns)).shown
            #expect(shown.count == rows)
            #expect(shown.allSatisfy { $0.columns <= columns })
          }
        }
      }
    }
  }

  @Test func `the state and the keys stand at the bottom`() {
    let rows = page(state("the report")).rows(in: TerminalSize(rows: 10, columns: 80)).shown
    #expect(rows[0] == "the report")
    #expect(rows[8] == "01 fails  11:27:51  watching Exercises/01-Counter.swift")
    #expect(rows[9] == "n next  l list  a all  ? help  q quit")
  }

  @Test func `a narrow window keeps the way out`() {
    let rows = page(state("")).rows(in: TerminalSize(rows: 10, columns: 20)).shown
    #expect(rows[9] == "? help  q quit")
  }

  @Test func `what does not fit is counted, and can be scrolled to`() {
    let text = (1...20).map { "line \($0)" }.joined(separator: "\n")
    var state = state(text)
    let size = TerminalSize(rows: 10, columns: 40)
    let (shown, most) = page(state).rows(in: size)
    #expect(shown[0] == "line 1")
    #expect(shown[7].hasPrefix("── 13 more rows"))
    #expect(most == 13)
    _ = state.handle(.key(.scroll(100)))
    let end = page(state).rows(in: size).shown
    #expect(end[6] == "line 20")
    #expect(!end[7].contains("more"))
  }

  @Test func `during a run the old report stays, and the state says what is done`() {
    var state = state("the report")
    _ = state.handle(.saved)
    let size = TerminalSize(rows: 10, columns: 80)
    #expect(page(state).rows(in: size).shown[8] == "Grading lesson 01 …")
    #expect(page(state, .japanese).rows(in: size).shown[8] == "レッスン 01 を採点しています…")
    #expect(page(state).rows(in: size).shown[0] == "the report")
  }

  @Test func `reset is asked about in the state line`() {
    var state = state("", questions: [.reset])
    _ = state.handle(.key(.letter("r")))
    let rows = page(state).rows(in: TerminalSize(rows: 10, columns: 100)).shown
    #expect(rows[8].hasPrefix("Reset lesson 01 to the starter?"))
  }

  @Test func `help knows the keys that there are, and no others`() {
    var state = state("")
    _ = state.handle(.key(.letter("?")))
    let help = page(state).content
    #expect(help.contains("l    lists the lessons"))
    #expect(!help.contains("solution"))
    #expect(help.contains("stty sane"))
  }
}
