/// What an instructor may say of a class beside its work, each in a CSV file.
struct ClassLists: Sendable {
  /// Nil if there is no class list.
  let roster: Roster?
  let times: HandInTimes

  /// Reads the files that were named, or those of the usual names among the submissions.
  init(
    roster: String?, times: String?, in submissions: String, of course: Course
  ) throws(TableError) {
    self.roster = try Self.table(roster, or: Roster.fileName, in: submissions).map {
      table throws(TableError) in
      try Roster(table)
    }
    self.times =
      try Self.table(times, or: HandInTimes.fileName, in: submissions).map {
        table throws(TableError) in try HandInTimes(table, course)
      } ?? HandInTimes()
  }

  private static func table(
    _ named: String?, or usual: String, in folder: String
  ) throws(TableError) -> Table? {
    if let named { return try Table(file: named) }
    let path = folder.adding(usual)
    return Files.exists(path) ? try Table(file: path) : nil
  }
}

extension Option {
  static let roster = Option(
    name: "--roster", value: .file,
    about: Words(
      "the class list, as CSV with the columns id, name, email; else roster.csv among the submissions",
      ja: "名簿（id、name、email の列をもつ CSV）。なければ提出物のフォルダーの roster.csv"))
  static let times = Option(
    name: "--times", value: .file,
    about: Words(
      "when each handed in, as CSV with the columns id, time; else submissions.csv among the submissions",
      ja: "提出時刻（id、time の列をもつ CSV）。なければ提出物のフォルダーの submissions.csv"))
}
