/// What the class falls into: of each lesson the tests that most fail, and the mistakes that are known.
struct Pitfalls {
  let view: ClassView

  private static let mostTests = 5
  private static let mostTraps = 5

  var html: HTML {
    """
    <p class="quiet">\(view.say(Self.rule))</p>
    <ul class="cards pitfalls">
    \(view.figures.map(card).joined())
    </ul>
    """
  }

  private static let rule = Words(
    "Tests are counted among those who pass at least one of the lesson: a starter fails them all, and "
      + "tells nothing. A known mistake is what the work looks like, by the tests that it fails.",
    ja: "テストは、そのレッスンでひとつ以上合格した人のなかで数えます。手つかずのスターターはすべてに不合格で、"
      + "何も語らないからです。既知の間違いは、不合格のテストから見て似ているものです。")

  private func card(_ lesson: LessonFigures) -> HTML {
    let heading = lesson.heading
    let tests = lesson.tests.prefix(Self.mostTests).map { test(for: $0, of: lesson) }
    let traps = lesson.traps.prefix(Self.mostTraps).map { trap(for: $0, of: lesson) }
    let known: HTML =
      traps.isEmpty
      ? ""
      : """
      <h4>\(view.say("Known mistakes", ja: "既知の間違い"))</h4>
      <ol>
      \(traps.joined())
      </ol>
      """
    return """
      <li>
      <h3><span class="quiet">\(view.number(heading.name))</span> \(view.say(heading.title))</h3>
      <h4>\(view.say("Tests", ja: "テスト"))</h4>
      \(tests.isEmpty ? nothing : "<ol>" + tests.joined() + "</ol>")
      \(known)
      </li>
      """
  }

  private var nothing: HTML {
    "<p class=\"quiet\">\(view.say("Nothing yet.", ja: "まだ何もありません。"))</p>"
  }

  private func test(for pitfall: LessonFigures.Pitfall, of lesson: LessonFigures) -> HTML {
    let title = view.say(view.glossary.test(pitfall.name, of: lesson.heading.name))
    return item("\(title)\(view.tag(pitfall.visibility))", pitfall, among: lesson.started)
  }

  private func trap(for pitfall: LessonFigures.Pitfall, of lesson: LessonFigures) -> HTML {
    let says = view.say(view.glossary.trap(pitfall.name, of: lesson.heading.name))
    return item(.prose(says), pitfall, among: lesson.points.count)
  }

  /// With a bar, and who it is for those who want to know.
  private func item(_ text: HTML, _ pitfall: LessonFigures.Pitfall, among all: Int) -> HTML {
    let count = pitfall.who.count
    let share = all > 0 ? Double(count) / Double(all) * 100 : 0
    return """
      <li><p>\(text)</p>
      <div class="bar" aria-hidden="true"><span style="width: \(share)%"></span></div>
      <details><summary>\(view.say("\(count) of \(all)", ja: "\(all) 人中 \(count) 人"))</summary>
      <p>\(view.links(pitfall.who))</p></details></li>
      """
  }
}
