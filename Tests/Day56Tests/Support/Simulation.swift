import Synchronization

/// How one run ended.
enum Outcome<Value: Sendable>: Sendable {
  case returned(Value)
  case threw(any Error)
  /// Nobody can go on, nobody sleeps, and the body is not done: what is left waits for ever.
  case deadlock
  /// The body was not done after as many steps as were allowed: something polls or spins.
  case endless
}

/// What is known of one run.
struct Run<Value: Sendable>: Sendable {
  let outcome: Outcome<Value>
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
///   - whenOver: called as soon as the outcome is known; what follows is only clearing away.
func simulate<Value: Sendable>(
  seed: UInt64, clock: VirtualClock, stepLimit: Int = 100_000, whenOver: () -> Void = {},
  _ body: @escaping @Sendable () async throws -> Value
) -> Run<Value> {
  let executor = SeededExecutor(seed: seed)
  return UnstructuredTasks.adopted(by: executor) {
    let result = Box<Result<Value, any Error>>()
    let task = Task(executorPreference: executor) {
      do {
        result.set(.success(try await body()))
      } catch {
        result.set(.failure(error))
      }
    }
    var outcome: Outcome<Value>?
    while outcome == nil {
      switch result.value {
      case .success(let value): outcome = .returned(value)
      case .failure(let error): outcome = .threw(error)
      case nil where executor.steps >= stepLimit: outcome = .endless
      case nil: if !executor.step() && !clock.jump() { outcome = .deadlock }
      }
    }
    let run = Run(
      outcome: outcome ?? .deadlock, steps: executor.steps,
      elapsed: clock.now.sinceStart)
    whenOver()
    // Let what is left come to its end, so that nothing leaks from one run into the next.
    task.cancel()
    clock.end()
    var stepsLeft = 1_000
    while stepsLeft > 0, executor.step() { stepsLeft -= 1 }
    return run
  }
}

/// A value that is set once, by somebody else.
private final class Box<Value: Sendable>: Sendable {
  private let content = Mutex<Value?>(nil)

  var value: Value? { content.withLock(\.self) }
  func set(_ value: Value) { content.withLock { $0 = value } }
}
