/// Draws a timeline for a terminal: time goes downward, the lanes stand beside it, then what happened.
struct TimelineDrawing {
  let timeline: Timeline
  let screen: Screen
  private let layout: TimelineLayout
  private let width: Int
  private let timeWidth: Int
  private let pitch: Int
  private var columns: Int { layout.lanes.count + (hasOthers ? 1 : 0) }
  private let hasOthers: Bool

  private static let leastWidth = 20
  private static let mostLinesOfText = 4

  init(_ timeline: Timeline, law: String?, showsAll: Bool, on screen: Screen) {
    self.timeline = timeline
    self.screen = screen
    width = max(screen.width, Self.leastWidth)
    let longest = timeline.moments.map(\.time.asSeconds.count).max() ?? 0
    timeWidth = min(longest, width / 4)
    let room = max((width - timeWidth - 2) / 2, 2)
    layout = TimelineLayout(timeline, law: law, mostLanes: room / 2, showsAll: showsAll)
    let layout = layout
    hasOthers = layout.rows.contains { row in
      if case .event(let index) = row {
        layout.column(of: timeline.moments[index].lane) == layout.lanes.count
      } else {
        false
      }
    }
    let drawn = layout.lanes.count + (hasOthers ? 1 : 0)
    pitch = min(max(room / max(drawn, 1), 2), drawn > 6 ? 2 : 3)
  }

  var lines: [String] {
    var lines = head
    var time: Int?
    for row in layout.rows {
      switch row {
      case .event(let index):
        let moment = timeline.moments[index]
        lines += self.lines(for: moment, isNewTime: moment.time != time)
        time = moment.time
      case .folded(let range):
        lines.append(note(folded(range), activities: timeline.moments[range.upperBound - 1]))
        time = timeline.moments[range.upperBound - 1].time
      case .pause(let nanoseconds):
        let text = Words("\(nanoseconds.asSeconds) later", ja: "\(nanoseconds.asSeconds) 後")
        lines.append(note(text, activities: nil))
      }
    }
    return lines
  }

  var hasFolds: Bool {
    layout.rows.contains { if case .folded = $0 { true } else { false } }
  }

  /// What the signs mean, as far as they were used.
  var legend: [String] {
    let shown = layout.rows.compactMap { row -> RunEvent.Kind? in
      if case .event(let index) = row { timeline.moments[index].kind } else { nil }
    }
    let kinds = RunEvent.Kind.allCases.filter(shown.contains).map { kind in
      "\(kind.glyph) \(screen.say(kind.words))"
    }
    let activities = [Timeline.Activity.atWork, .holding, .waiting].map { activity in
      "\(activity.line) \(screen.say(activity.words))"
    }
    return (kinds + activities).joined(separator: "   ").wrapped(width, separator: "   ")
  }

  // MARK: - Lines

  private var textWidth: Int { max(width - timeWidth - 2 - columns * pitch, 1) }
  private var margin: String { String(repeating: " ", count: timeWidth + 2) }

  /// The names of the lanes as stairs: so each has the whole width to itself.
  private var head: [String] {
    var names = layout.lanes.map { screen.say(timeline.lanes[$0]) }
    if hasOthers {
      let count = timeline.lanes.count - layout.lanes.count
      names.append(screen.say(Words("\(count) others", ja: "ほか \(count) 本")))
    }
    return names.enumerated().map { index, name in
      let stairs = String(repeating: "│".padded(pitch), count: index)
      let room = width - timeWidth - 2 - index * pitch
      return margin + screen.paint(stairs, .dim)
        + screen.paint(name.onOneLine.cut(to: room), .bold)
    }
  }

  private func lines(for moment: Timeline.Moment, isNewTime: Bool) -> [String] {
    let who = screen.say(timeline.lanes[moment.lane]).onOneLine
    let what = "\(who)  \(screen.say(moment.text))".onOneLine
    var texts = what.wrapped(textWidth, separator: " ")
    if texts.count > Self.mostLinesOfText {
      texts = Array(texts.prefix(Self.mostLinesOfText))
      texts[texts.count - 1] = (texts[texts.count - 1] + "…").cut(to: textWidth)
    }
    if who.columns < textWidth, texts[0].hasPrefix(who) {
      texts[0] = screen.paint(who, .bold) + texts[0].dropFirst(who.count)
    }
    let time = isNewTime ? moment.time.asSeconds.cut(to: timeWidth) : ""
    let stamp = time.flushRight(timeWidth) + "  "
    let column = layout.column(of: moment.lane)
    return texts.enumerated().map { index, text in
      let isFirst = index == 0
      let lanes = drawnLanes(moment.activities, glyph: isFirst ? moment.kind : nil, at: column)
      return ((isFirst ? stamp : margin) + lanes + text).withoutTrailingSpaces
    }
  }

  private func drawnLanes(
    _ activities: [Timeline.Activity], glyph: RunEvent.Kind?, at column: Int
  ) -> String {
    (0..<columns).map { index in
      let space = String(repeating: " ", count: pitch - 1)
      if index == column, let glyph { return screen.paint(glyph.glyph, glyph.style) + space }
      let line = index < layout.lanes.count ? activities[layout.lanes[index]].line : " "
      return (line == " " ? line : screen.paint(line, .dim)) + space
    }.joined()
  }

  private func note(_ words: Words, activities moment: Timeline.Moment?) -> String {
    let column = String(repeating: " ", count: max(timeWidth - 1, 0)) + "⋮  "
    let lanes =
      moment.map { drawnLanes($0.activities, glyph: nil, at: -1) }
      ?? String(repeating: " ", count: columns * pitch)
    return column + lanes + screen.paint(screen.say(words).cut(to: textWidth), .dim)
  }

  private func folded(_ range: Range<Int>) -> Words {
    let end = timeline.moments[range.upperBound - 1].time.asSeconds
    return Words(
      "\("event".counted(range.count)), up to \(end)", ja: "\(range.count) 件（\(end) まで）")
  }
}
