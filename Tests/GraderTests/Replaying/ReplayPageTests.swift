import Testing

@testable import grader

@Suite(
  .enabled(if: Tools.browser, "there is no Chromium on the path"), .timeLimit(.minutes(5)),
  .serialized)
struct ReplayPageTests {
  private func page(_ run: RecordedRun, _ language: Language) throws -> Page {
    ReplayPage(replay: try RecordedRuns.replay(run), language: language, showsAll: false).page
  }

  @Test(arguments: Language.allCases)
  func `a real run is shown, and the keyboard walks through it`(language: Language) async throws {
    try await Browser.check(try page(try RecordedRuns.twiceLeased(), language)) { tab in
      func focus() throws -> String {
        try tab.evaluate("document.activeElement.getAttribute('aria-label') ?? ''").text ?? ""
      }
      _ = try tab.evaluate("document.querySelector('.event[tabindex=\"0\"]').focus()")
      #expect(try focus().hasPrefix("24 s, carl"))
      try tab.press("ArrowUp", code: 38)
      #expect(try focus().hasPrefix("23 s, carl"))
      #expect(try focus().contains("order-3"))
      let marked = "document.querySelectorAll('.event.same').length"
      #expect(try tab.evaluate(marked).wholeNumber ?? 0 > 3)
      try tab.press("Home", code: 36)
      #expect(try focus().hasPrefix("0 s"))
      let rows = "document.querySelectorAll('.event').length"
      let cells = "document.querySelectorAll('tbody tr').length"
      #expect(try tab.evaluate(rows).wholeNumber == tab.evaluate(cells).wholeNumber)
    }
  }

  @Test func `names as bad as can be stay text`() async throws {
    try await Browser.check(try page(try RecordedRuns.hostile(), .english)) { tab in
      let images = try tab.evaluate("document.images.length")
      #expect(images.wholeNumber == 0)
      let scripts = try tab.evaluate("document.scripts.length")
      #expect(scripts.wholeNumber == 1)
      let isText = try tab.evaluate("document.body.innerText.includes('<script>alert')")
      #expect(isText.flag == true)
    }
  }

  @Test(arguments: [(40, 30), (12, 300), (12, 3_000)])
  func `many lanes and many events fit`(lanes: Int, events: Int) async throws {
    try await Browser.check(
      try page(RecordedRuns.random(lanes: lanes, events: events, seed: 5), .japanese))
  }
}
