/// A replay as a page: the events as a list that the arrow keys walk through, lanes beside it, and the
/// same once more as a table.
struct ReplayPage {
  let replay: Replay
  let language: Language
  let showsAll: Bool

  private static let mostLanes = 24
  /// A page is scrolled: it need not fold what a terminal must.
  private static let mostUnfolded = 400

  private var timeline: Timeline { replay.timeline }
  private var isUnfolded: Bool { showsAll || timeline.moments.count <= Self.mostUnfolded }

  private var layout: TimelineLayout {
    TimelineLayout(
      timeline, law: replay.ending.law, mostLanes: Self.mostLanes, showsAll: isUnfolded)
  }

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
      \(legend)
      <p class="quiet screen-only">\(say(hint))</p>

      """
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

  // MARK: - The list

  private var list: HTML {
    let layout = layout
    let isOthers = { (lane: Int) in layout.column(of: lane) == layout.lanes.count }
    let hasOthers = layout.rows.contains { row in
      if case .event(let index) = row { isOthers(timeline.moments[index].lane) } else { false }
    }
    var names = layout.lanes.map { say(timeline.lanes[$0]) }
    if hasOthers { names.append(say(Words("others", ja: "ほか"))) }
    let heads = names.map { name -> HTML in "<span>\(name.onOneLine.cut(to: 16))</span>" }
    let ids = MessageNumbers(timeline.moments)
    var time: Int?
    let rows = layout.rows.map { row -> HTML in
      switch row {
      case .event(let index):
        let moment = timeline.moments[index]
        defer { time = moment.time }
        return self.row(moment, layout, names.count, ids, isNewTime: time != moment.time)
      case .folded(let range):
        return note(Words("\("event".counted(range.count))", ja: "\(range.count) 件"))
      case .pause(let nanoseconds):
        return note(
          Words("\(nanoseconds.asSeconds) later", ja: "\(nanoseconds.asSeconds) 後"))
      }
    }
    return """
      <div class="timeline" style="--lanes: \(names.count)">
      <div class="row heads" aria-hidden="true"><span class="time"></span><span class="lanes">\(heads.joined(separator: ""))</span></div>
      <div role="listbox" aria-label="\(say(Words("Events in the order of time", ja: "時間順の出来事")))" id="events">
      \(rows.joined())
      </div>
      </div>

      """
  }

  private func row(
    _ moment: Timeline.Moment, _ layout: TimelineLayout, _ columns: Int, _ ids: MessageNumbers,
    isNewTime: Bool
  ) -> HTML {
    let column = layout.column(of: moment.lane)
    let cells = (0..<columns).map { index -> HTML in
      let activity =
        index < layout.lanes.count
        ? moment.activities[layout.lanes[index]] : Timeline.Activity.absent
      let glyph: HTML =
        index == column
        ? "<b class=\"glyph \(moment.kind.rawValue)\">\(moment.kind.glyph)</b>" : ""
      return "<span class=\"\(activity.style)\">\(glyph)</span>"
    }
    let who = say(timeline.lanes[moment.lane]).onOneLine
    let what = say(moment.text).onOneLine
    let time = moment.time.asSeconds
    let label = "\(time), \(who), \(say(moment.kind.words)): \(what)"
    let message = moment.message.flatMap { ids.number(of: $0) }
    let data: HTML = message.map { " data-message=\"\($0)\"" } ?? ""
    return """
      <div class="row event" role="option" tabindex="-1" aria-selected="false" aria-label="\(label)"\(data)>\
      <span class="time">\(isNewTime ? time : "")</span>\
      <span class="lanes">\(cells.joined(separator: ""))</span>\
      <span class="what"><strong>\(who)</strong> \(what)</span></div>
      """
  }

  private func note(_ words: Words) -> HTML {
    """
    <div class="row note" role="presentation"><span class="time">⋮</span><span class="lanes"></span>\
    <span class="what">\(say(words))</span></div>
    """
  }

  private var conclusion: HTML {
    let isGood = replay.ending == .passes
    let (head, text) = replay.conclusion
    let lines = text.split(separator: "\n").map { line -> HTML in "<p>\(String(line))</p>" }
    return """
      <section class="end \(isGood ? "good" : "broken")">
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

/// Messages by number: an id may hold anything.
private struct MessageNumbers {
  private var numbers: [String: Int] = [:]

  init(_ moments: [Timeline.Moment]) {
    for message in moments.compactMap(\.message) where numbers[message] == nil {
      numbers[message] = numbers.count
    }
  }

  func number(of message: String) -> Int? { numbers[message] }
}

extension Timeline.Activity {
  /// The class in the style sheet.
  fileprivate var style: String {
    switch self {
    case .absent: "absent"
    case .atWork: "working"
    case .waiting: "waiting"
    case .holding: "holding"
    }
  }
}
