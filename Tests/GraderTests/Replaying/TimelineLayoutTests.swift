import Testing

@testable import grader

@Suite struct TimelineLayoutTests {
  /// Timelines of many sizes, and the room for them.
  private static let cases = (0..<24).map { seed in
    (lanes: 1 + seed % 14, events: [1, 3, 40, 300][seed % 4], seed: UInt64(seed))
  }

  private func indices(_ rows: [TimelineLayout.Row]) -> [Int] {
    rows.flatMap { row -> [Int] in
      switch row {
      case .event(let index): [index]
      case .folded(let range): Array(range)
      case .pause: []
      }
    }
  }

  @Test(arguments: [false, true])
  func `every event appears once, shown or folded, in the order of time`(showsAll: Bool) {
    for (lanes, events, seed) in Self.cases {
      let timeline = Timeline(RecordedRuns.random(lanes: lanes, events: events, seed: seed))
      let layout = TimelineLayout(
        timeline, law: "order-3 is lost.", mostLanes: 5, showsAll: showsAll)
      #expect(indices(layout.rows) == Array(timeline.moments.indices))
      #expect(layout.lanes.count <= 5)
      if showsAll {
        #expect(!layout.rows.contains { if case .folded = $0 { true } else { false } })
      }
    }
  }

  @Test func `the end of the run is shown, and the life of the message that the law names`() {
    let timeline = Timeline(RecordedRuns.random(lanes: 6, events: 300, seed: 3))
    let layout = TimelineLayout(
      timeline, law: "order-3 is lost.", mostLanes: 9, showsAll: false)
    let shown = layout.rows.compactMap { if case .event(let index) = $0 { index } else { nil } }
    #expect(shown.count < timeline.moments.count / 2)
    #expect(shown.last == timeline.moments.indices.last)
    let life = timeline.moments.indices.filter { timeline.moments[$0].message == "order-3" }
    #expect(Set(life.suffix(10)).isSubset(of: shown))
  }

  @Test func `a long time is told once`() {
    let times = [0, 1, 2, 3, 100, 101]
    let events = times.map { RunEvent(kind: .told, time: $0 * 1_000, lane: "anna", text: "ticks") }
    let layout = TimelineLayout(
      Timeline(RecordedRun(seed: 0, beginning: events)), law: nil, mostLanes: 3, showsAll: false)
    #expect(layout.rows.filter { if case .pause = $0 { true } else { false } } == [.pause(97_000)])
  }

  @Test func `no line is wider than the window`() throws {
    for (lanes, events, seed) in Self.cases {
      let run = RecordedRuns.random(lanes: lanes, events: events, seed: seed)
      for width in [20, 60, 160] { try expectToFit(run, width) }
    }
    for width in [20, 40, 60, 120] { try expectToFit(RecordedRuns.hostile(), width) }
  }

  private func expectToFit(_ run: RecordedRun, _ width: Int) throws {
    for language in Language.allCases {
      let screen = Screen(hasColour: false, isTerminal: true, width: width, language: language)
      let drawing = TimelineDrawing(
        Timeline(run), law: run.end?.law, showsAll: false, on: screen)
      for line in drawing.lines + drawing.legend {
        #expect(line.columns <= width, "\(line)")
        #expect(!line.contains { $0.isNewline })
      }
      let replay = try RecordedRuns.replay(run)
      let course = Course(
        folder: CourseFolder(root: "/"), title: Words(same: ""), lessons: [replay.lesson])
      let report = ReplayReport(replay: replay, course: course, screen: screen, showsAll: false)
      for line in report.text.split(separator: "\n") {
        #expect(line.columns <= width, "\(line)")
      }
    }
  }

  @Test func `a drawing shows lanes, glyphs and what happened`() throws {
    let screen = Screen(hasColour: false, isTerminal: true, width: 80)
    let run = try RecordedRuns.twiceLeased()
    let lines = TimelineDrawing(Timeline(run), law: run.end?.law, showsAll: true, on: screen).lines
    #expect(
      lines.contains {
        $0.contains("▸") && $0.hasSuffix("carl gets order-3, delivery 3, until 33 s")
      })
    #expect(
      lines.contains { $0.hasPrefix("24 s") && $0.hasSuffix("carl the lease of order-1 is over") })
  }
}
