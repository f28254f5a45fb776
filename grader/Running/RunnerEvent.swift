/// One line of the event stream of Swift Testing, version 6.3. Kinds it does not know are `other`.
enum RunnerEvent {
  case found(test: String, name: String, file: String, line: Int)
  /// A type that holds tests; it starts before the first of them and ends after the last.
  case foundSuite(String)
  case runStarted
  case runEnded
  case started(test: String, at: Double)
  case ended(test: String, at: Double, asFailed: Bool)
  /// A parameterised test goes on to other arguments, told as `limit → 3`.
  case caseStarted(test: String, arguments: String?)
  case caseEnded(test: String)
  case recorded(Finding, test: String?)
  case leftOut(test: String, reason: Words)
  case other

  /// The id of the test that it is about.
  var test: String? {
    switch self {
    case .found(let test, _, _, _), .foundSuite(let test), .started(let test, _),
      .ended(let test, _, _), .leftOut(let test, _), .caseStarted(let test, _),
      .caseEnded(let test):
      test
    case .recorded(_, let test): test
    case .runStarted, .runEnded, .other: nil
    }
  }

  static func parse(_ line: ArraySlice<UInt8>) -> RunnerEvent? {
    guard let record = try? JSONParser.parse(line), let payload = record["payload"],
      let kind = payload["kind"]?.text
    else { return nil }
    if record["kind"]?.text == "test" { return found(kind, payload) }
    let test = payload["testID"]?.text
    let instant = payload["instant"]?["absolute"]?.number ?? 0
    switch (kind, test) {
    case ("runStarted", _): return .runStarted
    case ("runEnded", _): return .runEnded
    case ("testStarted", let test?): return .started(test: test, at: instant)
    case ("testEnded", let test?):
      let symbol = payload["messages"]?.items?.first?["symbol"]?.text
      return .ended(test: test, at: instant, asFailed: symbol == "fail")
    case ("testCaseStarted", let test?):
      return .caseStarted(test: test, arguments: messages(payload).first.flatMap(arguments))
    case ("testCaseEnded", let test?): return .caseEnded(test: test)
    case ("issueRecorded", _):
      return Finding(payload).map { .recorded($0, test: test) } ?? .other
    case ("testSkipped", let test?):
      let told = messages(payload).first.map { Words(same: $0) }
      return .leftOut(
        test: test, reason: told ?? Words("it was skipped", ja: "スキップされました"))
    case ("testCancelled", let test?), ("testCaseCancelled", let test?):
      return .leftOut(
        test: test,
        reason: Words("it was cancelled before it was done", ja: "終わる前に取り消されました"))
    default: return .other
    }
  }

  private static func found(_ kind: String, _ payload: JSON) -> RunnerEvent {
    guard let id = payload["id"]?.text, let name = payload["name"]?.text else { return .other }
    if kind == "suite" { return .foundSuite(id) }
    guard kind == "function" else { return .other }
    let place = payload["sourceLocation"]
    return .found(
      test: id, name: payload["displayName"]?.text ?? sentence(name),
      file: place?["fileID"]?.text ?? "", line: place?["line"]?.wholeNumber ?? 0)
  }

  /// The sentence in `` `a lease is over`(count:) ``.
  static func sentence(_ name: String) -> String {
    if name.hasPrefix("`"), let end = name.dropFirst().firstIndex(of: "`") {
      return String(name[name.index(after: name.startIndex)..<end])
    }
    return String(name.prefix { $0 != "(" })
  }

  /// The stream has the arguments only in a sentence:
  /// `Test case passing 1 argument limit → 3 to "a message …" started.`
  private static func arguments(_ message: String) -> String? {
    guard let start = message.firstRange(of: #/passing \d+ arguments? /#)?.upperBound,
      let end = message[start...].firstRange(of: " to \"")?.lowerBound
    else { return nil }
    return String(message[start..<end])
  }

  fileprivate static func messages(_ payload: JSON) -> [String] {
    (payload["messages"]?.items ?? []).compactMap { $0["text"]?.text }
  }
}

/// Something that a test found wrong, and where.
struct Finding: Equatable, Sendable {
  /// The name of the file, without its folder; empty if nobody knows.
  let file: String
  let line: Int
  let text: String
  /// The seed that shows it again, if a search for schedules found it.
  let seed: UInt64?
  /// The arguments of the test, if it has any.
  var arguments: String?

  /// Longer than this a text is of no use to anybody, in bytes.
  private static let longest = 1 << 16
  /// Stands for what was told, and was too much.
  static let unreadable =
    "What the test has to say of this is too long to be read. Look at the texts in your code: "
    + "one of them is very long."

  init(file: String, line: Int, text: String) {
    self.file = file
    self.line = line
    self.text = text
    seed = text.split(separator: "\n").lazy.compactMap(Self.seed(in:)).first
  }

  /// A failure; warnings and known issues are none.
  fileprivate init?(_ payload: JSON) {
    guard let issue = payload["issue"], issue["isKnown"]?.flag != true,
      issue["isFailure"]?.flag ?? (issue["severity"]?.text != "warning")
    else { return nil }
    var lines = RunnerEvent.messages(payload)
    // What Testing says when a text was recorded; the text itself follows.
    if lines.count > 1, lines.first == "Issue recorded" { lines.removeFirst() }
    let place = issue["sourceLocation"]
    self.init(
      file: (place?["fileID"]?.text ?? "").lastPart, line: place?["line"]?.wholeNumber ?? 0,
      text: lines.joined(separator: "\n").cut(toBytes: Self.longest))
  }

  private static func seed(in line: Substring) -> UInt64? {
    guard line.hasPrefix("seed ") else { return nil }
    return UInt64(line.dropFirst(5).prefix { $0.isNumber })
  }
}

/// What a test told about itself while it ran.
struct Note: Equatable, Sendable {
  let file: String
  let line: Int
  let text: String
}
