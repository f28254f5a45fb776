/// How the class stands in each lesson: a small histogram, the median, and how many pass.
struct Distributions {
  let view: ClassView

  /// All lessons share one height, so that they can be compared.
  private var most: Int { max(view.figures.flatMap(\.bins).max() ?? 0, 1) }

  var html: HTML {
    """
    <ul class="cards">
    \(view.figures.map(card).joined())
    </ul>
    """
  }

  private func card(_ lesson: LessonFigures) -> HTML {
    let heading = lesson.heading
    return """
      <li>
      <h3><span class="quiet">\(view.number(heading.name))</span> \(view.say(heading.title))</h3>
      \(Histogram(view: view, lesson: lesson, most: most).svg)
      <dl>
      <div><dt>\(view.say("pass", ja: "合格"))</dt><dd>\(lesson.passes)\
      <span class="quiet"> / \(lesson.points.count)</span></dd></div>
      <div><dt>\(view.say("median", ja: "中央値"))</dt><dd>\(lesson.median?.inPoints ?? "–")\
      <span class="quiet"> / \(heading.points)</span></dd></div>
      <div><dt>\(view.say("not judged", ja: "判定なし"))</dt>\
      <dd>\(view.gradebook.rows.count - lesson.points.count)</dd></div>
      </dl>
      </li>
      """
  }
}

/// How many learners have how many of a lesson's points.
struct Histogram {
  let view: ClassView
  let lesson: LessonFigures
  /// The height of the tallest bar of all lessons.
  let most: Int

  private static let width = 260.0
  private static let base = 86.0
  private static let top = 16.0
  private static let step = width / Double(LessonFigures.binCount)

  var svg: HTML {
    """
    <svg viewBox="-6 0 272 108" role="img" aria-label="\(view.say(reading))">
    \(lesson.bins.enumerated().map(bar).joined(separator: ""))\
    <line class="base" x1="0" x2="260" y1="\(Self.base)" y2="\(Self.base)"/>\(median)\
    <text x="0" y="105">0</text>\
    <text x="260" y="105" text-anchor="end">\(lesson.heading.points)</text>
    </svg>
    """
  }

  private func bar(_ bin: Int, _ count: Int) -> HTML {
    if count == 0 { return "" }
    let x = Double(bin) * Self.step
    let height = Double(count) / Double(most) * (Self.base - Self.top)
    return """
      <rect class="h\(bin == LessonFigures.binCount - 1 ? 10 : bin)" x="\(x + 1.5)" y="\(Self.base - height)" \
      width="\(Self.step - 3)" height="\(height)"/>\
      <text class="value" x="\(x + Self.step / 2)" y="\(Self.base - height - 4)" text-anchor="middle">\
      \(count)</text>
      """
  }

  private var median: HTML {
    guard let median = lesson.median, lesson.heading.points > 0 else { return "" }
    let x = median / Double(lesson.heading.points) * Self.width
    return """
      <path class="median" d="M\(x) \(Self.base)l-5 8h10z"/>
      """
  }

  private var reading: Words {
    let bins = lesson.bins.map { "\($0)" }.joined(separator: ", ")
    return Words(
      "Learners for each tenth of the points, from the fewest to the most: \(bins)",
      ja: "点数を十等分した区間ごとの人数（低いほうから）: \(bins)")
  }
}
