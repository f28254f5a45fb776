import Testing

@testable import grader

@Suite struct RunRecorderTests {
  private func record(_ lines: [String]) throws -> RunRecorder {
    var recorder = RunRecorder()
    for line in lines { _ = recorder.read(try JSONParser.parse(Array(line.utf8)[...])) }
    return recorder
  }

  private static let begin = #"{"kind":"begin","seed":"18446744073709551615"}"#
  private static let event = #"{"kind":"told","time":5,"task":"7","lane":"anna","text":"comes"}"#
  private static let end = #"{"kind":"end","time":9,"text":"Nobody comes."}"#

  @Test func `a run is put together from its lines`() throws {
    let runs = try record([Self.begin, Self.event, Self.end]).runs
    let event = RunEvent(kind: .told, time: 5, lane: "anna", task: "7", text: "comes")
    #expect(
      runs == [
        RecordedRun(
          seed: .max, beginning: [event], end: RecordedRun.End(time: 9, law: "Nobody comes."))
      ])
  }

  @Test func `a run that the process did not survive has no end`() throws {
    let runs = try record([Self.begin, Self.event]).runs
    #expect(runs.count == 1)
    #expect(runs.first?.end == nil)
  }

  @Test(arguments: [
    "{}", #"{"kind":"comet"}"#, #"{"kind":"told"}"#, #"{"kind":"told","time":"x","text":"y"}"#,
    #"{"kind":"begin"}"#, #"{"kind":"begin","seed":7}"#, #"{"kind":"end"}"#, "[]", "7",
    #"{"kind":"told","time":1e300,"text":"y"}"#,
  ])
  func `what makes no sense does no harm`(line: String) throws {
    let alone = try record([line])
    #expect(alone.runs.isEmpty)
    #expect(try record([Self.begin, line, Self.end]).runs.count == 1)
  }

  @Test func `a note is none of its lines`() throws {
    var recorder = RunRecorder()
    let isPart = recorder.read(["test": "one", "text": "explored 3 schedules"])
    #expect(!isPart)
  }

  @Test func `of a run without end the beginning and the end are kept`() throws {
    var recorder = RunRecorder()
    _ = recorder.read(["kind": "begin", "seed": "1"])
    let many = 20_000
    for time in 0..<many {
      _ = recorder.read(["kind": "told", "time": .whole(time), "text": "spins"])
    }
    let run = try #require(recorder.runs.first)
    #expect(run.events.count < 5_000)
    #expect(run.events.first?.time == 0)
    #expect(run.events.last?.time == many - 1)
    #expect(run.events.count + run.dropped == many)
  }

  @Test func `of many runs the failing ones are kept`() throws {
    let good = [Self.begin, #"{"kind":"end","time":9}"#]
    let lines = Array(repeating: good, count: 300).flatMap(\.self)
    let recorder = try record(lines + [Self.begin, Self.event, Self.end])
    #expect(recorder.runs.count <= RunRecorder.mostRuns)
    #expect(recorder.runs.last?.fails == true)
  }
}
