/// A chart for a page, drawn in a viewport of its own; a pure function of what was seen.
struct SVGChart {
  let measure: Measure
  let recording: Recording
  let scale: Scale
  /// The time at the right edge, in seconds.
  let end: Double
  /// When the last order comes.
  let rush: Double
  let language: Language

  private static let width = 480.0
  private static let height = 190.0
  private static let left = 60.0
  private static let right = 12.0
  private static let top = 14.0
  private static let bottom = 24.0
  /// Every other one is a stop for the keyboard: more would tire.
  private static let mostPoints = 12

  func x(_ time: Double) -> Double {
    let share = end > 0 ? min(max(time / end, 0), 1) : 0
    return Self.left + share * (Self.width - Self.left - Self.right)
  }

  func y(_ value: Double) -> Double {
    Self.height - Self.bottom - scale.share(of: value) * (Self.height - Self.top - Self.bottom)
  }

  var svg: HTML {
    let summary = recording.moments.last.map { measure.reading($0)[language] } ?? ""
    let name = Words(
      "\(measure.title.english), \(recording.variant.title.english). In the end: ",
      ja: "\(measure.title.japanese)、\(recording.variant.title.japanese)。最後は: ")
    return """
      <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="group" \
      aria-label="\(name[language] + summary)" class="\(measure == .latency ? "two" : "one")">
      <g aria-hidden="true">
      \(grid.joined())
      \(curves)
      </g>
      \(points.joined())
      </svg>
      """
  }

  private var grid: [HTML] {
    let (left, right) = (Self.left, Self.width - Self.right)
    let levels = scale.ticks.map { tick -> HTML in
      """
      <line class="grid" x1="\(left)" x2="\(right)" y1="\(y(tick))" y2="\(y(tick))"/>\
      <text x="\(left - 6)" y="\(y(tick) + 4)" text-anchor="end">\(measure.text(tick)[language])</text>
      """
    }
    let foot = Self.height - 6
    let times: [HTML] = [
      "<text x=\"\(left)\" y=\"\(foot)\">0:00</text>",
      "<text x=\"\(x(end / 2))\" y=\"\(foot)\" text-anchor=\"middle\">\((end / 2).clock)</text>",
      "<text x=\"\(right)\" y=\"\(foot)\" text-anchor=\"end\">\(end.clock)</text>",
    ]
    guard rush < end else { return levels + times }
    let line: HTML =
      "<line class=\"rush\" x1=\"\(x(rush))\" x2=\"\(x(rush))\" y1=\"\(Self.top)\" y2=\"\(Self.height - Self.bottom)\"/>"
    return levels + times + [line]
  }

  // MARK: - Curves

  private typealias Point = (x: Double, y: Double)

  /// The parts between the gaps, in which nothing is known.
  private func runs(_ value: (Moment) -> Double?) -> [[Point]] {
    var runs: [[Point]] = [[]]
    for moment in recording.moments {
      if let value = value(moment) {
        runs[runs.count - 1].append((x(moment.time), y(value)))
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  private var curves: HTML {
    let lower = runs { measure.values($0)?.lower }
    let upper = runs { measure.values($0)?.upper }
    let floor = Self.height - Self.bottom
    let areas = lower.compactMap { run -> HTML? in
      guard let first = run.first, let last = run.last else { return nil }
      let shape = run + [(last.x, floor), (first.x, floor)]
      return "<path class=\"area\" d=\"\(path(shape))Z\"/>"
    }
    let lines =
      (measure == .latency ? upper.map { ($0, "upper") } : [])
      + lower.map { ($0, "lower") }
    return
      (areas
      + lines.map { run, style -> HTML in
        "<path class=\"\(style)\" d=\"\(path(run))\"/>"
      }).joined()
  }

  private func path(_ points: [Point]) -> HTML {
    points.enumerated().map { index, point -> HTML in
      index == 0 ? "M\(point.x) \(point.y)" : "L\(point.x) \(point.y)"
    }.joined(separator: "")
  }

  // MARK: - Points

  /// A few moments, evenly spread and with the last among them, that can be pointed at and tabbed to.
  private var shown: [Moment] {
    let moments = recording.moments
    guard moments.count > Self.mostPoints else { return moments }
    return (1...Self.mostPoints).map { moments[$0 * moments.count / Self.mostPoints - 1] }
  }

  private var points: [HTML] {
    shown.enumerated().map { index, moment in
      let value = measure.values(moment)?.lower
      let (x, y) = (x(moment.time), y(value ?? 0))
      let text = "\(moment.time.clock)  \(measure.reading(moment)[language])"
      let width = Double(text.columns) * 7.8 + 14
      let boxX = min(max(x - width / 2, 0), Self.width - width)
      let boxY = y > 50 ? y - 34 : y + 10
      let stop: HTML = index.isMultiple(of: 2) ? "" : "tabindex=\"0\" "
      return """
        <g class="point" \(stop)role="img" aria-label="\(text)">\
        <circle cx="\(x)" cy="\(y)" r="2.5"/><circle class="reach" cx="\(x)" cy="\(y)" r="10"/>\
        <g class="value" aria-hidden="true">\
        <rect x="\(boxX)" y="\(boxY)" width="\(width)" height="24" rx="4"/>\
        <text x="\(boxX + 7)" y="\(boxY + 17)">\(text)</text>\
        </g></g>
        """
    }
  }
}
