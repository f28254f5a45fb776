/// The points over time: a curve of steps, and the same as a table.
struct StepChart {
  let journey: Journey
  let language: Language

  /// In the chart's own units; the page stretches it to the room there is.
  private let size = (width: 1000.0, height: 300.0)

  var html: HTML {
    guard let first = journey.steps.first, let last = journey.steps.last else {
      return "<p class=\"quiet\">\(nothingYet[language])</p>"
    }
    return """
      <figure class="chart">
      <div class="top" aria-hidden="true"><span>\(highest[language])</span></div>
      <div class="area">
      \(marks)
      <svg viewBox="0 0 1000 300" preserveAspectRatio="none" role="img" aria-label="\(label[language])">
      \(grid)
      <path class="under" d="\(path) V 300 H 0 Z"/>
      <path class="curve" d="\(path)"/>
      </svg>
      </div>
      <div class="dates" aria-hidden="true">
      <span>\(Date.localMinute(first.seconds))</span><span>\(Date.localMinute(last.seconds))</span>
      </div>
      </figure>
      \(table)
      """
  }

  private var start: Int { journey.steps.first?.seconds ?? 0 }
  /// A little more than there was, so that the last step has a width, too.
  private var duration: Int {
    let known = max((journey.steps.last?.seconds ?? 0) - start, 60)
    return known + known / 40
  }

  private var highest: Words {
    Words("\(journey.course.points) points", ja: "\(journey.course.points) 点")
  }

  private func x(_ seconds: Int) -> Double {
    Double(seconds - start) / Double(duration) * size.width
  }

  private func y(_ points: Int) -> Double {
    size.height * (1 - Double(points) / Double(max(journey.course.points, 1)))
  }

  private var path: HTML {
    var path: HTML = "M 0 \(y(journey.steps.first?.points ?? 0))"
    for step in journey.steps.dropFirst() {
      path = path + " H \(x(step.seconds)) V \(y(step.points))"
    }
    return path + " H \(size.width)"
  }

  private var grid: HTML {
    (0...4).map { quarter -> HTML in
      let y = size.height * Double(quarter) / 4
      return "<line class=\"grid\" x1=\"0\" x2=\"1000\" y1=\"\(y)\" y2=\"\(y)\"/>"
    }.joined()
  }

  /// How wide a mark is on the narrowest screen.
  private func width(ofMarkWith names: Int) -> Double { 60 + 70 * Double(names) }

  /// On which side of its line a mark is written.
  private func opensLeft(_ x: Double) -> Bool { x > size.width / 2 }

  /// Where laws were mastered; those that would cover each other share a mark.
  private var marks: HTML {
    var groups: [(x: Double, names: [String])] = []
    let mastered = journey.stages.compactMap { stage in
      stage.mastered.map { (x: x($0), name: stage.lesson.number) }
    }
    for (x, name) in mastered.sorted(by: { $0.x < $1.x }) {
      let room =
        groups.last.map { opensLeft($0.x) ? 0 : width(ofMarkWith: $0.names.count) } ?? 0
      let needed = room + (opensLeft(x) ? width(ofMarkWith: 1) : 0)
      if let last = groups.last, x - last.x < needed {
        groups[groups.count - 1].names.append(name)
      } else {
        groups.append((x, [name]))
      }
    }
    return groups.map { group -> HTML in
      let side = opensLeft(group.x) ? "left" : "right"
      let names = group.names.joined(separator: " ")
      return """
        <span class="mark \(side)" style="left: \(group.x / 10)%" aria-hidden="true">✓ \(names)</span>
        """
    }.joined()
  }

  private var label: Words {
    let steps = journey.steps.count
    return Words(
      "Points over time, from 0 to \(journey.points) of \(journey.course.points), "
        + "in \("step".counted(steps)). The table below says the same.",
      ja: "点数の推移。\(journey.course.points) 点のうち 0 点から \(journey.points) 点まで、"
        + "\(steps) 段階。下の表と同じ内容です。")
  }

  private var nothingYet: Words {
    Words(
      "Nothing has been graded yet: the curve begins with the first verdict.",
      ja: "まだ採点していません。最初の判定から線が始まります。")
  }

  private var table: HTML {
    let rows = journey.steps.map { step -> HTML in
      "<tr><td>\(Date.localMinute(step.seconds))</td><td class=\"number\">\(step.points)</td></tr>"
    }
    return """
      <details>
      <summary>\(Words("As a table", ja: "表で見る")[language])</summary>
      <table>
      <thead><tr><th scope="col">\(Words("Time", ja: "時刻")[language])</th>\
      <th scope="col" class="number">\(Words("Points", ja: "点")[language])</th></tr></thead>
      <tbody>
      \(rows.joined())
      </tbody>
      </table>
      </details>
      """
  }

  static let style: HTML = """
    .chart { margin: 1rem 0 .5rem; }
    .chart .top, .chart .dates {
      display: flex; justify-content: space-between; gap: 1rem;
      font-size: .85rem; color: var(--quiet);
    }
    .chart .area { position: relative; height: clamp(10rem, 32vw, 18rem); }
    .chart svg { width: 100%; height: 100%; display: block; overflow: visible; }
    .chart line, .chart path { vector-effect: non-scaling-stroke; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .curve { fill: none; stroke: var(--good); stroke-width: 2.5; }
    .under { fill: var(--good); opacity: .14; }
    .mark {
      position: absolute; top: 0; bottom: 0; padding: 0 .3rem; font-size: .85rem; color: var(--good);
      border-left: 1px dashed var(--good); white-space: nowrap;
    }
    .mark.left { transform: translateX(-100%); border-left: 0; border-right: 1px dashed var(--good); }
    summary { cursor: pointer; color: var(--quiet); width: fit-content; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    """
}
