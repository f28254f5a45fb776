/// The way so far, on a terminal: the points over time, and the laws.
struct ProgressReport {
  let journey: Journey
  let screen: Screen

  private var width: Int { min(max(screen.width, 30), 80) }

  var text: String {
    var parts = [head]
    if let line { parts.append(line) }
    parts.append(laws)
    return parts.joined(separator: "\n\n")
  }

  private var head: String {
    let course = journey.course
    let sum = screen.say(
      Words(
        "\(journey.points) of \(course.points) points, "
          + "\(journey.mastered) of \("law".counted(course.lessons.count)) mastered",
        ja: "\(course.points) 点のうち \(journey.points) 点、"
          + "法則 \(course.lessons.count) のうち \(journey.mastered) を習得"))
    return screen.paint(screen.say(course.title), .bold) + "\n" + sum.wrapped(to: width)
  }

  /// The points from the first day to the last.
  private var line: String? {
    guard let first = journey.steps.first, let last = journey.steps.last else { return nil }
    let (start, end) = (Date.localDay(first.seconds), Date.localDay(last.seconds))
    let room = width - start.columns - end.columns - 4
    let columns = first == last ? 1 : min(room, 48)
    let bars = sparkline(from: first.seconds, to: last.seconds, columns: columns)
    let days = start == end ? "" : "  " + end
    return "\(start)  \(screen.paint(bars, .green))\(days)"
  }

  /// One block for each slice of time, as high as the points at its end.
  func sparkline(from start: Int, to end: Int, columns: Int) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    let highest = max(journey.steps.map(\.points).max() ?? 0, 1)
    return String(
      (1...max(columns, 1)).map { column in
        let points = journey.points(at: start + (end - start) * column / columns)
        return blocks[points * (blocks.count - 1) / highest]
      })
  }

  private var laws: String {
    journey.stages.map { stage in
      let isMastered = stage.mastered != nil
      let mark = isMastered ? screen.paint("✓", .green) : screen.paint("·", .dim)
      let state = screen.say(stage.state)
      let law = screen.say(stage.lesson.law).wrapped(to: width - 8).indented(8)
      return """
          \(mark) \(stage.lesson.number)  \(isMastered ? state : screen.paint(state, .dim))
        \(screen.paint(law, .dim))
        """
    }.joined(separator: "\n")
  }
}

extension History.Event {
  var isGrade: Bool { if case .graded = kind { true } else { false } }
}
