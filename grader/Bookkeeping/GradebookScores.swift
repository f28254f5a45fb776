extension Gradebook {
  /// The lessons that somebody was graded in: to export a column of nothing would wipe out what is there.
  var graded: [Heading] {
    lessons.filter { lesson in rows.contains { $0.marks[lesson.name] != nil } }
  }

  /// What a learner gets for a lesson. Nil if that is not for a program to say: void is not zero, nor is
  /// what nobody has graded yet.
  func score(_ row: Row, _ lesson: String) -> Double? {
    guard let mark = row.marks[lesson], mark.verdict != .void else { return nil }
    return row.points(lesson)
  }

  /// The same for all lessons that were graded.
  func score(_ row: Row) -> Double? {
    let scores = graded.map { score(row, $0.name) }
    guard !scores.isEmpty, !scores.contains(nil) else { return nil }
    return scores.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// What the lessons that were graded are worth.
  var gradedMaximum: Int { graded.reduce(0) { $0 + $1.points } }
}

extension Gradebook.Row {
  /// The lessons, by name, that a person must look at.
  func void(in lessons: [Gradebook.Heading]) -> [String] {
    lessons.map(\.name).filter { marks[$0]?.verdict == .void }
  }
}
