import Testing

@testable import grader

/// The class page in a real browser, by keyboard.
@Suite(
  .enabled(if: Tools.browser, "there is no Chromium on the path"), .timeLimit(.minutes(5)),
  .serialized)
struct ClassPageBrowserTests {
  @Test(arguments: Language.allCases)
  func `it shows without complaint, narrow and wide, light and dark`(language: Language)
    async throws
  {
    try await Browser.check(ClassSample.page(ClassSample.gradebook(), language).page) { tab in
      // Nobody's name has become a program.
      let title = try tab.evaluate("document.title").text
      #expect(title?.contains("taken") == false)
      let scripts = try tab.evaluate("document.scripts.length").wholeNumber
      #expect(scripts == 1)
    }
  }

  @Test func `Enter on a heading sorts by it, and again the other way round`() async throws {
    let gradebook = ClassSample.gradebook()
    let totals = gradebook.rows.filter(\.isJudged).map(gradebook.total)
    let absent = gradebook.rows.count - totals.count
    try await Browser.check(ClassSample.page(gradebook).page) { tab in
      _ = try tab.evaluate("document.querySelector('#map th:last-child .sort').focus()")
      for (state, sorted) in [
        ("ascending", totals.sorted()), ("descending", totals.sorted(by: >)),
      ] {
        try tab.press("Enter", code: 13, text: "\r")
        let shown = try tab.evaluate(
          "Array.from(document.querySelectorAll('#map .total'), cell => cell.dataset.v ?? '')")
        let figures = shown.items?.compactMap(\.text)
        #expect(figures == sorted.map(\.inPoints) + Array(repeating: "", count: absent))
        let said = try tab.evaluate(
          "Array.from(document.querySelectorAll('#map thead th'), head => head.ariaSort)")
        #expect(said.items?.compactMap(\.text) == [state])
      }
    }
  }

  @Test func `names are sorted as the language does`() async throws {
    try await Browser.check(ClassSample.page().page) { tab in
      _ = try tab.evaluate("document.querySelector('#map th .sort').focus()")
      try tab.press("Enter", code: 13, text: "\r")
      let isSorted = try tab.evaluate(
        """
        Array.from(document.querySelectorAll('#map .name'), name => name.textContent)
          .every((name, i, all) => i === 0 || all[i - 1].localeCompare(name, 'en', { numeric: true }) <= 0)
        """)
      #expect(isSorted.flag == true)
    }
  }

  @Test(arguments: Language.allCases)
  func `what is filtered is hidden, and how many are left is said`(language: Language) async throws
  {
    let gradebook = ClassSample.gradebook()
    let annas = gradebook.rows.count { $0.learner.name.hasPrefix("Anna Abel") }
    let voids = gradebook.rows.count { CellState($0, ClassSample.lessons[0].name) == .void }
    let all = gradebook.rows.count
    try #require(annas > 0 && voids > 0)
    @Sendable func said(_ count: Int) -> String {
      Words("\(count) of \(all) learners shown", ja: "\(all) 人中 \(count) 人を表示")[language]
    }
    try await Browser.check(ClassSample.page(gradebook, language).page) { tab in
      func expect(_ count: Int) throws {
        let shown = try tab.evaluate("document.getElementById('shown').textContent")
        #expect(shown.text == said(count))
        let rows = "Array.from(document.querySelectorAll('#map tbody tr'))"
        let visible = try tab.evaluate("\(rows).filter(row => row.offsetHeight > 0).length")
        #expect(visible.wholeNumber == count)
      }
      try expect(all)
      _ = try tab.evaluate("document.getElementById('text').focus()")
      try tab.type("ANNA ab")
      try expect(annas)
      _ = try tab.evaluate("document.querySelector('.controls button').focus()")
      try tab.press("Enter", code: 13, text: "\r")
      try expect(all)
      _ = try tab.evaluate(
        """
        for (const [id, value] of [['state', '.void'], ['lesson', '0']]) {
          document.getElementById(id).value = value;
          document.getElementById(id).dispatchEvent(new Event('input', { bubbles: true }));
        }
        """)
      try expect(voids)
    }
  }

  @Test func `arrows walk from cell to cell, Enter opens one and Escape closes it`() async throws {
    try await Browser.check(ClassSample.page().page) { tab in
      let place =
        "[document.activeElement.closest('tr').id, document.activeElement.closest('td,th').cellIndex].join()"
      _ = try tab.evaluate("document.querySelector('#r0 th').focus()")
      try tab.press("ArrowRight", code: 39)
      try tab.press("ArrowRight", code: 39)
      try tab.press("ArrowDown", code: 40)
      #expect(try tab.evaluate(place).text == "r1,2")
      try tab.press("Enter", code: 13, text: "\r")
      let open = "document.querySelector(':popover-open')?.id"
      #expect(try tab.evaluate(open).text == "p1-1")
      #expect(try tab.evaluate("document.activeElement.id").text == "p1-1-t")
      try tab.press("Escape", code: 27)
      #expect(try tab.evaluate(open).text == nil)
      #expect(try tab.evaluate(place).text == "r1,2")
      try tab.press("End", code: 35)
      #expect(try tab.evaluate(place).text == "r1,7")
      try tab.press("Home", code: 36)
      #expect(try tab.evaluate(place).text == "r1,0")
      // Only one cell is a stop for the Tab key.
      let stops = "#map tbody :is(button, td, th)[tabindex='0']"
      #expect(try tab.evaluate("document.querySelectorAll(\"\(stops)\").length").wholeNumber == 1)
    }
  }
}
