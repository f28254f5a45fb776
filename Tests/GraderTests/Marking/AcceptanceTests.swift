import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Event streams made by hand, and what becomes of them.
@Suite struct AcceptanceTests {
  private let lesson = Sample.lesson("01-Queue", tests: EventStream.names)

  private let acceptance = Acceptance(control: EventStream.control, expected: EventStream.ids)

  /// The verdict on a process that writes that stream and ends like that.
  private func verdict(_ stream: EventStream, exit code: Int = 1) async throws -> Verdict {
    // Most need no process to be found out.
    guard lapses(stream).isEmpty else { return .void }
    let scratch = try Scratch()
    try scratch.write(stream.lines.map { $0 + "\n" }.joined(), to: "stream")
    let file = scratch.path.adding("stream")
    let runner = SuiteRunner(
      limits: Lesson.Limits(silence: 30, total: 60),
      acceptance: acceptance
    ) { _ in
      Command("/bin/sh", ["-c", "cat \"$0\" >&3; exit \(code)", file], environment: [:])
    }
    return Judgement(lesson, try await runner.run()).verdict
  }

  private func lapses(_ stream: EventStream) -> [Words] {
    var trace = RunTrace()
    for line in stream.lines { _ = trace.read(Array(line.utf8)[...], from: .events) }
    return acceptance.lapses(of: trace, asked: nil)
  }

  @Test func `an honest stream is accepted`() async throws {
    #expect(try await verdict(EventStream()) == .passes)
    #expect(try await verdict(EventStream(failing: 1)) == .fails)
  }

  @Test(arguments: EventStream.Alteration.allCases)
  func `one line that is altered, and nothing passes`(how: EventStream.Alteration) async throws {
    let honest = EventStream()
    var count = 0
    for line in honest.lines.indices {
      guard let altered = how.of(honest, line: line) else { continue }
      if how.isHarmless(to: honest, line: line) { continue }
      count += 1
      let verdict = try await verdict(altered)
      #expect(verdict != .passes, "\(how) in line \(line + 1): \(honest.lines[line])")
    }
    #expect(count > 2)
  }

  @Test(arguments: EventStream.Alteration.allCases)
  func `what is harmless is not held against anybody`(how: EventStream.Alteration) async throws {
    let honest = EventStream()
    for line in honest.lines.indices where how.isHarmless(to: honest, line: line) {
      guard let altered = how.of(honest, line: line) else { continue }
      #expect(try await verdict(altered) == .passes, "\(how): \(honest.lines[line])")
    }
  }

  @Test(arguments: EventStream.names.indices)
  func `a failure whose line is missing is a failure`(place: Int) async throws {
    var stream = EventStream(failing: place)
    stream.lines.removeAll { $0.contains("1 == 2") }
    #expect(try await verdict(stream) == .fails)
  }

  @Test func `a run that broke off does not pass, wherever it did`() async throws {
    let honest = EventStream()
    for count in honest.lines.indices {
      var stream = honest
      stream.lines.removeSubrange(count...)
      #expect(try await verdict(stream, exit: count % 2) != .passes, "after \(count) lines")
    }
  }

  /// The first two end, and the third breaks off; only those two are asked for again.
  @Test(arguments: [true, false])
  func `what a broken run told counts when it is told again by a whole one`(isTrue: Bool)
    async throws
  {
    let scratch = try Scratch()
    var broken = EventStream()
    let start = try #require(
      broken.lines.firstIndex { $0.contains("testStarted") && $0.contains(EventStream.ids[2]) })
    broken.lines.removeSubrange((start + 1)...)
    let whole = EventStream(Array(EventStream.ids.prefix(2)), EventStream.names)
    for (name, stream) in [("broken", broken), ("whole", isTrue ? whole : broken)] {
      try scratch.write(stream.lines.map { $0 + "\n" }.joined(), to: name)
    }
    let runner = SuiteRunner(
      limits: Lesson.Limits(silence: 30, total: 60), acceptance: acceptance
    ) { tests in
      let file = scratch.path.adding(tests?.count == 2 ? "whole" : "broken")
      return Command("/bin/sh", ["-c", "cat \"$0\" >&3; exit 1", file], environment: [:])
    }
    let judgement = Judgement(lesson, try await runner.run())
    #expect(judgement.verdict != .passes)
    let passed = judgement.tests.filter { $0.outcome == .passed }.map(\.name)
    #expect(passed == (isTrue ? Array(EventStream.names.prefix(2)) : []))
  }

  @Test(arguments: [0, 2, 3, 137])
  func `an end that disagrees with the events does not pass`(code: Int) async throws {
    #expect(try await verdict(EventStream(), exit: code) != .passes)
  }

  @Test func `the control's word is needed, and in every way`() async throws {
    var guessed = EventStream()
    guessed.lines = guessed.lines.map { $0.replacing("swordfish", with: "sardine") }
    #expect(try await verdict(guessed) == .void)
    for way in Control.ways.indices {
      var deaf = EventStream()
      let said = Control.saying(EventStream.control.word, way)
      let last = try #require(deaf.lines.lastIndex { $0.contains(said) })
      deaf.lines.remove(at: last)
      #expect(try await verdict(deaf) == .void, "\(Control.ways[way])")
    }
  }

  @Test func `what is no event does no harm elsewhere`() {
    var trace = RunTrace()
    for line in EventStream().lines { _ = trace.read(Array(line.utf8)[...], from: .events) }
    _ = trace.read(Array("nonsense".utf8)[...], from: .notes)
    _ = trace.read(Array("nonsense".utf8)[...], from: .output)
    #expect(trace.order.isKept)
    #expect(acceptance.lapses(of: trace, asked: nil) == [])
  }
}
