/// The class list: who takes the course.
struct Roster: Equatable, Sendable {
  /// In the list's order.
  let learners: [Learner]

  static let fileName = "roster.csv"

  init(_ table: Table) throws(TableError) {
    let id = try table.needed("id")
    let (name, email) = (table.column("name"), table.column("email"))
    let others = table.titles.indices.filter { index in
      ![id, name, email].contains(index) && !table.titles[index].isEmpty
    }
    var learners: [Learner] = []
    var lines: [String: Int] = [:]
    for row in table.rows {
      // As the names of folders are shown, so that both can be told to be the same.
      let text = try table.cell(id, row).printable
      if let line = lines[text] {
        throw table.error(
          row,
          Words(
            "the id “\(text)” stands on line \(line) already",
            ja: "id「\(text)」はすでに \(line) 行目にあります"))
      }
      lines[text] = row.line
      learners.append(
        Learner(
          id: text, name: name.map { row.cells[$0].printable } ?? "",
          email: email.map { row.cells[$0].printable } ?? "",
          others: others.map { .init(title: table.titles[$0], text: row.cells[$0].printable) }))
    }
    self.learners = learners
  }
}
