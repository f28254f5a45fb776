/// A table for the import of Canvas's gradebook.
///
/// By Instructure's guide “How do I import grades in the Gradebook?”, and by what Canvas's own importer
/// (`gradebook_importer.rb`) does:
/// - The titles begin `Student, ID, SIS User ID, SIS Login ID, Section`; each further column is an
///   assignment, found by its title, or by its number if the title ends in one in brackets. A title that
///   Canvas does not know makes a new assignment.
/// - A row whose first cell holds `Points Possible` says what each is worth.
/// - A learner is found by ID, else by SIS User ID, else by SIS Login ID, else by name.
/// - An empty cell means no grade; it takes away one that is there.
/// - It tells commas from semicolons by the first lines, so no cell may run over the end of its line.
struct CanvasCSV {
  let gradebook: Gradebook
  let assignments: [Export.Assignment]

  private static let keys = ["ID", "SIS User ID", "SIS Login ID"]
  private static let pointsPossible = "Points Possible"

  var text: String {
    let titles = ["Student"] + Self.keys + ["Section"] + assignments.map(\.title)
    let worth =
      ["    " + Self.pointsPossible, "", "", "", ""]
      + assignments.map { Double($0.points).fixed(2) }
    return CSV.text(([titles, worth] + gradebook.rows.map(cells)).map { $0.map(\.onOneLine) })
  }

  static func hasKey(_ learner: Learner) -> Bool {
    keys.contains { learner.other($0)?.isEmpty == false }
  }

  private func cells(_ row: Gradebook.Row) -> [String] {
    let learner = row.learner
    let student = learner.other("Student") ?? (learner.name.isEmpty ? learner.id : learner.name)
    // Canvas would take somebody of that name for the row of points.
    let name = student.contains(Self.pointsPossible) ? "?" : student
    return [name] + Self.keys.map { learner.other($0) ?? "" } + [learner.other("Section") ?? ""]
      + assignments.map { $0.score(row)?.fixed(2) ?? "" }
  }
}
