import Testing

@testable import grader

/// Runs to test with.
enum RecordedRuns {
  /// What the instruments wrote of a real run in which two consumers got hold of one message.
  static func twiceLeased() throws -> RecordedRun {
    let path = Fixtures.folder.adding("Recordings/01-twice-leased.jsonl")
    var recorder = RunRecorder()
    for line in try Files.read(path).split(separator: 10) {
      let isPart = recorder.read(try JSONParser.parse(line))
      #expect(isPart)
    }
    return try #require(recorder.runs.first)
  }

  /// The same with names as bad as learners' code could make them.
  static func hostile() throws -> RecordedRun {
    var run = try twiceLeased()
    func spoil(_ text: String) -> String {
      text.replacingFirst("order-1", with: "</div><script>alert(1)</script>\n\u{1B}[31m\"'\u{0}")
        .replacingFirst("anna", with: "<img src=http://127.0.0.1/x onerror=alert(1)>\u{202E}anna")
        .replacingFirst("order-2", with: String(repeating: "注文", count: 500))
        .replacingFirst("ben", with: String(repeating: "b", count: 3_000))
    }
    for index in run.beginning.indices {
      run.beginning[index].text = spoil(run.beginning[index].text)
      run.beginning[index].lane = run.beginning[index].lane.map(spoil)
      run.beginning[index].message = run.beginning[index].message.map(spoil)
    }
    run.end = RecordedRun.End(time: 25_000_000_000, law: spoil("order-1 of anna </style> & ben"))
    return run
  }

  /// Made-up events in so many lanes; the same for the same seed.
  static func random(lanes: Int, events: Int, seed: UInt64) -> RecordedRun {
    var numbers = Numbers(state: seed)
    var time = 0
    let made = (0..<events).map { _ in
      time += Int.random(in: 0...3, using: &numbers) * 700_000_000
      let kind = RunEvent.Kind.allCases.randomElement(using: &numbers) ?? .told
      let message = "order-\(Int.random(in: 1...9, using: &numbers))"
      let isNamed = Bool.random(using: &numbers) || lanes == 1
      return RunEvent(
        kind: kind, time: time,
        lane: isNamed ? "consumer-\(Int.random(in: 1...lanes, using: &numbers))" : nil,
        task: "\(Int.random(in: 1...20, using: &numbers))",
        text: "does something with \(message), as often before", message: message,
        until: time + Int.random(in: 0...9, using: &numbers) * 1_000_000_000)
    }
    return RecordedRun(
      seed: seed, beginning: made, end: RecordedRun.End(time: time, law: "order-3 is lost."))
  }

  static func replay(_ run: RecordedRun, isPassing: Bool = false) throws -> Replay {
    let finding = Finding(file: "S.swift", line: 3, text: run.end?.law ?? "")
    let test = JudgedTest(
      name: "one", outcome: isPassing ? .passed : .failed, worth: 1,
      findings: isPassing ? [] : [finding])
    return try #require(Replay(test, of: Sample.lesson("01-Sample"), [run]))
  }
}

/// SplitMix64.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
