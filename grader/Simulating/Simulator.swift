import Synchronization

/// Lives through all nights of a scenario at once, each in a process of its own.
struct Simulator: Sendable {
  let scenario: Scenario
  let program: Workshop.PreparedSuite
  /// The folder that holds the library to run with.
  let library: String
  let minutes: Int
  let seed: UInt64

  /// Runs until the last night has ended, however it does; what is seen goes into `stage`.
  func run(on stage: Stage) async throws {
    defer { stage.isOver = true }
    try await withThrowingTaskGroup { group in
      for (index, variant) in scenario.variants.enumerated() {
        group.addTask { try await live(variant, at: index, on: stage) }
      }
      try await group.waitForAll()
    }
  }

  private func live(
    _ variant: Scenario.Variant, at index: Int, on stage: Stage
  ) async throws {
    let limits = scenario.limits
    let (remains, reader) = try await Subprocess.run(
      command(variant), patience: Patience(silence: limits.silence, total: limits.total),
      reading: [.output, .errors, .events], with: NightReader { stage.add($0, to: index) })
    stage.end(index, as: try reader.fate(remains, limits))
  }

  private func command(_ variant: Scenario.Variant) -> Command {
    var environment = FastRoad.environment(for: library, on: program.base)
    environment["DAY56_EVENTS"] = "\(Channel.events.rawValue)"
    environment["DAY56_VARIANT"] = variant.name
    environment["DAY56_SEED"] = "\(seed)"
    environment["DAY56_MINUTES"] = "\(minutes)"
    var command = Command(program.runner, [], environment: environment)
    command.hasLifeline = true
    return command
  }
}

/// What can be seen of all nights up to now.
final class Stage: Sendable {
  private struct State {
    var recordings: [Recording]
    var isOver = false
  }

  private let state: Mutex<State>

  init(_ scenario: Scenario) {
    state = Mutex(State(recordings: scenario.variants.map { Recording(variant: $0) }))
  }

  var recordings: [Recording] { state.withLock(\.recordings) }

  /// Whether nothing will be added any more.
  var isOver: Bool {
    get { state.withLock(\.isOver) }
    set { state.withLock { $0.isOver = newValue } }
  }

  func add(_ moment: Moment, to index: Int) {
    state.withLock { $0.recordings[index].moments.append(moment) }
  }

  func end(_ index: Int, as fate: Recording.Fate) {
    state.withLock { $0.recordings[index].fate = fate }
  }
}
