@testable import grader

/// A complete and honest event stream of a small suite, line by line as Swift Testing writes it.
struct EventStream {
  var lines: [String] = []

  static let control = Control(word: "swordfish")
  static let names = ["a new one is empty", "what goes in comes out", "it takes any number"]
  static let ids = names.map { "Day56Tests.QueueTests/`\($0)`()/01-QueueTests.swift:7:4" }
  private static let first = "Day56Tests.control()/00-Control.swift:9:2"
  private static let lastSuite = "Day56Tests.Control"
  private static let last = "Day56Tests.Control/control()/zz-Control.swift:10:4"

  /// - Parameter failing: the place of a test that fails.
  init(_ ids: [String] = Self.ids, _ names: [String] = Self.names, failing: Int? = nil) {
    let suite = String(ids[0].prefix { $0 != "/" })
    tell(Self.first, "control()")
    tell(suite, "QueueTests", isSuite: true)
    for (id, name) in zip(ids, names) { tell(id, name) }
    tell(Self.lastSuite, "Control", isSuite: true)
    tell(Self.last, "control()")
    event("runStarted")
    addControl(Self.first)
    event("testStarted", suite)
    for (place, id) in ids.enumerated() {
      event("testStarted", id)
      if place == 2 {
        for number in 1...2 {
          event(
            "testCaseStarted", id,
            says: "Test case passing 1 argument number → \(number) to \\\"…\\\" started.")
          event("testCaseEnded", id)
        }
      }
      if place == failing { issue(id, "Expectation failed: 1 == 2") }
      event("testEnded", id, says: "Test ended.", symbol: place == failing ? "fail" : "pass")
    }
    event("testEnded", suite, says: "Suite ended.", symbol: failing == nil ? "pass" : "fail")
    event("testStarted", Self.lastSuite)
    addControl(Self.last)
    event("testEnded", Self.lastSuite, says: "Suite ended.", symbol: "fail")
    event("runEnded")
  }

  private mutating func addControl(_ id: String) {
    event("testStarted", id)
    for way in Control.ways.indices { issue(id, Control.saying(Self.control.word, way)) }
    event("testEnded", id, says: "Test control() failed.", symbol: "fail")
  }

  private mutating func tell(_ id: String, _ name: String, isSuite: Bool = false) {
    lines.append(
      #"{"kind":"test","payload":{"displayName":"\#(name)","id":"\#(id)","#
        + #""kind":"\#(isSuite ? "suite" : "function")","name":"`\#(name)`()","#
        + #""sourceLocation":{"fileID":"Day56Tests/01-QueueTests.swift","line":7}}}"#)
  }

  private mutating func event(
    _ kind: String, _ id: String? = nil, says: String = "", symbol: String = "default"
  ) {
    let test = id.map { #","testID":"\#($0)""# } ?? ""
    lines.append(
      #"{"kind":"event","payload":{"instant":{"absolute":2.5},"kind":"\#(kind)","#
        + #""messages":[{"symbol":"\#(symbol)","text":"\#(says)"}]\#(test)},"version":"6.3.0"}"#)
  }

  private mutating func issue(_ id: String, _ text: String) {
    lines.append(
      #"{"kind":"event","payload":{"instant":{"absolute":2.5},"issue":{"isFailure":true,"#
        + #""isKnown":false,"sourceLocation":{"fileID":"Day56Tests/F.swift","line":9}},"#
        + #""kind":"issueRecorded","messages":[{"symbol":"fail","text":"\#(text)"}],"#
        + #""testID":"\#(id)"},"version":"6.3.0"}"#)
  }
}

extension EventStream {
  /// What may happen to one line of it.
  enum Alteration: CaseIterable {
    case dropped, doubled, putLast, putFirst, swapped, halved, ofAnotherKind, ofAnotherTest
    case muted, nonsense

    /// Nil if there is nothing to be altered in that way.
    func of(_ stream: EventStream, line: Int) -> EventStream? {
      var lines = stream.lines
      let text = lines[line]
      switch self {
      case .dropped: lines.remove(at: line)
      case .doubled: lines.insert(text, at: line)
      case .putLast: lines.append(lines.remove(at: line))
      case .putFirst: lines.insert(lines.remove(at: line), at: 0)
      case .swapped:
        guard line + 1 < lines.count else { return nil }
        lines.swapAt(line, line + 1)
      case .halved: lines[line] = String(text.prefix(text.count / 2))
      case .ofAnotherKind:
        guard let kind = Self.kinds.first(where: { text.contains(#""kind":"\#($0)""#) }) else {
          return nil
        }
        lines[line] = text.replacing(#""kind":"\#(kind)""#, with: #""kind":"comet""#)
      case .ofAnotherTest:
        let ids = EventStream.ids
        guard let id = ids.first(where: text.contains), let other = ids.first(where: { $0 != id })
        else { return nil }
        lines[line] = text.replacing(id, with: other)
      case .muted:
        lines[line] = text.replacing("\"isFailure\":true", with: "\"isFailure\":false")
          .replacing(#""symbol":"fail""#, with: #""symbol":"pass""#)
      case .nonsense: lines[line] = "nonsense"
      }
      guard lines != stream.lines else { return nil }
      var altered = stream
      altered.lines = lines
      return altered
    }

    private static let kinds = [
      "function", "suite", "runStarted", "runEnded", "testStarted", "testEnded", "testCaseStarted",
      "testCaseEnded", "issueRecorded",
    ]

    /// Whether the altered stream says the same: in which order tests are found, whether a failure of the
    /// control is told twice, or how late, or how the end of one that must fail is called.
    func isHarmless(to stream: EventStream, line: Int) -> Bool {
      let text = stream.lines[line]
      let next = line + 1 < stream.lines.count ? stream.lines[line + 1] : ""
      let isFound = text.hasPrefix(#"{"kind":"test""#)
      let isIssue = text.contains("issueRecorded")
      switch self {
      case .doubled, .putLast: return isIssue
      case .putFirst: return isFound
      case .swapped:
        return isIssue || isFound && next.hasPrefix(#"{"kind":"test""#)
      case .muted: return !isIssue
      case .dropped, .halved, .ofAnotherKind, .ofAnotherTest, .nonsense: return false
      }
    }
  }
}
