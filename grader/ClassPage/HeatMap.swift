/// Learners and lessons as a table: points by shade, the verdict by sign and pattern, details on demand.
struct HeatMap {
  let view: ClassView

  private var gradebook: Gradebook { view.gradebook }

  var html: HTML {
    """
    \(legend)
    \(controls)
    <div class="wide map" tabindex="0" role="region" aria-label="\(caption)">
    <table id="map">
    <caption>\(caption)</caption>
    <thead>
    <tr>\(heads.joined(separator: ""))</tr>
    </thead>
    <tbody>
    \(gradebook.rows.indices.map(row).joined())
    </tbody>
    </table>
    </div>
    \(panels)
    """
  }

  /// Apart from the table, whose rows are light to sort without them.
  private var panels: HTML {
    gradebook.rows.indices.map { index -> HTML in
      let row = gradebook.rows[index]
      let cells = gradebook.lessons.indices.compactMap { place -> HTML? in
        let lesson = gradebook.lessons[place]
        return row.marks[lesson.name].map {
          CellPanel(view: view, row: row, lesson: lesson, mark: $0).html(id: "p\(index)-\(place)")
        }
      }
      return cells.joined() + LearnerPanel(view: view, row: row).html(id: "p\(index)")
    }.joined()
  }

  private var caption: String {
    view.say("Points and verdicts of all learners", ja: "全員の点数と判定")
  }

  // MARK: - Around the table

  private var legend: HTML {
    let items = CellState.allCases.compactMap { state -> HTML? in
      let count = view.figures.reduce(0) { $0 + $1.states[state, default: 0] }
      guard count > 0 else { return nil }
      return """
        <li><span class="swatch \(state.rawValue)" aria-hidden="true">\(state.sign)</span> \
        \(view.say(state.words)) <b>\(count)</b></li>
        """
    }
    return "<ul class=\"legend\">\n\(items.joined())\n</ul>"
  }

  /// Hidden until the script has made them work.
  private var controls: HTML {
    let states = CellState.allCases.map { state -> HTML in
      "<option value=\".\(state.rawValue)\">\(view.say(state.words))</option>"
    }
    let lessons = gradebook.lessons.enumerated().map { index, lesson -> HTML in
      "<option value=\"\(index)\">\(view.number(lesson.name)) \(view.say(lesson.title))</option>"
    }
    return """
      <form class="controls screen-only" hidden>
      <label>\(view.say("Name or id", ja: "名前か ID"))
      <input type="search" id="text" autocomplete="off" spellcheck="false"></label>
      <label>\(view.say("Verdict", ja: "判定"))
      <select id="state"><option value="">\(view.say("any", ja: "すべて"))</option>
      \(states.joined())
      <option value=".late">\(view.say("late", ja: "遅延"))</option>
      <option value=".stranger">\(view.say("not on the class list", ja: "名簿になし"))</option>
      </select></label>
      <label>\(view.say("In lesson", ja: "レッスン"))
      <select id="lesson"><option value="">\(view.say("any", ja: "すべて"))</option>
      \(lessons.joined())
      </select></label>
      <button type="reset">\(view.say("Show all", ja: "すべて表示"))</button>
      <p role="status" id="shown" data-text="\(shown)"></p>
      <p class="quiet keys">\(view.say(Self.keys))</p>
      </form>
      """
  }

  private var shown: String {
    view.say("{n} of {m} learners shown", ja: "{m} 人中 {n} 人を表示")
  }

  private static let keys = Words(
    "Arrow keys move from cell to cell, Enter opens one, Escape closes it. A heading sorts.",
    ja: "矢印キーでセルを移動、Enter で開き、Escape で閉じます。見出しで並べ替えます。")

  private var heads: [HTML] {
    let lessons = gradebook.lessons.map { lesson -> HTML in
      head(
        """
        <span class="no">\(view.number(lesson.name))</span> \
        <span class="title">\(view.say(lesson.title))</span>
        """, of: lesson.points)
    }
    let name: HTML = "<span class=\"no\">\(view.say("Learner", ja: "受講者"))</span>"
    let total: HTML = "<span class=\"no\">\(view.say("Total", ja: "合計"))</span>"
    return [head(name, of: nil)] + lessons + [head(total, of: gradebook.maximum)]
  }

  private func head(_ title: HTML, of points: Int?) -> HTML {
    let worth: HTML = points.map { "<span class=\"of\">/ \($0)</span>" } ?? ""
    return """
      <th scope="col"><button type="button" class="sort">\(title) \(worth)\
       <span class="arrow" aria-hidden="true"></span></button></th>
      """
  }

  // MARK: - The table

  private func row(_ index: Int) -> HTML {
    let row = gradebook.rows[index]
    let kind: HTML =
      (row.isLate ? " late" : "") + (row.isOnRoster ? "" : " stranger") as HTML
    let id: HTML =
      row.learner.name.isEmpty ? "" : "<span class=\"id\">\(row.learner.id)</span>"
    let lessons = gradebook.lessons.indices.map { cell(index, $0) }
    return """
      <tr id="r\(index)" class="learner\(kind)"><th scope="row"><span class="name">\
      \(row.learner.called)</span>\(id)\(badges(row))</th>\
      \(lessons.joined(separator: ""))\(total(index))</tr>
      """
  }

  private func badges(_ row: Gradebook.Row) -> HTML {
    var badges: [HTML] = []
    if !row.isOnRoster {
      badges.append("<span class=\"tag\">\(view.say("not on list", ja: "名簿になし"))</span>")
    }
    if row.isLate { badges.append("<span class=\"tag\">\(view.say("late", ja: "遅延"))</span>") }
    return badges.joined(separator: " ")
  }

  private func cell(_ index: Int, _ lesson: Int) -> HTML {
    let (row, heading) = (gradebook.rows[index], gradebook.lessons[lesson])
    let state = CellState(row, heading.name)
    let said = view.say(state.words)
    let sign: HTML = """
      <span class="sign" aria-hidden="true">\(state.sign)</span><span class="said">\(said)</span>
      """
    guard row.marks[heading.name] != nil else {
      return "<td class=\"\(state.rawValue)\" title=\"\(said)\">\(sign)</td>"
    }
    let points = row.points(heading.name)
    let shade = state.isJudged ? shade(points, of: heading.points) : "" as HTML
    let figure: HTML = state.isJudged ? "<b>\(points.inPoints)</b>" : "<b>–</b>"
    let value: HTML = state.isJudged ? " data-v=\"\(points.inPoints)\"" : ""
    let percent = row.latePercent[heading.name, default: 0]
    let late: HTML = state.isJudged && percent > 0 ? "<i class=\"minus\">−\(percent) %</i>" : ""
    return """
      <td class="\(state.rawValue)\(shade)"\(value)><button type="button" \
      popovertarget="p\(index)-\(lesson)" title="\(said)">\(sign)\(figure)\(late)</button></td>
      """
  }

  private func shade(_ points: Double, of all: Int) -> HTML {
    guard all > 0 else { return "" }
    return " h\(min(max(Int(points / Double(all) * 10), 0), 10))"
  }

  private func total(_ index: Int) -> HTML {
    let row = gradebook.rows[index]
    let figure = row.isJudged ? gradebook.total(row).inPoints : "–"
    let value: HTML = row.isJudged ? " data-v=\"\(figure)\"" : ""
    // Whoever has a void lesson has more points than stand here, or none: nobody knows yet.
    let isOpen = row.marks.values.contains { $0.verdict == .void }
    let sign: HTML =
      isOpen
      ? "<span class=\"sign\">?</span><span class=\"said\">\(view.say(CellState.void.words))</span>"
      : ""
    return """
      <td class="total"\(value)><button type="button" popovertarget="p\(index)">\(sign)<b>\(figure)</b>\
      </button></td>
      """
  }
}
