/// A gradebook as a page for the instructor: who needs help, how the class stands, what it falls into, and
/// each learner's cells. It holds hidden tests, too: it is not for learners.
struct ClassPage {
  let view: ClassView
  /// Who has more in common than the lesson explains: for a person to look at.
  let pairs: [Resemblance]

  /// In characters. With longer ones the page of a large class would be too large.
  static let longestText = 600

  init(
    gradebook: Gradebook, course: Course, similar pairs: [Resemblance] = [], language: Language
  ) {
    let glossary = ClassGlossary(course, for: gradebook, in: language)
    self.init(gradebook: gradebook, glossary: glossary, similar: pairs, language: language)
  }

  init(
    gradebook: Gradebook, glossary: ClassGlossary, similar pairs: [Resemblance], language: Language
  ) {
    view = ClassView(gradebook, glossary, language)
    self.pairs = pairs
  }

  var page: Page {
    let title = view.gradebook.title
    return Page(
      title: title + Words(": the class", ja: "：クラス"), language: view.language, style: Self.style,
      body: """
        <header>
        <h1>\(view.say(title))</h1>
        \(ClassSummary(view: view).html)
        \(contents)
        </header>
        <h2 id="help">\(view.say(Self.help))</h2>
        \(HelpLists(view: view, pairs: pairs).html)
        <h2 id="standing">\(view.say(Self.standing))</h2>
        \(Distributions(view: view).html)
        <h2 id="pitfalls">\(view.say(Self.pitfalls))</h2>
        \(Pitfalls(view: view).html)
        <h2 id="cells">\(view.say(Self.cells))</h2>
        \(HeatMap(view: view).html)
        \(ClassGrounds(view: view).html)
        """,
      script: Self.script)
  }

  private static let help = Words("Who needs help", ja: "助けが必要な人")
  private static let standing = Words("How the class stands", ja: "クラスの現在地")
  private static let pitfalls = Words("What it falls into", ja: "つまずいているところ")
  private static let cells = Words("Everybody, lesson by lesson", ja: "全員の結果（レッスン別）")

  private var contents: HTML {
    let links = [
      ("help", Self.help), ("standing", Self.standing), ("pitfalls", Self.pitfalls),
      ("cells", Self.cells),
    ].map { id, words in "<a href=\"#\(id)\">\(view.say(words))</a>" as HTML }
    return """
      <nav class="contents screen-only" aria-label="\(view.say("Contents", ja: "目次"))">
      \(links.joined())
      </nav>
      """
  }
}
