/// A replay as a page: the events as a list that the arrow keys walk through, lanes beside it, and the
/// same once more as a table.
struct ReplayPage {
  let replay: Replay
  let language: Language
  let showsAll: Bool

  /// A page is scrolled: it need not fold what a terminal must.
  private static let mostUnfolded = 400

  private var timeline: Timeline { replay.timeline }
  private var isUnfolded: Bool { showsAll || timeline.moments.count <= Self.mostUnfolded }

  var page: Page {
    Page(
      title: Words("Replay: ", ja: "再現: ") + replay.title, language: language,
      style: Self.style, body: head + list + conclusion + table, script: Self.script)
  }

  private func say(_ words: Words) -> String { words[language] }

  private var head: HTML {
    let lesson = "\(replay.lesson.number)  \(say(replay.lesson.title))"
    let arguments = replay.finding?.arguments.map { ", " + $0 } ?? ""
    let seed = say(Words("seed \(replay.run.seed)", ja: "シード \(replay.run.seed)")) + arguments
    let hint = Words(
      "Arrow keys go from event to event; all events of one message are marked together.",
      ja: "矢印キーで出来事をたどれます。同じメッセージの出来事はまとめて印が付きます。")
    return """
      <p class="quiet">\(lesson)</p>
      <h1>\(say(replay.title))</h1>
      <p class="quiet">\(seed)</p>
      \(summary)
      \(legend)
      <p class="quiet screen-only">\(say(hint))</p>

      """
  }

  /// How it ended, for those who do not want to read that far.
  private var summary: HTML {
    let isGood = replay.ending == .passes
    let (head, text) = replay.conclusion
    let sentence = say(text).split(separator: "\n").first.map { ": " + $0 } ?? ""
    let line = "\(isGood ? "✓" : "✗") \(say(head))\(sentence)"
    return "<p class=\"summary \(isGood ? "good" : "broken")\"><a href=\"#end\">\(line)</a></p>"
  }

  private var list: HTML {
    EventList(
      timeline: timeline, law: replay.ending.law, language: language, showsAll: isUnfolded
    ).html
  }

  private var legend: HTML {
    let shown = Set(timeline.moments.map(\.kind))
    let kinds = RunEvent.Kind.allCases.filter(shown.contains).map { kind -> HTML in
      "<li><span class=\"glyph \(kind.rawValue)\" aria-hidden=\"true\">\(kind.glyph)</span> \(say(kind.words))</li>"
    }
    let activities = [Timeline.Activity.atWork, .holding, .waiting].map { activity -> HTML in
      "<li><span class=\"sample \(activity.style)\" aria-hidden=\"true\"></span> \(say(activity.words))</li>"
    }
    return "<ul class=\"legend\">\((kinds + activities).joined())</ul>"
  }

  private var conclusion: HTML {
    let isGood = replay.ending == .passes
    let (head, text) = replay.conclusion
    let lines = say(text).split(separator: "\n").map { line -> HTML in "<p>\(String(line))</p>" }
    return """
      <section id="end" class="end \(isGood ? "good" : "broken")">
      <h2>\(isGood ? "✓" : "✗") \(say(head))</h2>
      \(lines.joined())
      <p class="quiet">\(say(Words("Law: ", ja: "法則: ") + replay.lesson.law))</p>
      </section>

      """
  }

  private var table: HTML {
    let moments = isUnfolded ? timeline.moments[...] : timeline.moments.suffix(Self.mostUnfolded)
    let rows = moments.map { moment -> HTML in
      """
      <tr><td>\(moment.time.asSeconds)</td><td>\(say(timeline.lanes[moment.lane]).onOneLine)</td>\
      <td>\(say(moment.kind.words))</td><td>\(say(moment.text).onOneLine)</td></tr>
      """
    }
    let heads = [
      Words("Time", ja: "時刻"), Words("Lane", ja: "レーン"), Words("Kind", ja: "種類"),
      Words("Event", ja: "出来事"),
    ].map { head -> HTML in "<th scope=\"col\">\(say(head))</th>" }
    let left = timeline.moments.count - moments.count + replay.run.dropped
    let leftOut: HTML =
      left == 0
      ? ""
      : "<p class=\"quiet\">\(say(Words("\("event".counted(left)) left out", ja: "\(left) 件は省略")))</p>"
    return """
      <details>
      <summary>\(say(Words("The events as a table", ja: "出来事の表")))</summary>
      \(leftOut)
      <div class="wide" tabindex="0" role="region" aria-label="\(say(Words("Table of events", ja: "出来事の表")))">
      <table><thead><tr>\(heads.joined(separator: ""))</tr></thead><tbody>
      \(rows.joined())
      </tbody></table></div>
      </details>
      """
  }
}
