/// One thing that the journal of a gradebook holds for good.
enum JournalEntry: Equatable, Sendable {
  /// The first line: the journal's format, the course's English title, and when it began.
  case opened(version: Int, title: String, date: String)
  /// The class list; a later one takes the place of an earlier one.
  case roster([Learner])
  case handIn(HandIn)
  case mark(Mark)
  /// Submissions whose verdicts are known were graded among the class, in some lessons; in all, where an
  /// earlier grader named none. If they held, the marks of these lessons are trusted; if one came out
  /// wrong, no mark since the last that held is.
  case canary(held: Bool, name: String, lessons: [String]?, says: Words)

  /// The format that this grader writes.
  static let version = 1
}

extension JournalEntry {
  private enum Kind: String { case opened, roster, handIn, mark, canary }

  /// What tells one mark from another stands first, so that a reader need not go through the tests.
  var json: JSON {
    switch self {
    case .opened(let version, let title, let date):
      Self.line(
        .opened, ["version": .whole(version), "title": .string(title), "date": .string(date)])
    case .roster(let learners):
      Self.line(.roster, ["learners": .array(learners.map(\.json))])
    case .handIn(let handIn): Self.line(.handIn, handIn.json)
    case .mark(let mark): Self.line(.mark, mark.json)
    case .canary(let held, let name, let lessons, let says):
      Self.line(
        .canary,
        [
          "held": .bool(held), "name": .string(name),
          "lessons": lessons.map { .array($0.map(JSON.string)) } ?? .null,
          "says": JSONReport.words(says),
        ])
    }
  }

  private static func line(_ kind: Kind, _ rest: JSON) -> JSON {
    guard case .object(let members) = rest else { return rest }
    return .object([JSON.Member("kind", .string(kind.rawValue))] + members)
  }

  /// Nil for what a later grader may have written.
  init?(_ json: JSON) {
    switch json["kind"]?.text.flatMap(Kind.init) {
    case .opened:
      guard let version = json["version"]?.wholeNumber, let title = json["title"]?.text else {
        return nil
      }
      self = .opened(version: version, title: title, date: json["date"]?.text ?? "")
    case .roster:
      guard let items = json["learners"]?.items else { return nil }
      self = .roster(items.compactMap(Learner.init))
    case .handIn:
      guard let handIn = HandIn(json) else { return nil }
      self = .handIn(handIn)
    case .mark:
      guard let mark = Mark(json) else { return nil }
      self = .mark(mark)
    case .canary:
      guard let held = json["held"]?.flag, let name = json["name"]?.text else { return nil }
      self = .canary(
        held: held, name: name, lessons: json["lessons"]?.items?.compactMap(\.text),
        says: json["says"].flatMap(Words.init) ?? Words(same: ""))
    case nil: return nil
    }
  }
}
