import Testing

@testable import grader

/// The page of progress in a real browser.
@Suite(
  .enabled(if: Tools.browser, "there is no Chromium on the path"), .timeLimit(.minutes(5)),
  .serialized)
struct ProgressPageTests {
  private let course = Course(
    folder: CourseFolder(root: "/course"), title: Words("A course", ja: "講座"),
    lessons: (1...6).map { Sample.lesson("0\($0)-Lesson") })

  private func page(_ events: [History.Event], _ language: Language) -> Page {
    let journey = Journey(course, History(events: events), Progress())
    return ProgressPage(journey: journey, language: language).page
  }

  private let events = (0..<6).map { hour in
    History.Event(
      date: "2026-11-21T1\(hour):00:00Z", lesson: "0\(hour % 3 + 1)-Lesson",
      kind: .graded(hour < 3 ? .fails : .passes, points: hour < 3 ? 1 : 2, passed: 1, tests: 2))
  }

  @Test(arguments: Language.allCases)
  func `the curve, the table and the cards say the same`(language: Language) async throws {
    try await Browser.check(page(events, language)) { tab in
      func count(_ selector: String) throws -> Int? {
        try tab.evaluate("document.querySelectorAll('\(selector)').length").wholeNumber
      }
      #expect(try count("tbody tr") == 6)
      #expect(try count(".laws li.mastered") == 3)
      #expect(try count(".laws li.open") == 3)
      let steps = "document.querySelector('.curve').getAttribute('d').split('V').length"
      #expect(try tab.evaluate(steps).wholeNumber == 6)
      // The keyboard opens the table.
      try tab.press("Tab", code: 9)
      #expect(try tab.evaluate("document.activeElement.tagName").text == "SUMMARY")
      _ = try tab.evaluate("document.activeElement.click()")
      #expect(try tab.evaluate("document.querySelector('details').open").flag == true)
    }
  }

  @Test(arguments: Language.allCases)
  func `marks that lie close together do not cover each other`(language: Language) async throws {
    let laws = (0..<6).map { index in
      History.Event(
        date: "2026-11-21T10:\(10 + index * index * 2):00Z", lesson: "0\(index + 1)-Lesson",
        kind: .graded(.passes, points: 2, passed: 2, tests: 2))
    }
    try await Browser.check(page(laws, language)) { tab in
      let overlaps = """
        (() => {
          const boxes = [...document.querySelectorAll('.mark')].map(m => m.getBoundingClientRect());
          return boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1));
        })()
        """
      let doOverlap = try tab.evaluate(overlaps).flag
      #expect(doOverlap == false)
    }
  }

  @Test func `a page before the first verdict is one, too`() async throws {
    try await Browser.check(page([], .english))
  }
}
