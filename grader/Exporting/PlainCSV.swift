/// Everything that fits into a table, for a spreadsheet or a script: one row a learner. Titles are the same
/// in every language; void, and what is not graded, has no points.
struct PlainCSV {
  let gradebook: Gradebook

  var text: String { CSV.text([titles] + gradebook.rows.map(cells)) }

  /// Titles of the class list's further columns, each once, in the order in which they come.
  private var others: [String] {
    gradebook.rows.flatMap { $0.learner.others.map(\.title) }.reduce(into: []) { titles, title in
      if !titles.contains(title) { titles.append(title) }
    }
  }

  private var titles: [String] {
    ["id", "name", "email"] + others + ["on roster", "handed in", "left out"]
      + gradebook.lessons.flatMap { lesson in
        ["verdict", "points", "late percent", "score", "trap"].map { "\(lesson.name) \($0)" }
      } + ["total", "maximum"]
  }

  private func cells(_ row: Gradebook.Row) -> [String] {
    let learner = row.learner
    return [learner.id, learner.name, learner.email] + others.map { learner.other($0) ?? "" }
      + [
        row.isOnRoster ? "yes" : "no",
        row.handIn.map { $0.date ?? "yes" } ?? "", row.handIn.map { "\($0.leftOutCount)" } ?? "",
      ]
      + gradebook.lessons.flatMap { cells(row, $0) }
      + [gradebook.score(row)?.fixed(2) ?? "", "\(gradebook.gradedMaximum)"]
  }

  private func cells(_ row: Gradebook.Row, _ lesson: Gradebook.Heading) -> [String] {
    guard let mark = row.marks[lesson.name] else { return ["", "", "", "", ""] }
    let isVoid = mark.verdict == .void
    return [
      mark.verdict.rawValue, isVoid ? "" : "\(mark.points)",
      "\(row.latePercent[lesson.name, default: 0])",
      gradebook.score(row, lesson.name)?.fixed(2) ?? "", mark.trap ?? "",
    ]
  }
}
