/// A scenario as a page: the nights side by side, on common axes, and the figures as a table.
struct SimulationPage {
  let simulation: Simulation
  let language: Language

  private var scenario: Scenario { simulation.scenario }
  private var recordings: [Recording] { simulation.recordings }
  private var end: Double {
    max(Double(simulation.minutes) * 60, recordings.map(\.time).max() ?? 0)
  }

  var page: Page {
    Page(title: scenario.title, language: language, style: Self.style, body: body)
  }

  private func say(_ words: Words) -> String { words[language] }

  private var body: HTML {
    """
    <h1>\(say(scenario.title))</h1>
    <p class="quiet">\(say(simulation.circumstances))</p>
    <p>\(say(scenario.about))</p>
    \(standIns)
    <div class="nights">
    \(zip(recordings, simulation.findings).map(head).joined())
    </div>
    \(Measure.allCases.map(section).joined())
    <h2>\(say(Words("Figures", ja: "数値")))</h2>
    <div class="wide" tabindex="0" role="region" aria-label="\(say(Words("Figures", ja: "数値")))">
    \(table)
    </div>
    """
  }

  private var standIns: HTML {
    simulation.code.standIns.map { "<p class=\"quiet\">\(say($0.sentence))</p>" }.joined()
  }

  private func head(_ recording: Recording, _ findings: Findings) -> HTML {
    let sentences = findings.sentences.map { "<p>\(say($0))</p>" as HTML }.joined()
    return """
      <section class="night \(findings.verdict.rawValue)">
      <h2>\(say(recording.variant.title))</h2>
      <p class="quiet">\(say(recording.variant.about))</p>
      \(sentences)
      </section>
      """
  }

  private func section(_ measure: Measure) -> HTML {
    let scale = measure.scale(recordings)
    let charts = recordings.map { recording in
      Self.figure(
        recording,
        SVGChart(
          measure: measure, recording: recording, scale: scale, end: end,
          rush: Double(simulation.minutes) * 60, language: language),
        language)
    }
    return """
      <h2>\(say(measure.title))</h2>
      <p class="quiet">\(say(measure.about))</p>
      \(measure == .latency ? legend : "")
      <div class="nights">
      \(charts.joined())
      </div>
      """
  }

  private var legend: HTML {
    let (median, most) = (
      Words("median", ja: "中央値"), Words("99th percentile", ja: "99 パーセンタイル")
    )
    return """
      <p class="quiet legend"><span>\(say(median))</span><span class="upper">\(say(most))</span></p>
      """
  }

  private static func figure(
    _ recording: Recording, _ chart: SVGChart, _ language: Language
  ) -> HTML {
    """
    <figure>
    <figcaption>\(recording.variant.title[language])</figcaption>
    \(chart.svg)
    </figure>
    """
  }

  private var table: HTML {
    let heads = recordings.map { "<th scope=\"col\">\(say($0.variant.title))</th>" as HTML }
    let rows = simulation.summary.rows.map { row -> HTML in
      let cells = row.values.map { "<td>\(say($0))</td>" as HTML }
      return "<tr><th scope=\"row\">\(say(row.title))</th>\(cells.joined(separator: ""))</tr>"
    }
    return """
      <table>
      <thead><tr><td></td>\(heads.joined(separator: ""))</tr></thead>
      <tbody>
      \(rows.joined())
      </tbody>
      </table>
      """
  }

  private static let style: HTML = """
    .nights { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
    .night { border-left: .25rem solid var(--good); padding-left: .75rem; }
    .night.behind { border-color: var(--warm); }
    .night.broken { border-color: var(--bad); }
    .night h2 { margin-top: 0; }
    figure { margin: 0; }
    figcaption { font-size: .875rem; font-weight: 600; }
    svg { display: block; width: 100%; height: auto; }
    svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
    @media (max-width: 32rem) { svg text { font-size: 15px; } }
    svg .grid { stroke: var(--line); }
    svg .rush { stroke: var(--quiet); stroke-dasharray: 3 3; }
    svg .upper { fill: none; stroke: var(--accent); stroke-width: 1.5; }
    svg .lower { fill: none; stroke: var(--accent); stroke-width: 2; }
    svg .two .upper { stroke: var(--warm); }
    svg .area { fill: var(--accent); opacity: .18; }
    svg .point circle { fill: var(--accent); }
    svg .point .reach { fill: transparent; }
    svg .point .value { visibility: hidden; }
    svg .point .value rect { fill: var(--raised); stroke: var(--line); }
    svg .point .value text { fill: var(--text); font-size: 14px; }
    svg .point:hover .value, svg .point:focus .value { visibility: visible; }
    svg .point:focus { outline: none; }
    svg .point:focus-visible .reach { stroke: var(--text); stroke-width: 2; }
    .legend span::before { content: "—\\2009"; font-weight: 700; color: var(--accent); }
    .legend .upper::before { color: var(--warm); }
    .legend span { margin-right: 1rem; }
    th, td { overflow-wrap: normal; }
    tbody th { font-weight: 400; }
    td { font-variant-numeric: tabular-nums; }
    """
}
