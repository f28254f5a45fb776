/// What a cell of the class page says at a glance: the verdict, or why there is none. Each has a sign and a
/// pattern of its own, so that none is told by colour alone.
enum CellState: String, CaseIterable, Sendable {
  case passes, fails, crashes, hangs, void
  case doesNotCompile = "broken"
  case ungraded
  case absent

  init(_ row: Gradebook.Row, _ lesson: String) {
    guard let mark = row.marks[lesson] else {
      self = row.handIn == nil ? .absent : .ungraded
      return
    }
    switch mark.verdict {
    case .passes: self = .passes
    case .fails: self = .fails
    case .doesNotCompile: self = .doesNotCompile
    case .crashes: self = .crashes
    case .hangs: self = .hangs
    case .void: self = .void
    }
  }

  /// Whether it has points that count. A void cell has none: it is no zero, but a question.
  var isJudged: Bool {
    switch self {
    case .passes, .fails, .crashes, .hangs, .doesNotCompile: true
    case .void, .ungraded, .absent: false
    }
  }

  var sign: String {
    switch self {
    case .passes: "✓"
    case .fails: "✗"
    case .doesNotCompile: "⊘"
    case .crashes: "!"
    case .hangs: "…"
    case .void: "?"
    case .ungraded: "·"
    case .absent: "–"
    }
  }

  var words: Words {
    switch self {
    case .passes: Verdict.passes.words
    case .fails: Verdict.fails.words
    case .doesNotCompile: Verdict.doesNotCompile.words
    case .crashes: Verdict.crashes.words
    case .hangs: Verdict.hangs.words
    case .void: Verdict.void.words
    case .ungraded: Words("not graded", ja: "未採点")
    case .absent: Words("not handed in", ja: "未提出")
    }
  }
}
