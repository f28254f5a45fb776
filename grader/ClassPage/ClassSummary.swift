/// The class in a few figures.
struct ClassSummary {
  let view: ClassView

  private var rows: [Gradebook.Row] { view.gradebook.rows }

  var html: HTML {
    let totals = rows.filter(\.isJudged).map(view.gradebook.total).sorted()
    let voids = view.figures.reduce(0) { $0 + $1.states[.void, default: 0] }
    let ungraded = view.figures.reduce(0) { $0 + $1.states[.ungraded, default: 0] }
    var figures = [
      figure("\(rows.count)", Words("learners", ja: "受講者")),
      figure("\(rows.count { $0.handIn != nil })", Words("handed in", ja: "提出済み")),
      figure(
        totals.middle?.inPoints ?? "–",
        Words(
          "median of \(view.gradebook.maximum) points",
          ja: "中央値（\(view.gradebook.maximum) 点満点）")),
      figure("\(rows.count(where: passesAll))", Words("pass every lesson", ja: "全レッスン合格")),
      figure("\(voids)", Words("void: a person should look", ja: "無効（人が確認）"), isLoud: voids > 0),
    ]
    if ungraded > 0 {
      figures.append(figure("\(ungraded)", CellState.ungraded.words, isLoud: true))
    }
    return "<ul class=\"figures\">\n\(figures.joined())\n</ul>"
  }

  private func passesAll(_ row: Gradebook.Row) -> Bool {
    view.gradebook.lessons.allSatisfy { row.marks[$0.name]?.verdict == .passes }
  }

  private func figure(_ value: String, _ words: Words, isLoud: Bool = false) -> HTML {
    """
    <li\(isLoud ? " class=\"loud\"" as HTML : "")><b>\(value)</b> <span>\(view.say(words))</span></li>
    """
  }
}

/// What the verdicts rest on, at the foot of the page.
struct ClassGrounds {
  let view: ClassView

  var html: HTML {
    let marks = view.gradebook.rows.flatMap { $0.marks.values }
    if marks.isEmpty { return "" }
    let tiers = Set(marks.map(\.grounds.tier)).sorted()
    let compilers = Set(marks.map(\.grounds.toolchain)).sorted()
    let words = Words(
      "Graded within: \(tiers.joined(separator: "; ")). Compiler: "
        + "\(compilers.joined(separator: "; ")). Points are those that count: after what lateness "
        + "takes away, with hidden tests.",
      ja: "採点環境: \(tiers.joined(separator: "、"))。コンパイラー: "
        + "\(compilers.joined(separator: "、"))。点数は遅延の減点後のもので、非公開テストを含みます。")
    return "<footer><p class=\"quiet\">\(view.say(words))</p></footer>"
  }
}
