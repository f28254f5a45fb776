import Testing

@testable import grader

/// What stands in the class page's document.
@Suite struct ClassPageTests {
  @Test(arguments: Language.allCases)
  func `nothing of a learner's becomes markup`(language: Language) {
    let html = ClassSample.page(ClassSample.gradebook(), language).page.html
    #expect(html.contains("&lt;/td&gt;&lt;script&gt;document.title"))
    for part in [
      "<script>document", "<i>odd", "ghost<b>", "\" onclick=", "' autofocus onfocus='", "<notes>",
      "Que<ue>", "\u{202E}", "SIS <ID>", "HTML(markup",
    ] {
      #expect(!html.contains(part), "\(part)")
    }
    #expect(count("<script>", in: html) == 1)
  }

  @Test(arguments: Language.allCases)
  func `what is opened is closed, and no two things have one name`(language: Language) {
    let html = ClassSample.page(ClassSample.gradebook(), language).page.html
    for tag in [
      "div", "table", "tbody", "tr", "td", "th", "ul", "ol", "li", "section", "details", "button",
      "span", "p", "dl", "dd", "dt", "form", "select", "label", "pre", "svg", "h3",
    ] {
      let opened = count("<\(tag) ", in: html) + count("<\(tag)>", in: html)
      #expect(opened == count("</\(tag)>", in: html), "\(tag)")
    }
    let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for target in html.matches(of: #/(?:popovertarget="|href="\#)([^"]*)"/#).map({ String($0.1) }) {
      #expect(ids.contains(target), "\(target)")
    }
  }

  @Test func `what stands between back-ticks is code, and still no markup`() {
    #expect(HTML.prose("Use `a<b>`, & go").markup == "Use <code>a&lt;b&gt;</code>, &amp; go")
    #expect(HTML.prose("none").markup == "none")
  }

  @Test func `each learner has a row with a cell for each lesson, and the total`() {
    let gradebook = ClassSample.gradebook()
    let html = ClassSample.page(gradebook).page.html
    let (rows, lessons) = (gradebook.rows.count, gradebook.lessons.count)
    #expect(count("<tr id=\"r", in: html) == rows)
    #expect(count("<td class=\"", in: html) == rows * (lessons + 1) + needs(gradebook))
    #expect(count("<button type=\"button\" class=\"sort\">", in: html) == lessons + 2)
    #expect(count("<svg ", in: html) == lessons)
  }

  /// The cells of points in the list of who needs help.
  private func needs(_ gradebook: Gradebook) -> Int {
    Need.all(in: gradebook, ClassView(gradebook, ClassGlossary(), .english).figures).count
  }

  @Test func `a cell says points and verdict, and its panel what failed`() throws {
    let gradebook = ClassSample.gradebook()
    let html = ClassSample.page(gradebook).page.html
    let mark = try #require(gradebook.rows[2].marks["03-HealthChecker"])
    let panel = try #require(html.firstMatch(of: #/(?s)id="p2-2" role.*?<\/div>/#)).output
    #expect(panel.contains("\(mark.passed) of \(mark.tests.count) tests passed"))
    for test in mark.tests {
      #expect(panel.contains("<li>" + test.name) == (test.outcome != .passed), "\(test.name)")
    }
  }

  @Test func `when it was graded, and how fast, does not change the page`() {
    let gradebook = ClassSample.gradebook()
    let html = ClassSample.page(gradebook).page.html
    let later = Gradebook(
      title: gradebook.title, lessons: gradebook.lessons,
      rows: gradebook.rows.map { row in
        var row = row
        for lesson in row.marks.keys {
          row.marks[lesson]?.date = "2027-01-01T00:00:00Z"
          row.marks[lesson]?.seconds = 99
        }
        return row
      })
    #expect(ClassSample.page(later).page.html == html)
  }

  @Test func `hidden tests are shown and marked`() {
    let html = ClassSample.page().page.html
    #expect(html.contains("hidden law 1 <span class=\"tag\">hidden</span>"))
    #expect(html.contains("hidden law 2 <span class=\"tag\">hidden</span>"))
  }

  @Test(arguments: Language.allCases)
  func `the page speaks one language`(language: Language) {
    let gradebook = ClassSample.wordless(ClassSample.gradebook())
    let page = ClassPage(
      gradebook: gradebook, glossary: ClassGlossary(),
      similar: [
        Resemblance(lesson: "01-X", one: "s1", other: "s2", share: 0.5, passages: 5, stretches: [])
      ],
      language: language
    ).page
    let text = page.body.markup.replacing(#/<pre>.*?<\/pre>/#, with: "\n")
      .replacing(#/<[^>]*>/#, with: "\n")
    #expect(WrongLanguage.parts(of: text, in: language) == [])
    let attributes = page.body.markup.matches(of: #/(?:aria-label|title|data-text)="([^"]*)"/#)
    for attribute in attributes {
      #expect(WrongLanguage.parts(of: String(attribute.1), in: language) == [])
    }
  }

  @Test(arguments: Language.allCases)
  func `tests and mistakes are called what the course calls them`(language: Language) throws {
    let scratch = try Fixtures.course()
    let course = try CourseDecoder.decode(
      Files.read(scratch.path.adding("Lessons/course.json")), in: scratch.folder)
    let lesson = course.lessons[0]
    let trap = try #require(try Trap.all(of: lesson, in: course.folder).first)
    let test = lesson.tests[0]
    let mark = Mark(
      learner: "a", lesson: lesson.name, submission: "",
      grounds: Mark.Grounds(suite: "", toolchain: "", policy: "", tier: ""), verdict: .fails,
      tests: [Mark.Test(name: test.name, outcome: .failed, worth: 1)], trap: trap.name)
    let gradebook = Gradebook(
      title: "Class",
      lessons: [
        Gradebook.Heading(
          name: lesson.name, title: lesson.title, law: lesson.law, points: lesson.points)
      ],
      rows: [
        Gradebook.Row(
          learner: Learner(id: "a"), handIn: HandIn(learner: "a", submission: ""),
          marks: [lesson.name: mark])
      ])
    let html = ClassPage(gradebook: gradebook, course: course, language: language).page.html
    #expect(html.contains(HTML(text: trap.says[language]).markup))
    #expect(html.contains(HTML(text: test.title[language]).markup))
  }

  @Test func `a class of nobody is a page, too`() {
    let gradebook = Gradebook(title: "Class", lessons: ClassSample.lessons, rows: [])
    let html = ClassSample.page(gradebook).page.html
    #expect(html.contains("No rule applies to anybody."))
    #expect(!html.contains("nan") && !html.contains("inf"))
  }

  private func count(_ text: String, in html: String) -> Int { html.ranges(of: text).count }
}
