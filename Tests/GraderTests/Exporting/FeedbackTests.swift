import Testing

@testable import grader

/// What learners read about their work.
@Suite struct FeedbackTests {
  private let school: AwkwardClass

  init() throws { school = try AwkwardClass() }

  @Test func `it says what failed first, the law, the mistake, a hint and the late policy`() throws
  {
    let files = try school.files(.feedback, AwkwardClass.formula)
    let text = try #require(files[".md"])
    #expect(text.contains("4.80 of 13 points"))
    #expect(text.contains("It came late: 20% of 6 points is taken off."))
    #expect(text.contains("a new one is at zero"))
    #expect(text.contains("### Then\n\n- it counts by any step"))
    #expect(text.contains("Law: *It counts what it is told.*"))
    #expect(text.contains("A step has a size: add it."))
    #expect(text.contains("What is the value before the first step"))
    #expect(text.contains("Further tests, which are not shown: 0 of 3 points."))
    #expect(text.contains("`` notes`.txt ``"))
    #expect(text.contains("… and 5 more"))
  }

  @Test func `it speaks Japanese`() throws {
    let text = try #require(try school.files(.feedback, AwkwardClass.formula, .japanese)[".md"])
    #expect(text.contains("不合格"))
    #expect(text.contains("歩幅を足すこと。"))
    #expect(text.contains("新しいものはゼロ"))
    #expect(!text.contains("Further tests"))
  }

  @Test func `void is not called zero`() throws {
    let text = try #require(try school.files(.feedback, "void")[".md"])
    #expect(text.contains("It does not count as zero."))
    #expect(text.contains("10 of 21 points so far; 1 verdict still to come"))
  }

  @Test func `what does not compile is told with the reason`() throws {
    let text = try #require(try school.files(.feedback, "stuck")[".md"])
    #expect(text.contains("Exercises/01-Counter.swift:3: error: <oops>"))
  }

  @Test func `whoever handed in nothing gets nothing`() throws {
    #expect(try school.files(.feedback, "missing") == [:])
  }

  @Test func `what a learner wrote is no markup`() throws {
    let page = try #require(try school.files(.feedback, AwkwardClass.formula)[".html"])
    #expect(!page.contains("<b>"))
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;b&gt;It counts"))
    let text = try #require(try school.files(.feedback, AwkwardClass.formula)[".md"])
    // The story holds three backticks, so its fence has more.
    #expect(text.contains("````text\n"))
  }

  @Test func `hints keep their code`() {
    let html = FeedbackPage.rendered("One `a < b` two.\n\n    let x = 1\n    let y = x < 2").markup
    #expect(html.contains("<code>a &lt; b</code>"))
    #expect(html.contains("<pre tabindex=\"0\">let x = 1\nlet y = x &lt; 2</pre>"))
  }
}

/// The feedback's page in a real browser.
@Suite(
  .enabled(if: Tools.browser, "there is no Chromium on the path"), .timeLimit(.minutes(5)),
  .serialized)
struct FeedbackPageTests {
  @Test(arguments: Language.allCases)
  func `the page fits every window`(language: Language) async throws {
    let school = try AwkwardClass()
    for id in [AwkwardClass.formula, "void", "stuck", "ann"] {
      let writer = FeedbackWriter(school.gradebook, school.course, language)
      let page = FeedbackPage(writer: writer, row: try school.row(id)).page
      try await Browser.check(page) { tab in
        let sections = try tab.evaluate("document.querySelectorAll('section').length")
        #expect(sections.wholeNumber == 2)
      }
    }
  }
}
