import Testing

@testable import grader

@Suite struct RunTraceTests {
  private static let id = "T.S/`a b`()/F.swift:3:4"

  private static func event(_ kind: String, _ more: String = "") -> String {
    #"{"kind":"event","payload":{"instant":{"absolute":2.5},"kind":"\#(kind)","testID":"\#(id)"\#(more)},"version":"6.3.0"}"#
  }

  private static let found =
    #"{"kind":"test","payload":{"displayName":"a b","id":"\#(id)","kind":"function","name":"`a b`()","sourceLocation":{"fileID":"T/F.swift","line":3}}}"#

  private static func issue(_ more: String) -> String {
    event(
      "issueRecorded",
      #","issue":{\#(more),"sourceLocation":{"fileID":"T/F.swift","line":9}},"messages":[{"text":"Issue recorded"},{"text":"Law.\nseed 42 shows it\n  0 s  x"}]"#
    )
  }

  private func trace(_ lines: [String]) -> RunTrace {
    var trace = RunTrace()
    for line in lines { _ = trace.read(Array(line.utf8)[...], from: .events) }
    return trace
  }

  @Test func `a test that starts and ends is settled`() {
    let trace = trace([Self.found, Self.event("testStarted"), Self.event("testEnded")])
    #expect(trace.tests.map(\.name) == ["a b"])
    #expect(trace.tests[0].file == "F.swift")
    #expect(trace.isSettled(trace.tests[0]))
    #expect(trace.inFlight == nil)
  }

  @Test func `a test that does not end is in flight`() {
    let trace = trace([Self.found, Self.event("testStarted")])
    #expect(trace.inFlight == 0)
    #expect(!trace.isSettled(trace.tests[0]))
  }

  @Test func `a failure tells with which arguments it came`() {
    let lines = ["limit → 1", "limit → 3"].flatMap { arguments in
      let words = #"Test case passing 1 argument \#(arguments) to \"a b\" started."#
      return [
        Self.event("testCaseStarted", #","messages":[{"text":"\#(words)"}]"#),
        Self.issue(#""isFailure":true,"isKnown":false"#),
      ]
    }
    let trace = trace([Self.found, Self.event("testStarted")] + lines)
    #expect(trace.tests[0].findings.map(\.arguments) == ["limit → 1", "limit → 3"])
  }

  @Test func `a failure is kept with its place, its text and its seed`() {
    let trace = trace([Self.found, Self.issue(#""isFailure":true,"isKnown":false"#)])
    #expect(
      trace.tests[0].findings
        == [Finding(file: "F.swift", line: 9, text: "Law.\nseed 42 shows it\n  0 s  x")])
    #expect(trace.tests[0].findings[0].seed == 42)
  }

  @Test(arguments: [
    #""isFailure":false,"isKnown":false,"severity":"warning""#,
    #""isFailure":false,"isKnown":true"#,
    #""isKnown":false,"severity":"warning""#,
  ])
  func `a warning or a known issue is no failure`(issue: String) {
    #expect(trace([Self.found, Self.issue(issue)]).tests[0].findings.isEmpty)
  }

  @Test(arguments: ["testSkipped", "testCancelled", "testCaseCancelled"])
  func `a test that was left out says so`(kind: String) {
    let trace = trace([Self.found, Self.event(kind)])
    #expect(trace.tests[0].leftOut != nil)
  }

  @Test func `unknown kinds and versions are passed over`() {
    let trace = trace([
      "", #"{"kind":"event","payload":{"kind":"comet"}}"#, Self.found, Self.event("comet"),
    ])
    #expect(trace.tests.count == 1)
    #expect(trace.strays.isEmpty)
  }

  @Test(arguments: ["rubbish", "{}", "[1]", #"{"kind":"event""#])
  func `an event that cannot be read counts as a failure`(line: String) {
    let started = [Self.found, Self.event("testStarted")]
    #expect(trace(started + [line]).tests[0].findings.map(\.text) == [Finding.unreadable])
    #expect(trace([line] + started).strays.map(\.text) == [Finding.unreadable])
  }

  @Test func `an event that is too long to be kept counts as a failure of the test that runs`() {
    var trace = trace([Self.found, Self.event("testStarted")])
    trace.missLine(from: .notes)
    #expect(trace.tests[0].findings.isEmpty)
    trace.missLine(from: .events)
    #expect(trace.tests[0].findings.map(\.text) == [Finding.unreadable])
  }

  @Test func `of a very long failure the beginning is kept`() {
    let long = Self.issue(#""isFailure":true"#)
      .replacingFirst("seed 42", with: String(repeating: "x", count: 500_000))
    let text = trace([Self.found, long]).tests[0].findings[0].text
    #expect(text.hasPrefix("Law."))
    #expect(text.utf8.count < 70_000)
  }

  @Test func `a note belongs to the test that it names`() {
    var trace = trace([Self.found, Self.event("testStarted"), Self.event("testEnded")])
    let note = #"{"test":"`a b`()","file":"T/F.swift","line":45,"text":"explored 200 schedules"}"#
    _ = trace.read(Array(note.utf8)[...], from: .notes)
    #expect(
      trace.tests[0].notes == [Note(file: "F.swift", line: 45, text: "explored 200 schedules")])
  }

  @Test func `a test that fails for ever does not fill the memory`() {
    var lines = [Self.found]
    for number in 0..<1000 {
      lines.append(
        Self.issue(#""isFailure":true"#).replacingFirst("seed 42", with: "seed \(number)"))
    }
    #expect(trace(lines).tests[0].findings.count == 50)
  }

  @Test func `the sentence is what stands between the back-ticks`() {
    #expect(
      RunnerEvent.sentence("`a lease (of one) is over`(count:)") == "a lease (of one) is over")
    #expect(RunnerEvent.sentence("plain(x:)") == "plain")
  }
}
