/// The gradebook for other programs: `gradebook.json`, and `grader export --format json`.
///
/// An object with these members. Names and meanings stay as they are within a version.
///
///     version   1
///     course    the title as {"en": …, "ja": …}
///     maximum   the points of all lessons
///     lessons   in the course's order: {name, title, law, points}; points include hidden tests
///     learners  by id, one a line:
///       id, name, email
///       others      further columns of the class list, as [[title, content], …]
///       isOnRoster  whether the class list names them; true if there is none
///       handIn      null, or {learner, submission, date, leftOut, leftOutCount}
///       points      what the late policy leaves of the points of all lessons, void ones being none
///       total       the same, or null if a lesson is void or not graded yet
///       void        the names of the lessons that a person must look at
///       marks       for each lesson that was graded:
///         lesson, verdict, reason, trap, submission, grounds
///         points       before the late policy; of a void lesson 0
///         latePercent  what the late policy takes away, from 0 to 100
///         score        what is left, or null if it is void
///         tests        {name, outcome, worth, points, visibility, findings, detail}
///
/// It has no times of grading: the same work gives the same bytes.
extension Gradebook {
  /// The names of what is made from the journal.
  static let jsonFile = "gradebook.json"
  static let pageFile = "gradebook.html"
  static let jsonVersion = 1

  /// Writes `gradebook.json`. Whoever reads it meanwhile sees the old one or the new.
  func writeJSON(in folder: String) throws(FileError) {
    let writer = try FileWriter(folder.adding(Self.jsonFile))
    try json { (text) throws(FileError) in try writer.add(text) }
    try writer.finish()
  }

  /// The whole, in pieces: a class with all its stories is too large for one.
  func json<Failure: Error>(_ add: (String) throws(Failure) -> Void) throws(Failure) {
    let head: [(String, JSON)] = [
      ("version", .whole(Self.jsonVersion)), ("course", JSONReport.words(title)),
      ("maximum", .whole(maximum)), ("lessons", .array(lessons.map(\.json))),
    ]
    try add("{\n")
    for (name, value) in head { try add("\"\(name)\": \(value.line),\n") }
    try add("\"learners\": [")
    for (index, row) in rows.enumerated() { try add((index == 0 ? "\n" : ",\n") + json(row).line) }
    try add("\n]}\n")
  }

  private func json(_ row: Row) -> JSON {
    guard case .object(let learner) = row.learner.json else { return .null }
    let rest: JSON = [
      "isOnRoster": .bool(row.isOnRoster), "handIn": row.handIn?.json ?? .null,
      "points": .number(total(row)), "total": score(row).map(JSON.number) ?? .null,
      "void": .array(row.void(in: lessons).map(JSON.string)),
      "marks": .array(
        lessons.compactMap { lesson in row.marks[lesson.name].map { json($0, of: row) } }),
    ]
    guard case .object(let members) = rest else { return .null }
    return .object(learner + members)
  }

  private func json(_ mark: Mark, of row: Row) -> JSON {
    [
      "lesson": .string(mark.lesson), "verdict": .string(mark.verdict.rawValue),
      "points": .whole(mark.points),
      "latePercent": .whole(row.latePercent[mark.lesson, default: 0]),
      "score": score(row, mark.lesson).map(JSON.number) ?? .null,
      "reason": mark.reason.map(JSONReport.words) ?? .null, "trap": .optional(mark.trap),
      "submission": .string(mark.submission), "grounds": mark.grounds.json,
      "tests": .array(mark.tests.map(Self.json)),
    ]
  }

  private static func json(_ test: Mark.Test) -> JSON {
    [
      "name": .string(test.name), "outcome": .string(test.outcome.rawValue),
      "worth": .whole(test.worth), "points": .whole(test.points),
      "visibility": .string(test.visibility.rawValue),
      "findings": .array(test.findings.map(\.json)),
      "detail": test.detail.map(JSONReport.words) ?? .null,
    ]
  }
}

extension Gradebook.Heading {
  fileprivate var json: JSON {
    [
      "name": .string(name), "title": JSONReport.words(title), "law": JSONReport.words(law),
      "points": .whole(points),
    ]
  }
}
