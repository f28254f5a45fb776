/// The events of a timeline as a list for the browser, with the lanes beside them.
struct EventList {
  let timeline: Timeline
  let law: String?
  let language: Language
  let showsAll: Bool

  private static let mostLanes = 24

  var html: HTML {
    let layout = TimelineLayout(
      timeline, law: law, mostLanes: Self.mostLanes, showsAll: showsAll)
    let isOthers = { (lane: Int) in layout.column(of: lane) == layout.lanes.count }
    let hasOthers = layout.rows.contains { row in
      if case .event(let index) = row { isOthers(timeline.moments[index].lane) } else { false }
    }
    var names = layout.lanes.map { say(timeline.lanes[$0]) }
    if hasOthers { names.append(say(Words("others", ja: "ほか"))) }
    let heads = names.map { name -> HTML in "<span>\(name.onOneLine.cut(to: 16))</span>" }
    let ids = MessageNumbers(timeline.moments)
    var latest: Timeline.Moment?
    let rows = layout.rows.map { row -> HTML in
      switch row {
      case .event(let index):
        let moment = timeline.moments[index]
        defer { latest = moment }
        return self.row(
          moment, cells(moment, layout, names.count, hasGlyph: true), ids,
          isNewTime: latest?.time != moment.time)
      case .folded(let range):
        latest = timeline.moments[range.upperBound - 1]
        return note(
          Words("\("event".counted(range.count))", ja: "\(range.count) 件"),
          cells(latest, layout, names.count))
      case .pause(let nanoseconds):
        return note(
          Words("\(nanoseconds.asSeconds) later", ja: "\(nanoseconds.asSeconds) 後"),
          cells(latest, layout, names.count))
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

  /// What each lane is doing, and in one of them what happens.
  private func cells(
    _ moment: Timeline.Moment?, _ layout: TimelineLayout, _ columns: Int, hasGlyph: Bool = false
  ) -> HTML {
    (0..<columns).map { index -> HTML in
      guard let moment else { return "<span></span>" }
      let activity =
        index < layout.lanes.count ? moment.activities[layout.lanes[index]] : .absent
      let glyph: HTML =
        hasGlyph && index == layout.column(of: moment.lane)
        ? "<b class=\"glyph \(moment.kind.rawValue)\">\(moment.kind.glyph)</b>" : ""
      return "<span class=\"\(activity.style)\">\(glyph)</span>"
    }.joined(separator: "")
  }

  private func row(
    _ moment: Timeline.Moment, _ cells: HTML, _ ids: MessageNumbers, isNewTime: Bool
  ) -> HTML {
    let who = say(timeline.lanes[moment.lane]).onOneLine
    let what = say(moment.text).onOneLine
    let time = moment.time.asSeconds
    let label = "\(time), \(who), \(say(moment.kind.words)): \(what)"
    let message = moment.message.flatMap { ids.number(of: $0) }
    let data: HTML = message.map { " data-message=\"\($0)\"" } ?? ""
    return """
      <div class="row event" role="option" tabindex="-1" aria-selected="false" aria-label="\(label)"\(data)>\
      <span class="time">\(isNewTime ? time : "")</span>\
      <span class="lanes">\(cells)</span>\
      <span class="what"><strong>\(who)</strong> \(what)</span></div>
      """
  }

  private func note(_ words: Words, _ cells: HTML) -> HTML {
    """
    <div class="row note" role="presentation"><span class="time">⋮</span><span class="lanes">\(cells)</span>\
    <span class="what">\(say(words))</span></div>
    """
  }

  private func say(_ words: Words) -> String { words[language] }
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
  var style: String {
    switch self {
    case .absent: "absent"
    case .atWork: "working"
    case .waiting: "waiting"
    case .holding: "holding"
    }
  }
}
