/// The charts of all nights on one screen, while they go on: a pure function of what was seen and of
/// the size.
struct Dashboard {
  let recordings: [Recording]
  let scenario: Scenario
  let minutes: Int
  let screen: Screen
  /// How many lines there are.
  let height: Int

  private static let gutter = 7
  private static let gap = 2
  /// A chart that is narrower than this tells nothing.
  private static let narrowest = 24
  private static let lowest = 2

  /// No wider than the screen, and no more than it has lines.
  var lines: [String] {
    let lines = chartHeight >= Self.lowest && chartWidth >= Self.narrowest ? charts : sparklines
    return Array(lines.prefix(max(height, 0)))
  }

  /// The last column stays free: a terminal may wrap at it.
  private var width: Int { max(screen.width - 1, 0) }
  private var columnWidth: Int {
    let count = max(recordings.count, 1)
    return (width - Self.gap * (count - 1)) / count
  }
  private var chartWidth: Int { columnWidth - Self.gutter }
  private var chartHeight: Int {
    // The headings and the time axis, and a title for each measure.
    min((height - 3) / Measure.allCases.count - 1, 6)
  }

  /// When the time axis ends: with the rush, or with the last night that took longer.
  private var end: Double { max(Double(minutes) * 60, recordings.map(\.time).max() ?? 0) }

  // MARK: - Side by side

  private var charts: [String] {
    var lines = [side { screen.paint(heading($0, columnWidth), .bold) }]
    for measure in Measure.allCases {
      let scale = measure.scale(recordings)
      lines.append(side { title(measure, $0) })
      let charts = recordings.map { chart(measure, $0, scale, chartWidth, chartHeight).lines }
      for row in 0..<chartHeight {
        let mark = self.mark(row, measure, scale)
        lines.append(
          zip(recordings, charts).map { recording, rows in
            mark + screen.paint(rows[row], colour(measure))
          }.joined(separator: String(repeating: " ", count: Self.gap)))
      }
    }
    lines.append(side { _ in timeAxis })
    return lines
  }

  private func side(_ text: (Recording) -> String) -> String {
    recordings.map(text).joined(separator: String(repeating: " ", count: Self.gap))
  }

  private func chart(
    _ measure: Measure, _ recording: Recording, _ scale: Scale, _ width: Int, _ height: Int
  ) -> TerminalChart {
    TerminalChart(
      measure, recording.moments, scale: scale, until: end, width: width, height: height)
  }

  private func title(_ measure: Measure, _ recording: Recording) -> String {
    let reading = recording.moments.last.map { screen.say(measure.reading($0)) } ?? ""
    let space = columnWidth - reading.columns - 1
    let name = [measure.title, measure.shortTitle].map(screen.say).first { $0.columns <= space }
    return (name ?? "").padded(columnWidth - min(reading.columns, columnWidth))
      + reading.cut(columnWidth)
  }

  private func mark(_ row: Int, _ measure: Measure, _ scale: Scale) -> String {
    let text = row == 0 ? screen.say(measure.text(scale.top)) : row == chartHeight - 1 ? "0" : ""
    let isLogarithmicFoot = row == chartHeight - 1 && scale.kind == .logarithmic
    let edge = isLogarithmicFoot ? screen.say(measure.text(scale.ticks[0])) : text
    return screen.paint(edge.flushRight(Self.gutter - 1) + "│", .dim)
  }

  private var timeAxis: String {
    let start = String(repeating: " ", count: Self.gutter) + "0:00"
    let finish = end.clock
    return screen.paint(
      start + finish.flushRight(columnWidth - start.columns), .dim)
  }

  // MARK: - In a narrow or low window

  private var sparklines: [String] {
    var lines: [String] = []
    let label = (Measure.allCases.map { screen.say($0.shortTitle).columns }.max() ?? 0) + 1
    let value = 8
    let room = max(width - label - value, 0)
    for recording in recordings {
      lines.append(screen.paint(heading(recording, width), .bold))
      for measure in Measure.allCases {
        let scale = measure.scale(recordings)
        let now =
          recording.moments.last.flatMap(measure.values).map { screen.say(measure.text($0.lower)) }
          ?? ""
        let line = chart(measure, recording, scale, room, 1).lines.first ?? ""
        let name = screen.say(measure.shortTitle).padded(label)
        lines.append(
          (name + now.flushRight(value - 1) + " ").cut(width) + screen.paint(line, colour(measure)))
      }
    }
    return lines
  }

  /// Which night it is, and how far it has come or how it ended.
  private func heading(_ recording: Recording, _ width: Int) -> String {
    let title = screen.say(recording.variant.title)
    let state =
      " " + recording.time.clock + (mark(of: recording).isEmpty ? "" : " ")
      + mark(of: recording)
    guard state.columns < width else { return title.cut(width).padded(width) }
    return title.cut(width - state.columns).padded(width - state.columns) + state
  }

  private func mark(of recording: Recording) -> String {
    guard recording.fate != nil else { return "…" }
    return Findings(recording: recording, scenario: scenario, minutes: minutes).verdict.mark
  }

  private func colour(_ measure: Measure) -> Screen.Style {
    switch measure {
    case .queue: .yellow
    case .consumers: .green
    case .latency: .cyan
    case .deadLetters: .red
    }
  }
}

extension String {
  /// The beginning of it, if it takes more columns than that.
  fileprivate func cut(_ width: Int) -> String {
    var (text, left) = ("", width)
    for character in self {
      left -= character.columns
      if left < 0 { break }
      text.append(character)
    }
    return text
  }
}
