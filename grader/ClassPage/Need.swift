/// Why somebody may need help: simple rules, each told with what it saw.
struct Need: Equatable, Sendable {
  /// The place in the gradebook's rows.
  let row: Int
  /// The gravest first.
  let reasons: [Reason]

  enum Reason: Equatable, Sendable {
    /// Of so many lessons that were judged.
    case nothingCompiles(Int)
    case nothingPasses(Int)
    /// Less than half of what the middle of the class has, although nothing is void.
    case farBelow(median: Double)
    /// Everybody else who started that lesson passes that test, and so many more that this one fails.
    case alone(lesson: String, test: String, more: Int, others: Int)

    fileprivate var gravity: Int {
      switch self {
      case .nothingCompiles: 0
      case .nothingPasses: 1
      case .farBelow: 2
      case .alone: 3
      }
    }
  }

  /// With fewer others, to be the only one means little.
  static let fewestOthers = 4

  /// Everybody to whom a rule applies, the gravest cases first. Who has handed in nothing is another list.
  static func all(in gradebook: Gradebook, _ figures: [LessonFigures]) -> [Need] {
    let totals = gradebook.rows.filter(\.isJudged).map(gradebook.total).sorted()
    let alone = Self.alone(figures)
    let needs = gradebook.rows.indices.compactMap { index -> Need? in
      let row = gradebook.rows[index]
      var reasons: [Reason] = []
      let judged = row.marks.values.filter { $0.verdict != .void }
      if judged.isEmpty { return nil }
      if judged.allSatisfy({ $0.verdict == .doesNotCompile }) {
        reasons.append(.nothingCompiles(judged.count))
      } else if judged.allSatisfy({ $0.passed == 0 }) {
        reasons.append(.nothingPasses(judged.count))
      } else if let median = totals.middle, gradebook.total(row) * 2 < median,
        totals.count > fewestOthers, judged.count == row.marks.count
      {
        reasons.append(.farBelow(median: median))
      }
      reasons += alone[index] ?? []
      return reasons.isEmpty ? nil : Need(row: index, reasons: reasons)
    }
    return needs.sorted { one, other in
      (one.reasons[0].gravity, gradebook.total(gradebook.rows[one.row]), one.row)
        < (other.reasons[0].gravity, gradebook.total(gradebook.rows[other.row]), other.row)
    }
  }

  private static func alone(_ figures: [LessonFigures]) -> [Int: [Reason]] {
    var reasons: [Int: [Reason]] = [:]
    for lesson in figures where lesson.started > fewestOthers {
      let tests = Dictionary(grouping: lesson.tests.filter { $0.who.count == 1 }) { $0.who[0] }
      for (row, tests) in tests {
        reasons[row, default: []].append(
          .alone(
            lesson: lesson.heading.name, test: tests[0].name, more: tests.count - 1,
            others: lesson.started - 1))
      }
    }
    return reasons
  }
}

extension Gradebook.Row {
  /// Whether anything of theirs has points that count.
  var isJudged: Bool { marks.values.contains { $0.verdict != .void } }
}
