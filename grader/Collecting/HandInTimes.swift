/// When each learner handed in, as the course's platform knows it: for all lessons, or for one.
struct HandInTimes: Equatable, Sendable {
  static let fileName = "submissions.csv"

  /// Seconds since 1970.
  private var general: [String: Int] = [:]
  private var single: [Key: Int] = [:]

  private struct Key: Hashable {
    let learner: String
    let lesson: String
  }

  /// Nobody said anything.
  init() {}

  init(_ table: Table, _ course: Course) throws(TableError) {
    let (id, time) = (try table.needed("id"), try table.needed("time"))
    let lesson = table.column("lesson")
    for row in table.rows {
      let learner = try table.cell(id, row).printable
      let text = try table.cell(time, row)
      guard let seconds = Date.handedIn(text) else {
        throw table.error(
          row,
          Words(
            "“\(text)” is no time such as 2026-12-01T23:59:00+01:00 or 2026-12-01 23:59 (UTC)",
            ja: "「\(text)」は 2026-12-01T23:59:00+01:00 や 2026-12-01 23:59（UTC）の形の時刻ではありません"))
      }
      let name = lesson.map { row.cells[$0] } ?? ""
      guard !name.isEmpty else {
        try enter(seconds, &general[learner], table, row)
        continue
      }
      let found = course.lessons.first {
        $0.name == name || $0.number == name || $0.subject == name
      }
      guard let found else {
        throw table.error(
          row, Words("no lesson is called “\(name)”", ja: "「\(name)」というレッスンはありません"))
      }
      try enter(seconds, &single[Key(learner: learner, lesson: found.name)], table, row)
    }
  }

  private func enter(
    _ seconds: Int, _ place: inout Int?, _ table: Table, _ row: Table.Row
  ) throws(TableError) {
    guard place == nil else {
      throw table.error(
        row, Words("this was said on an earlier line already", ja: "同じものが前の行にもあります"))
    }
    place = seconds
  }

  /// When a learner handed in a lesson, in seconds since 1970; nil if nobody said.
  func seconds(_ learner: String, _ lesson: Lesson) -> Int? {
    single[Key(learner: learner, lesson: lesson.name)] ?? general[learner]
  }

  /// When they handed in last.
  func latest(_ learner: String) -> Int? {
    let times = single.filter { $0.key.learner == learner }.map(\.value)
    return (times + [general[learner]].compactMap(\.self)).max()
  }
}
