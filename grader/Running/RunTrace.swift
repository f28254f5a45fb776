/// What one test did, as the event stream told it.
struct TestTrace: Equatable, Sendable {
  let id: String
  let name: String
  let file: String
  let line: Int
  var started: Double?
  var ended: Double?
  var leftOut: Words?
  var findings: [Finding] = []
  var notes: [Note] = []
  /// Whether its end was told as a failure. What it found may be lost: a line can be too long to be read.
  var endedAsFailed = false

  var hasFailed: Bool { endedAsFailed || !findings.isEmpty }
}

/// What one run of a suite did: the event stream and the notes, put together line by line.
struct RunTrace: LineReader {
  /// In the order of their discovery.
  private(set) var tests: [TestTrace] = []
  private(set) var inFlight: Int?
  private(set) var runEnded = false
  /// The tests that must fail: they are no part of the suite.
  private(set) var controls: [TestTrace] = []
  /// Failures that belong to no test.
  private(set) var strays: [Finding] = []
  /// Whether the stream is one that a run can give.
  private(set) var order = StreamOrder()
  /// What happened in each run, if that was asked for.
  private(set) var recorder = RunRecorder()
  private var places: [String: Int] = [:]
  private var arguments: String?
  /// A test that fails in a loop must not fill the memory.
  private static let mostFindings = 50
  private static let mostNotes = 200

  mutating func read(_ line: ArraySlice<UInt8>, from channel: Channel) -> Bool {
    switch channel {
    case .events:
      guard let event = RunnerEvent.parse(line) else {
        guard !line.isEmpty else { return false }
        order.takeRubbish()
        missLine(from: channel)
        return false
      }
      order.take(event)
      add(event)
      return true
    case .notes:
      addNote(line)
      return true
    case .output, .errors: return false
    }
  }

  /// What cannot be read may have been a failure; whose code makes it so long has no good of it.
  mutating func missLine(from channel: Channel) {
    guard channel == .events else { return }
    add(.recorded(Finding(file: "", line: 0, text: Finding.unreadable), test: nil))
  }

  private mutating func add(_ event: RunnerEvent) {
    if addToControls(event) { return }
    switch event {
    case .found(let id, let name, let file, let line):
      guard places[id] == nil else { return }
      places[id] = tests.count
      tests.append(TestTrace(id: id, name: name, file: file.lastPart, line: line))
    case .started(let id, let instant):
      guard let index = places[id] else { return }
      tests[index].started = instant
      inFlight = index
      arguments = nil
    case .ended(let id, let instant, let asFailed):
      guard let index = places[id] else { return }
      tests[index].ended = instant
      tests[index].endedAsFailed = asFailed
      if inFlight == index { inFlight = nil }
    case .caseStarted(_, let arguments): self.arguments = arguments ?? self.arguments
    case .recorded(var finding, let id):
      finding.arguments = arguments
      if let index = id.flatMap({ places[$0] }) ?? inFlight {
        // A failure that comes again word for word tells nothing new.
        if tests[index].findings.count < Self.mostFindings,
          !tests[index].findings.contains(finding)
        {
          tests[index].findings.append(finding)
        }
      } else if strays.count < Self.mostFindings {
        strays.append(finding)
      }
    case .leftOut(let id, let reason):
      if let index = places[id] { tests[index].leftOut = reason }
    case .runEnded: runEnded = true
    case .foundSuite, .runStarted, .caseEnded, .other: break
    }
  }

  private mutating func addToControls(_ event: RunnerEvent) -> Bool {
    if case .found(let id, let name, let file, let line) = event, Control.isOne(id) {
      controls.append(TestTrace(id: id, name: name, file: file.lastPart, line: line))
      return true
    }
    guard let id = event.test, let index = controls.firstIndex(where: { $0.id == id }) else {
      return false
    }
    switch event {
    case .ended(_, let instant, _): controls[index].ended = instant
    case .recorded(let finding, _): controls[index].findings.append(finding)
    default: break
    }
    return true
  }

  private mutating func addNote(_ line: ArraySlice<UInt8>) {
    guard let note = try? JSONParser.parse(line), !recorder.read(note),
      let text = note["text"]?.text
    else { return }
    let name = note["test"]?.text.map(RunnerEvent.sentence)
    let named = tests.firstIndex { $0.name == name }
    guard let index = named ?? inFlight, tests[index].notes.count < Self.mostNotes else { return }
    tests[index].notes.append(
      Note(
        file: note["file"]?.text?.lastPart ?? "", line: note["line"]?.wholeNumber ?? 0, text: text))
  }

  /// Whether a test was left out before it could start; it has its verdict nevertheless.
  func isSettled(_ test: TestTrace) -> Bool { test.ended != nil || test.leftOut != nil }
}
