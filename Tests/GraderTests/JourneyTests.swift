import Testing

@testable import grader

@Suite struct JourneyTests {
  private let course = Course(
    folder: CourseFolder(root: "/course"), title: Words("A <course>", ja: "題"),
    lessons: ["01-A", "02-B"].map(Sample.lesson))
  private let wordy = Course(
    folder: CourseFolder(root: "/course"), title: Words("Wordy", ja: "言葉"),
    lessons: [Sample.lesson("01-" + Array(repeating: "Word", count: 40).joined(separator: " "))])

  private func event(_ hour: Int, _ lesson: String, _ points: Int) -> History.Event {
    History.Event(
      date: "2026-11-21T1\(hour):00:00Z", lesson: lesson,
      kind: .graded(points == 2 ? .passes : .fails, points: points, passed: points, tests: 2))
  }

  private func journey(_ events: [History.Event], _ progress: Progress = Progress()) -> Journey {
    Journey(course, History(events: events), progress)
  }

  @Test func `points are summed over the lessons, step by step`() {
    let replaced = History.Event(date: "2026-11-21T15:00:00Z", lesson: "01-A", kind: .replaced)
    let journey = journey([
      event(0, "01-A", 1), event(1, "01-A", 1), event(2, "02-B", 2), event(4, "01-A", 2), replaced,
    ])
    #expect(journey.steps.map(\.points) == [1, 3, 4, 2])
    #expect(journey.points(at: (Date.seconds(of: "2026-11-21T13:00:00Z") ?? 0)) == 3)
    #expect(journey.mastered == 2)
    #expect(journey.stages[0].state.english.hasSuffix("; now not graded"))
  }

  @Test func `help counts only before a law was mastered`() {
    func spoiled(_ lesson: String) -> History.Event {
      History.Event(date: "2026-11-21T13:00:00Z", lesson: lesson, kind: .spoiled)
    }
    let journey = journey([
      event(1, "01-A", 2), spoiled("01-A"), spoiled("02-B"), event(4, "02-B", 2),
    ])
    #expect(journey.stages.map(\.hadHelp) == [false, true])
  }

  @Test func `what was graded before there was a history counts, and a stranger does not`() {
    let standing = Standing(
      submission: "s", suite: "t", verdict: .passes, points: 2, date: "2026-11-20T10:00:00Z",
      tests: [])
    let journey = journey(
      [event(1, "02-B", 1), event(1, "99-Gone", 50)], Progress(standings: ["01-A": standing]))
    #expect(journey.steps.map(\.points) == [2, 3])
    #expect(journey.stages[0].mastered == Date.seconds(of: "2026-11-20T10:00:00Z"))
  }

  @Test func `the sparkline is as high as the points at the end of each slice`() {
    let journey = journey([event(0, "01-A", 0), event(2, "01-A", 1), event(4, "02-B", 2)])
    let (first, last) = (journey.steps[0].seconds, journey.steps[2].seconds)
    let report = ProgressReport(journey: journey, screen: .plain)
    #expect(report.sparkline(from: first, to: last, columns: 4) == "▁▃▃█")
  }

  @Test(arguments: Language.allCases, [[], [2]])
  func `the page says what the terminal says, escaped`(language: Language, points: [Int]) {
    let journey = journey(points.map { event(1, "01-A", $0) })
    let html = ProgressPage(journey: journey, language: language).page.html
    for stage in journey.stages {
      #expect(html.contains(stage.state[language]))
      #expect(html.contains(stage.lesson.law[language]))
    }
    #expect(html.contains("<svg") == !points.isEmpty)
    #expect(!html.contains("<course>"))
  }

  @Test(arguments: [30, 60, 200])
  func `no line is wider than the window`(width: Int) {
    let screen = Screen(hasColour: false, isTerminal: true, width: width, language: .english)
    let curve = [event(0, "01-A", 1), event(4, "02-B", 2)]
    let journeys = [journey(curve), Journey(wordy, History(), Progress())]
    let text = journeys.map { ProgressReport(journey: $0, screen: screen).text }.joined()
    for line in text.split(separator: "\n") { #expect(line.columns <= width) }
  }
}

@Suite struct ProgressCommandTests {
  @Test func `a page is written, and never over another file`() async throws {
    let scratch = try Fixtures.course()
    let page = scratch.path.adding("page.html")
    #expect(await scratch.grader("progress", "--html", page).code == .passes)
    #expect(await scratch.grader("progress", "--html", page, "--lang", "ja").code == .passes)
    #expect(try scratch.read("page.html").contains("<html lang=\"ja\">"))
    let exercise = try scratch.read("Exercises/02-Greeter.swift")
    let result = await scratch.grader(
      "progress", "--html", scratch.path.adding("Exercises/02-Greeter.swift"))
    #expect(result.code == .cannotWrite)
    #expect(try scratch.read("Exercises/02-Greeter.swift") == exercise)
  }

  @Test func `programs get the same`() async throws {
    let scratch = try Fixtures.course()
    try HistoryStore(folder: scratch.folder).record(
      History.Event(
        date: "2026-11-21T10:00:00Z", lesson: "02-Greeter",
        kind: .graded(.passes, points: 5, passed: 1, tests: 1)))
    let result = await scratch.grader("progress", "--json")
    let answer = try JSONParser.parse(Array(result.answer.utf8)[...])
    #expect(answer["points"]?.wholeNumber == 5)
    #expect(answer["lessons"]?.items?.last?["mastered"]?.text == "2026-11-21T10:00:00Z")
  }
}
