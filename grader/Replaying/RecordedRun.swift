/// One run under one seed: its events, and how it ended.
struct RecordedRun: Equatable, Sendable {
  let seed: UInt64
  var beginning: [RunEvent] = []
  /// The last ones, if there are more than are kept.
  var latest: [RunEvent] = []
  /// How many were left out between the two.
  var dropped = 0
  /// Nil if the process came to its end before the run did.
  var end: End?

  struct End: Equatable, Sendable {
    let time: Int
    /// The law that was broken; nil if the run went well.
    let law: String?
  }

  var fails: Bool { end?.law != nil }
  var events: [RunEvent] { beginning + latest }
}

/// Puts the lines that the instruments write together to runs. However much they write, it keeps the
/// beginning and the end of each run, and rather the runs that failed.
struct RunRecorder: Equatable, Sendable {
  private(set) var runs: [RecordedRun] = []
  private var isOverfull = false

  static let mostRuns = 40
  static let mostAtBeginning = 500
  static let mostLatest = 2_000

  /// Takes a line; returns whether it belongs to a recording.
  mutating func read(_ line: JSON) -> Bool {
    guard let kind = line["kind"]?.text else { return false }
    switch kind {
    case "begin":
      makeRoom()
      guard !isOverfull, let seed = line["seed"]?.text.flatMap({ UInt64($0) }) else { break }
      runs.append(RecordedRun(seed: seed))
    case "end":
      guard !isOverfull, !runs.isEmpty, let time = line["time"]?.nanoseconds else { break }
      runs[runs.count - 1].end = RecordedRun.End(time: time, law: line["text"]?.text)
    default:
      guard !isOverfull, !runs.isEmpty, let event = RunEvent(line) else { break }
      add(event, to: &runs[runs.count - 1])
    }
    return true
  }

  /// Forgets a run that went well, if there are too many.
  private mutating func makeRoom() {
    guard runs.count >= Self.mostRuns else { return }
    let dull = runs.firstIndex { $0.end != nil && !$0.fails }
    if let dull { runs.remove(at: dull) }
    isOverfull = dull == nil
  }

  private func add(_ event: RunEvent, to run: inout RecordedRun) {
    if run.beginning.count < Self.mostAtBeginning {
      run.beginning.append(event)
    } else {
      run.latest.append(event)
      // Half at once: to remove the first of a list costs as much as the list is long.
      if run.latest.count > 2 * Self.mostLatest {
        run.dropped += run.latest.count - Self.mostLatest
        run.latest.removeFirst(run.latest.count - Self.mostLatest)
      }
    }
  }
}
