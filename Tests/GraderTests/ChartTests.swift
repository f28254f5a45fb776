import Testing

@testable import grader

@Suite struct ChartTests {
  @Test(arguments: [Scale.Kind.linear, .logarithmic])
  func `a scale never falls, and stays between nought and one`(_ kind: Scale.Kind) {
    let values = [-5, 0, 0.05, 0.1, 0.5, 1, 9, 10, 59, 60, 3_599, 3_600, 1e6, 1e300, .infinity]
    for most in values {
      let scale = Scale(kind, upTo: most)
      let shares = values.map(scale.share)
      #expect(shares == shares.sorted(), "up to \(most)")
      #expect(shares.allSatisfy { (0...1).contains($0) }, "up to \(most)")
      #expect(scale.share(of: .nan) == 0)
      #expect(scale.ticks == scale.ticks.sorted() && scale.ticks.last == scale.top)
    }
  }

  @Test(arguments: [
    (Scale.Kind.linear, 0, 1), (.linear, 1, 1), (.linear, 1.5, 2), (.linear, 176_400, 200_000),
    (.linear, 200_001, 500_000), (.logarithmic, 0, 10), (.logarithmic, 43, 60),
    (.logarithmic, 3_528, 3_600),
  ]) func `an axis is long enough, and ends at a round number`(
    _ kind: Scale.Kind, most: Double, top: Double
  ) {
    #expect(Scale(kind, upTo: most).top == top)
  }

  @Test(arguments: [0, 1, 2, 7, 40, 1_000], [0, 1, 5])
  func `a chart has its size, whatever is to be drawn`(width: Int, height: Int) {
    for count in [0, 1, 3, 5_000] {
      for measure in Measure.allCases {
        let lines = chart(measure, Sample.moments(count), width: width, height: height).lines
        #expect(lines.count == height)
        #expect(lines.allSatisfy { $0.columns == width })
      }
    }
  }

  @Test func `more is never drawn lower`() {
    let scale = Scale(.linear, upTo: 1_000)
    let heights = (0...1_000).map { waiting -> Int in
      let chart = TerminalChart(
        .queue, [Sample.moment(at: 10, waiting: waiting)], scale: scale, until: 10, width: 1,
        height: 4)
      return chart.lines.reduce(0) { $0 + (Self.eighths[$1] ?? 0) }
    }
    #expect(heights == heights.sorted())
    #expect(heights.first == 0 && heights.last == 32)
    #expect(heights[1] == 1, "What is above nought can be seen.")
  }

  private static let eighths: [String: Int] = [
    " ": 0, "▁": 1, "▂": 2, "▃": 3, "▄": 4, "▅": 5, "▆": 6, "▇": 7, "█": 8,
  ]

  @Test func `time goes from left to right, and what has not come yet is blank`() {
    let moments = [Sample.moment(at: 10, waiting: 10), Sample.moment(at: 20, waiting: 5)]
    #expect(chart(.queue, moments, width: 4, height: 1, until: 40).lines == ["█▄  "])
  }

  @Test func `between two moments the first one holds`() {
    let moments = [Sample.moment(at: 10, waiting: 10), Sample.moment(at: 40, waiting: 5)]
    #expect(chart(.queue, moments, width: 4, height: 1, until: 40).lines == ["███▄"])
  }

  @Test func `of many in one column the largest is drawn`() {
    let moments = [2, 10, 1].enumerated().map { index, waiting in
      Sample.moment(at: Double(index + 1), waiting: waiting)
    }
    #expect(chart(.queue, moments, width: 1, height: 1, until: 3).lines == ["█"])
  }

  @Test func `latency of which nothing is known leaves a gap`() {
    let moments = [
      Sample.moment(at: 10, latency: 60), Sample.moment(at: 20), Sample.moment(at: 30, latency: 60),
    ]
    #expect(chart(.latency, moments, width: 3, height: 1, until: 30).lines == ["█ █"])
  }

  @Test func `the shade reaches up to the 99th percentile`() {
    let moment = Sample.moment(at: 10, latency: 0.5, percentile99: 60)
    #expect(chart(.latency, [moment], width: 1, height: 3, until: 10).lines == ["░", "░", "▆"])
  }

  private func chart(
    _ measure: Measure, _ moments: [Moment], width: Int, height: Int, until end: Double = 100
  ) -> TerminalChart {
    let scale = measure.scale([Sample.recording(moments)])
    return TerminalChart(
      measure, moments, scale: scale, until: end, width: width, height: height)
  }
}
