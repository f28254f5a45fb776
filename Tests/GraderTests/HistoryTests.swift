import Testing

@testable import grader

@Suite struct HistoryTests {
  private let scratch: Scratch
  private var store: HistoryStore { HistoryStore(folder: scratch.folder) }

  init() throws { scratch = try Scratch() }

  private func event(_ minute: Int, _ lesson: String = "01-A", points: Int = 1) -> History.Event {
    let minute = minute < 10 ? "0\(minute)" : "\(minute)"
    return History.Event(
      date: "2026-11-21T10:\(minute):00Z", lesson: lesson,
      kind: .graded(points == 9 ? .passes : .fails, points: points, passed: 1, tests: 2))
  }

  @Test func `what is recorded comes back, in order`() throws {
    var events = [event(1), event(2, points: 9)]
    events.append(History.Event(date: events[0].date, lesson: "02-B", kind: .spoiled))
    events.append(History.Event(date: events[0].date, lesson: "02-B", kind: .replaced))
    for event in events { try store.record(event) }
    #expect(try store.load().events == events)
  }

  @Test(arguments: [#"{"date": "2026-1"#, "\u{0}\u{0}", "{}", #"{"event": "from later"}"#])
  func `a torn line costs itself alone`(torn: String) throws {
    try store.record(event(1))
    try scratch.write(try scratch.read(HistoryStore.file) + torn, to: HistoryStore.file)
    try store.record(event(2))
    #expect(try store.load().events == [event(1), event(2)])
  }

  @Test func `many graders at once lose nothing`() async throws {
    await withTaskGroup(of: Void.self) { group in
      for number in 10..<40 {
        group.addTask { [store, event] in
          _ = await OwnThread.run { try? store.record(event(number, "01-A", 1)) }
        }
      }
    }
    #expect(try store.load().events.count == 30)
  }

  @Test func `a long history is thinned, and keeps what matters`() throws {
    let spoiled = History.Event(date: event(0).date, lesson: "01-A", kind: .spoiled)
    let events = [event(0), spoiled, event(1, points: 9)] + Array(repeating: event(2), count: 50)
    let thinned = History(events: events).thinned(to: 10)
    #expect(thinned.events == [event(0), spoiled, event(1, points: 9)] + Array(events.suffix(10)))
  }

  @Test func `a file that grew too large is thinned when something is added`() throws {
    let small = HistoryStore(folder: scratch.folder, largest: 64 * 1024)
    try Files.makeFolder(scratch.path.adding(".day56"))
    try small.append(Array(repeating: event(3), count: 1500))
    try small.append([event(4)])
    #expect(try store.load().events.count == 1001)
    #expect(try store.load().events.last == event(4))
  }

  @Test func `a standing that changes is entered, one that stays is not, and forgetting is`() throws
  {
    let progress = ProgressStore(folder: scratch.folder)
    let lesson = Sample.lesson("01-A")
    func add(_ points: Int, _ date: String) {
      let standing = Standing(
        submission: "s", suite: "t", verdict: .fails, points: points, date: date,
        tests: [Standing.Test(name: "one", outcome: .failed)])
      progress.add([lesson.name: standing]) { _ in Issue.record("there is nothing to warn of") }
    }
    for minute in 1...3 { add(min(minute, 2), event(minute).date) }
    progress.forget(lesson) { _ in }
    let kinds = try store.load().events.map(\.kind)
    #expect(
      kinds == [
        .graded(.fails, points: 1, passed: 0, tests: 1),
        .graded(.fails, points: 2, passed: 0, tests: 1), .replaced,
      ])
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-21T10:27:51Z", 1_795_256_871), ("2026-11-21", nil),
    ("", nil),
  ])
  func `a time is read back`(text: String, seconds: Int?) {
    #expect(Date.seconds(of: text) == seconds)
    if let seconds { #expect(Date.text(seconds) == text) }
  }
}
