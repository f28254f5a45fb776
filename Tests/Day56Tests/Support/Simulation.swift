import Synchronization

/// How one run ended.
enum Outcome: Sendable {
  case returned
  case threw(any Error)
  /// Nobody can go on, nobody sleeps, and the body is not done: what is left waits for ever.
  case deadlock
  /// The body was not done after as many steps as were allowed: something polls or spins.
  case endless
}

/// What is known of one run.
struct Run: Sendable {
  let outcome: Outcome
  /// Jobs run, from one suspension to the next each.
  let steps: Int
  /// The time that passed on the clock.
  let elapsed: Duration
}

/// Runs `body` on this thread, under the one schedule that belongs to `seed`.
///
/// - Parameters:
///   - clock: the time that passes; it jumps when nobody can work.
///   - stepLimit: after so many steps without an end, the run is called endless.
///   - log: told which task is at work.
///   - whenOver: called as soon as the outcome is known; what follows is only clearing away.
func simulate(
  seed: UInt64, clock: VirtualClock, stepLimit: Int = 100_000, log: EventLog? = nil,
  whenOver: () -> Void = {}, _ body: @escaping @Sendable () async throws -> Void
) -> Run {
  let executor = SeededExecutor(seed: seed, log: log)
  return UnstructuredTasks.adopted(by: executor) {
    let ending = Ending()
    let task = Task(executorPreference: executor) {
      do {
        try await body()
        ending.outcome = .returned
      } catch {
        ending.outcome = .threw(error)
      }
    }
    var steps = 0
    var outcome: Outcome?
    while outcome == nil {
      if let ending = ending.outcome {
        outcome = ending
      } else if steps >= stepLimit {
        outcome = .endless
      } else if executor.step() {
        steps += 1
      } else if !clock.jump() {
        outcome = .deadlock
      }
    }
    let run = Run(outcome: outcome ?? .deadlock, steps: steps, elapsed: clock.now.sinceStart)
    whenOver()
    // Let what is left come to its end, so that nothing leaks from one run into the next.
    task.cancel()
    clock.end()
    var stepsLeft = 1_000
    while stepsLeft > 0, executor.step() { stepsLeft -= 1 }
    return run
  }
}

/// How the body has ended, as soon as it has.
private final class Ending: Sendable {
  private let content = Mutex<Outcome?>(nil)

  var outcome: Outcome? {
    get { content.withLock(\.self) }
    set { content.withLock { $0 = newValue } }
  }
}
