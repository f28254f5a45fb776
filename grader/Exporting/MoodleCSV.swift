/// A table for Moodle's import of grades from CSV.
///
/// By Moodle's documentation “Grade import”: the first line names the columns, whoever imports maps one of
/// them to the user (ID number, username or e-mail address) and others to grade items. Columns that the
/// class list has and Moodle's own exports know (`Identifier`, `Username`, `Full name`) go along.
struct MoodleCSV {
  let gradebook: Gradebook
  let assignments: [Export.Assignment]

  private var passedOn: [String] {
    ["Identifier", "Username"].filter { title in
      gradebook.rows.contains { $0.learner.other(title) != nil }
    }
  }

  var text: String {
    let titles =
      ["ID number", "Full name", "Email address"] + passedOn + assignments.map(\.title)
    return CSV.text([titles] + gradebook.rows.map(cells))
  }

  private func cells(_ row: Gradebook.Row) -> [String] {
    let learner = row.learner
    return [
      learner.other("ID number") ?? learner.other("idnumber") ?? learner.id,
      learner.other("Full name") ?? learner.name,
      learner.other("Email address") ?? learner.email,
    ] + passedOn.map { learner.other($0) ?? "" } + assignments.map { $0.score(row)?.fixed(2) ?? "" }
  }
}
