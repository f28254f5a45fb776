import Testing

@testable import grader

@Suite struct SimulationPageTests {
  @Test(arguments: Language.allCases)
  func `every measure is drawn for every night`(_ language: Language) {
    let html = SimulationPage(simulation: Sample.simulation(), language: language).page.html
    #expect(count("<svg ", in: html) == 2 * Measure.allCases.count)
    #expect(count("<figcaption>", in: html) == 2 * Measure.allCases.count)
    #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
    for measure in Measure.allCases { #expect(html.contains(measure.title[language])) }
  }

  @Test func `text is escaped, and what is opened is closed`() {
    let html = page
    #expect(html.contains("Without &lt;it&gt;"))
    #expect(!html.contains("<it>"))
    for tag in ["svg", "g", "section", "figure", "table", "tr", "div", "p", "text"] {
      let opened = count("<\(tag) ", in: html) + count("<\(tag)>", in: html)
      #expect(opened == count("</\(tag)>", in: html), "\(tag)")
    }
  }

  @Test func `nights share their axes`() {
    let simulation = Sample.simulation()
    let scale = Measure.queue.scale(simulation.recordings)
    let charts = simulation.recordings.map {
      SVGChart(
        measure: .queue, recording: $0, scale: scale, end: 61, rush: 60, language: .english)
    }
    #expect(charts[0].y(25) == charts[1].y(25))
    #expect(charts[0].x(30) == charts[1].x(30))
    #expect(charts[0].y(50) < charts[0].y(25))
    #expect(charts[0].x(30) < charts[0].x(60))
  }

  @Test func `what can be pointed at has a text, and the keyboard reaches some of it`() {
    #expect(count("class=\"point\"", in: page) == 6 * 2 * Measure.allCases.count)
    #expect(count("role=\"img\" aria-label=\"", in: page) == 6 * 2 * Measure.allCases.count)
    #expect(count("class=\"point\" tabindex=\"0\"", in: page) == 3 * 2 * Measure.allCases.count)
    #expect(page.contains("aria-label=\"1:00  48 crates\""))
  }

  @Test func `the figures are a table with headings`() {
    #expect(count("<th scope=\"row\">", in: page) == Sample.simulation().summary.rows.count)
    #expect(count("<th scope=\"col\">", in: page) == 2)
  }

  @Test func `a night of which nothing was seen is a page, too`() {
    let recording = Sample.recording([], fate: .silent(2))
    let simulation = Simulation(
      scenario: Sample.scenario, code: ScenarioCode(folder: "", isReference: false), minutes: 1,
      seed: 0, recordings: [recording])
    let html = SimulationPage(simulation: simulation, language: .english).page.html
    #expect(html.contains("It hangs"))
    #expect(!html.contains("nan") && !html.contains("inf"))
  }

  @Test(
    .enabled(if: Tools.browser, "there is no Chromium on the path"), arguments: Language.allCases)
  func `a browser shows it without complaint, narrow and wide, light and dark`(
    _ language: Language
  ) async throws {
    try await Browser.check(
      SimulationPage(simulation: Sample.simulation(), language: language).page)
  }

  private var page: String {
    SimulationPage(simulation: Sample.simulation(), language: .english).page.html
  }

  private func count(_ text: String, in html: String) -> Int { html.ranges(of: text).count }
}
