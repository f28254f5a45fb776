/// A class with its verdicts, as everything that people and other programs are shown is made from. It is
/// derived from the journal, and holds nothing that differs from one grading of the same work to the next.
struct Gradebook: Equatable, Sendable {
  let title: Words
  let lessons: [Heading]
  /// By id.
  let rows: [Row]

  /// A lesson of the course.
  struct Heading: Equatable, Sendable {
    let name: String
    let title: Words
    let law: Words
    /// What it is worth, hidden tests included.
    let points: Int
  }

  /// A learner with what they handed in and what came of it.
  struct Row: Equatable, Sendable {
    let learner: Learner
    /// Whether the class list names them; true of all if there is none.
    var isOnRoster = true
    /// Nil if they have handed in nothing.
    var handIn: HandIn?
    /// By lesson; a lesson that nobody has graded yet is not there.
    var marks: [String: Mark] = [:]
    /// What the late policy takes away, from 0 to 100, by lesson; not there if nothing.
    var latePercent: [String: Int] = [:]

    /// Points after what the late policy takes away, to two decimals.
    func points(_ lesson: String) -> Double {
      let full = Double(marks[lesson]?.points ?? 0)
      return (full * Double(100 - latePercent[lesson, default: 0])).rounded() / 100
    }
  }

  var maximum: Int { lessons.reduce(0) { $0 + $1.points } }

  func total(_ row: Row) -> Double { lessons.reduce(0) { $0 + row.points($1.name) } }
}
