/// What opens when a cell is asked: what failed, why, and what it looks like.
struct CellPanel {
  let view: ClassView
  let row: Gradebook.Row
  let lesson: Gradebook.Heading
  let mark: Mark

  func html(id: HTML) -> HTML {
    let parts = [standing, reason, suspicion, tests, footing].filter { $0 != "" }
    return Panel.html(
      id: id, title: "\(row.learner.called)",
      subtitle: "\(view.number(lesson.name)) \(view.say(lesson.title))", parts, view)
  }

  private var standing: HTML {
    let state = CellState(row, lesson.name)
    let percent = row.latePercent[lesson.name, default: 0]
    let points = row.points(lesson.name).inPoints
    var words = Words(
      "\(points) of \(lesson.points) points; \(mark.passed) of \("test".counted(mark.tests.count)) passed",
      ja: "\(lesson.points) 点中 \(points) 点、テスト \(mark.tests.count) 本中 \(mark.passed) 本に合格")
    if mark.verdict == .void {
      words = Words(
        "A person should look: this is no zero, it could not be trusted.",
        ja: "人が確認してください。0 点ではなく、結果が信頼できなかったという意味です。")
    } else if percent > 0 {
      words =
        words
        + Words(
          "; late: \(percent) % taken from \(mark.points)",
          ja: "（遅延により \(mark.points) 点から \(percent)% 減点）")
    }
    return """
      <p><span class="swatch \(state.rawValue)" aria-hidden="true">\(state.sign)</span> \
      <b>\(view.say(state.words))</b> · \(view.say(words))</p>
      """
  }

  private var reason: HTML {
    mark.reason.map { "<pre>\(view.say($0).beginning(ClassPage.longestText))</pre>" } ?? ""
  }

  private var suspicion: HTML {
    guard let trap = mark.trap else { return "" }
    return """
      <p class="trap"><b>\(view.say("Looks like:", ja: "似ている間違い:"))</b> \
      \(HTML.prose(view.say(view.glossary.trap(trap, of: lesson.name))))</p>
      """
  }

  private var tests: HTML {
    let wrong = mark.tests.filter { $0.outcome != .passed }
    if wrong.isEmpty { return "" }
    // All failed by the same cause: their names tell nothing.
    if mark.passed == 0, wrong.allSatisfy({ $0.outcome == .noVerdict }) { return "" }
    let shown = wrong.enumerated().map { index, test in
      item(test, isInFull: index == 0)
    }
    return "<ul class=\"tests\">\(shown.joined(separator: ""))</ul>"
  }

  private func item(_ test: Mark.Test, isInFull: Bool) -> HTML {
    let outcome: HTML =
      test.outcome == .failed
      ? "" : " <span class=\"quiet\">(\(view.say(test.outcome.words)))</span>"
    var found: HTML = ""
    if isInFull {
      let finding = mark.firstFinding.map { view.glossary.said($0.excerpt, in: lesson.name) }
      let text = finding ?? test.detail
      found =
        text.map { "<pre>\(view.say($0).beginning(ClassPage.longestText))</pre>" } ?? ""
    }
    return """
      <li>\(view.say(view.glossary.test(test.name, of: lesson.name)))\(view.tag(test.visibility))\
      \(outcome)\(found)</li>
      """
  }

  /// No times of grading: the same work gives the same page.
  private var footing: HTML {
    let digest = String(mark.submission.prefix(12))
    return "<p class=\"quiet\">\(view.say("Submission \(digest)", ja: "提出物 \(digest)"))</p>"
  }
}

/// What opens when a total is asked: who it is, and what they handed in.
struct LearnerPanel {
  let view: ClassView
  let row: Gradebook.Row

  func html(id: HTML) -> HTML {
    let learner = row.learner
    var facts: [(Words, String)] = [(Words("id", ja: "ID"), learner.id)]
    if !learner.email.isEmpty { facts.append((Words("e-mail", ja: "メール"), learner.email)) }
    facts += learner.others.map { (Words(same: $0.title), $0.text) }
    if let handIn = row.handIn {
      facts.append(
        (Words("handed in", ja: "提出"), handIn.date ?? view.say("nobody said when", ja: "日時不明")))
      facts.append((Words("submission", ja: "提出物"), String(handIn.submission.prefix(12))))
      if handIn.leftOutCount > 0 {
        let more = handIn.leftOutCount > handIn.leftOut.count ? ", …" : ""
        facts.append(
          (
            Words("left out (\(handIn.leftOutCount))", ja: "採点対象外（\(handIn.leftOutCount)）"),
            handIn.leftOut.joined(separator: ", ") + more
          ))
      }
    }
    let items = facts.map { title, text in
      "<div><dt>\(view.say(title))</dt><dd>\(text)</dd></div>" as HTML
    }
    let missing = view.say("Handed in nothing.", ja: "何も提出していません。")
    return Panel.html(
      id: id, title: "\(learner.called)", subtitle: "",
      [
        "<dl>\(items.joined(separator: ""))</dl>",
        row.handIn == nil ? "<p>\(missing)</p>" : "",
      ], view)
  }
}

/// A box over the page that the browser itself opens and closes, without a script.
enum Panel {
  static func html(
    id: HTML, title: HTML, subtitle: HTML, _ parts: [HTML], _ view: ClassView
  ) -> HTML {
    """
    <div popover class="panel" id="\(id)" role="dialog" aria-labelledby="\(id)-t">\
    <button type="button" class="close" popovertarget="\(id)" popovertargetaction="hide" \
    aria-label="\(view.say("Close", ja: "閉じる"))">×</button>\
    <h3 id="\(id)-t" tabindex="-1" autofocus>\(title)</h3>\
    \(subtitle == "" ? "" : "<p class=\"lesson\">" + subtitle + "</p>")\
    \(parts.joined(separator: ""))</div>
    """
  }
}
