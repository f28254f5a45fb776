/// Who needs help and why, and what else a person should look at.
struct HelpLists {
  let view: ClassView
  let pairs: [Resemblance]

  private var rows: [Gradebook.Row] { view.gradebook.rows }

  var html: HTML {
    """
    <p class="quiet">\(view.say(Self.rule))</p>
    <div class="help">
    \(needs)
    <div class="lists">
    \([void, similar, absent, strangers, late].joined())
    </div>
    </div>
    """
  }

  private static let rule = Words(
    "Listed is, with the reason: whose work never compiles; who passes no test at all; who has less than "
      + "half of the class's median; and who fails a test that everybody else passes who passes any test "
      + "of that lesson. It is a list for a person to look at, not a judgement.",
    ja: "次の人を理由つきで並べます。提出がひとつもコンパイルできない人、テストにひとつも合格していない人、"
      + "合計がクラスの中央値の半分に満たない人、そして、そのレッスンでひとつでもテストに合格したほかの全員が"
      + "合格しているテストに、ひとりだけ不合格の人。判定ではなく、人が目を通すための一覧です。")

  private var needs: HTML {
    let needs = Need.all(in: view.gradebook, view.figures)
    let title = view.say("Needs help", ja: "助けが必要")
    if needs.isEmpty {
      return """
        <section class="list">\(head(title, 0))
        <p>\(view.say("No rule applies to anybody.", ja: "当てはまる人はいません。"))</p></section>
        """
    }
    return """
      <section class="list">\(head(title, needs.count))
      <div class="wide tall" tabindex="0" role="region" aria-label="\(title)">
      <table class="needs">
      <thead><tr><th scope="col">\(view.say("Learner", ja: "受講者"))</th>\
      <th scope="col" class="number">\(view.say("Points", ja: "点"))</th>\
      <th scope="col">\(view.say("Why", ja: "理由"))</th></tr></thead>
      <tbody>
      \(needs.map(line).joined())
      </tbody>
      </table>
      </div></section>
      """
  }

  private func line(_ need: Need) -> HTML {
    let reasons = need.reasons.map { "<li>\(view.say(words($0)))</li>" as HTML }
    let points = view.gradebook.total(rows[need.row]).inPoints
    return """
      <tr><th scope="row">\(view.link(need.row))</th><td class="number">\(points)</td>\
      <td><ul>\(reasons.joined(separator: ""))</ul></td></tr>
      """
  }

  private func words(_ reason: Need.Reason) -> Words {
    switch reason {
    case .nothingCompiles(let count):
      return Words(
        "nothing compiles (\("lesson".counted(count)))", ja: "どれもコンパイルできない（\(count) レッスン）")
    case .nothingPasses(let count):
      return Words(
        "passes no test in \("lesson".counted(count))", ja: "\(count) レッスンでテスト合格なし")
    case .farBelow(let median):
      return Words(
        "less than half of the median, which is \(median.inPoints)",
        ja: "中央値 \(median.inPoints) 点の半分に満たない")
    case .alone(let lesson, let test, let more, let others):
      let title = view.glossary.test(test, of: lesson)
      let number = view.number(lesson)
      let rest =
        more == 0
        ? Words(same: "") : Words(" and \("test".counted(more)) more", ja: "ほか \(more) 本")
      return Words(
        "\(number): the only one to fail “\(title.english)”\(rest.english), which \(others) others pass",
        ja: "\(number): 「\(title.japanese)」\(rest.japanese)にひとりだけ不合格（ほかの \(others) 人は合格）")
    }
  }

  // MARK: - The short lists

  private var void: HTML {
    let lines = rows.indices.flatMap { index in
      view.gradebook.lessons.compactMap { lesson -> HTML? in
        guard let mark = rows[index].marks[lesson.name], mark.verdict == .void else { return nil }
        let reason = mark.reason.map { ": \(view.say($0))" } ?? ""
        return "<li>\(view.link(index)), \(view.number(lesson.name))\(reason)</li>"
      }
    }
    return list(
      Words("Void: a person should look", ja: "無効：人が確認"),
      Words(
        "A void mark is no zero: the run could not be trusted.",
        ja: "無効は 0 点ではなく、実行結果が信頼できなかったという意味です。"), lines)
  }

  private var similar: HTML {
    let places = Dictionary(
      rows.indices.map { (rows[$0].learner.id, $0) }, uniquingKeysWith: { first, _ in first })
    func called(_ id: String) -> HTML { places[id].map(view.link) ?? HTML(text: id) }
    let lines = pairs.sorted { $0.share > $1.share }.map { pair -> HTML in
      let percent = Int((pair.share * 100).rounded())
      return """
        <li>\(called(pair.one)) · \(called(pair.other)), \(view.number(pair.lesson)): \(percent) %</li>
        """
    }
    return list(
      Words("Similar work: for a person to look at", ja: "よく似た提出：人が確認"),
      Words(
        "How much two have in common beyond the starter. There are innocent reasons; it is no verdict.",
        ja: "スターター以外に共通する割合です。もっともな理由もありえます。判定ではありません。"), lines)
  }

  private var absent: HTML {
    names(
      Words("Handed in nothing", ja: "未提出"), nil,
      rows.indices.filter { rows[$0].handIn == nil })
  }

  private var strangers: HTML {
    names(
      Words("Not on the class list", ja: "名簿にない提出"),
      Words("Perhaps a folder with a misspelt id.", ja: "フォルダー名の ID の打ち間違いかもしれません。"),
      rows.indices.filter { !rows[$0].isOnRoster })
  }

  private var late: HTML {
    names(
      Words("Late", ja: "遅延"), nil, rows.indices.filter { rows[$0].isLate })
  }

  private func names(_ title: Words, _ about: Words?, _ who: [Int]) -> HTML {
    list(title, about, who.map { "<li>\(view.link($0))</li>" }, isInline: true)
  }

  /// Nothing, if there is nothing to list.
  private func list(
    _ title: Words, _ about: Words?, _ lines: [HTML], isInline: Bool = false
  ) -> HTML {
    if lines.isEmpty { return "" }
    let sentence: HTML = about.map { "<p class=\"quiet\">\(view.say($0))</p>" } ?? ""
    let kind: HTML = isInline ? " class=\"inline\"" : ""
    return """
      <section class="list">\(head(view.say(title), lines.count))
      \(sentence)
      <ul\(kind)>
      \(lines.joined())
      </ul></section>
      """
  }

  private func head(_ title: String, _ count: Int) -> HTML {
    "<h3>\(title) <span class=\"count\">\(count)</span></h3>"
  }
}

extension Gradebook.Row {
  var isLate: Bool { latePercent.values.contains { $0 > 0 } }
}
