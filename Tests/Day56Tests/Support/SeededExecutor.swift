import Synchronization

/// Runs one job at a time on one thread, and lets a seeded generator draw which is next.
///
/// Everything that a body awaits stays on it: child tasks, default actors, streams, and, thanks to
/// `UnstructuredTasks`, tasks that learner code starts by itself. So one run is a pure function of its seed.
///
/// Cost: O(1) a step.
final class SeededExecutor: TaskExecutor {
  private struct State {
    var ready: [UnownedJob] = []
    var generator: SplitMix64
  }

  private let state: Mutex<State>
  private let log: EventLog?

  init(seed: UInt64, log: EventLog? = nil) {
    self.log = log
    state = Mutex(State(generator: SplitMix64(seed: seed)))
  }

  func enqueue(_ job: consuming ExecutorJob) { adopt(UnownedJob(job)) }

  /// Takes in a job that was on its way to another executor.
  func adopt(_ job: UnownedJob) {
    state.withLock { $0.ready.append(job) }
  }

  /// Runs one of the jobs that are ready; false if none is.
  func step() -> Bool {
    let job = state.withLock { state -> UnownedJob? in
      guard !state.ready.isEmpty else { return nil }
      let drawn = Int(truncatingIfNeeded: state.generator.next() % UInt64(state.ready.count))
      state.ready.swapAt(drawn, state.ready.count - 1)
      return state.ready.removeLast()
    }
    guard let job else { return false }
    log?.jobBegins("\(job)")
    job.runSynchronously(on: asUnownedTaskExecutor())
    return true
  }
}
