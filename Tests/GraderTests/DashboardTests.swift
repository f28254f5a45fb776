import Testing

@testable import grader

@Suite struct DashboardTests {
  @Test(
    arguments: [1, 10, 30, 50, 79, 80, 100, 200], [1, 5, 10, 12, 20, 25, 29, 60])
  func `it fits the screen, in both languages`(width: Int, height: Int) {
    for language in Language.allCases {
      for recordings in [[], [Sample.recording([])], Sample.simulation().recordings] {
        let lines = dashboard(recordings, width, height, language).lines
        #expect(lines.count <= height)
        #expect(lines.allSatisfy { $0.columns < width || $0.isEmpty })
      }
    }
  }

  @Test func `where there is room, the nights stand side by side`() {
    let lines = dashboard(Sample.simulation().recordings, 100, 25).lines
    #expect(lines[0].contains("With the scaler"))
    #expect(lines[0].contains("Without <it>"))
    #expect(lines.count > 15)
  }

  @Test func `in a narrow window each has a line for each measure`() {
    let lines = dashboard(Sample.simulation().recordings, 40, 25).lines
    #expect(lines.count == 2 * (1 + Measure.allCases.count))
    #expect(lines[1].hasPrefix("queue"))
  }

  @Test func `the heading tells how far a night has come, and how it ended`() {
    func heading(_ fate: Recording.Fate?) -> String {
      dashboard([Sample.recording([Sample.moment(at: 60)], fate: fate)], 40, 12).lines[0]
    }
    #expect(heading(nil).hasSuffix("1:00 …"))
    #expect(heading(.closed(Sample.closing())).hasSuffix("1:01 ✓"))
    #expect(heading(.closed(Sample.closing(waiting: 9, acknowledged: 51))).hasSuffix("1:01 !"))
    #expect(heading(.crashed(Words(same: "boom"))).hasSuffix("1:00 ✗"))
  }

  @Test func `a frame takes the place of the one before`() {
    var frame = LiveFrame()
    let size = LiveFrame.Size(columns: 80, rows: 24)
    #expect(frame.text(["a", "b"], on: size) == "a\u{1B}[K\nb\u{1B}[K\n\u{1B}[J")
    #expect(frame.text(["c"], on: size).hasPrefix("\u{1B}[2A\rc"))
    #expect(frame.text(["d"], on: size).hasPrefix("\u{1B}[1A\rd"))
  }

  @Test func `after a change of the window, the frame begins on a clear screen`() {
    var frame = LiveFrame()
    _ = frame.text(["a"], on: LiveFrame.Size(columns: 80, rows: 24))
    let text = frame.text(["b"], on: LiveFrame.Size(columns: 40, rows: 24))
    #expect(text.hasPrefix("\u{1B}[2J\u{1B}[Hb"))
  }

  private func dashboard(
    _ recordings: [Recording], _ width: Int, _ height: Int, _ language: Language = .english
  ) -> Dashboard {
    Dashboard(
      recordings: recordings, scenario: Sample.scenario, minutes: 1,
      screen: Screen(hasColour: false, isTerminal: true, width: width, language: language),
      height: height)
  }
}
