#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What whoever waits sees of a scenario that goes on: charts on a terminal, else one line beside the
/// answer, else nothing.
struct Picture {
  let scenario: Scenario
  let minutes: Int
  let console: Console
  private var frame: LiveFrame?

  init(scenario: Scenario, minutes: Int, console: Console, isLive: Bool) {
    self.scenario = scenario
    self.minutes = minutes
    self.console = console
    // A dumb terminal cannot move its cursor.
    let canMove = console.screen.isTerminal && Toolchain.variable("TERM") != "dumb"
    frame = isLive && canMove ? LiveFrame() : nil
  }

  mutating func draw(_ recordings: [Recording]) {
    if frame == nil { console.refresh(progress(recordings)) } else { drawCharts(recordings) }
  }

  /// The charts stay; the line is taken away.
  mutating func finish(_ recordings: [Recording]) {
    guard frame != nil else { return console.clearLine() }
    drawCharts(recordings)
    console.show(raw: "")
  }

  private mutating func drawCharts(_ recordings: [Recording]) {
    let size = LiveFrame.Size.of(STDOUT_FILENO)
    let screen = Screen(
      hasColour: console.screen.hasColour, isTerminal: true, width: size.columns,
      language: console.language)
    // The lines above it, which say what this is, stay in sight where there is room.
    let lines = Dashboard(
      recordings: recordings, scenario: scenario, minutes: minutes, screen: screen,
      height: max(size.rows - 5, min(size.rows - 1, 12))
    ).lines
    if let text = frame?.text(lines, on: size) { console.draw(text) }
  }

  private func progress(_ recordings: [Recording]) -> Words {
    recordings.map { $0.variant.title + Words(same: " \($0.time.clock)") }.joined(separator: " · ")
  }
}
