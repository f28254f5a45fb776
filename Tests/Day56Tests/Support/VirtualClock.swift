import Synchronization
import Vocabulary

/// Time that stands still while anybody can work, and then jumps to the next moment somebody sleeps for.
///
/// An hour passes in the time that its events take. A cancelled sleep throws `CancellationError` at
/// once. When the world has ended, every sleep does.
public final class VirtualClock: TimeSource {
  private struct Sleeper {
    let number: Int
    let deadline: Timestamp
    let continuation: UnsafeContinuation<Void, any Error>
  }

  private struct State {
    var now = Timestamp.start
    var sleepers: [Sleeper] = []
    var lastNumber = 0
    var alarms = 0
    var hasEnded = false
  }

  private let state = Mutex(State())
  private let log: EventLog?

  /// A clock at `Timestamp.start`.
  public convenience init() { self.init(log: nil) }

  init(log: EventLog?) { self.log = log }

  public var now: Timestamp { state.withLock(\.now) }
  public var minimumResolution: Duration { .nanoseconds(1) }

  /// How many sleeps have ended because their time had come: code that polls has many.
  public var alarms: Int { state.withLock(\.alarms) }

  /// How many sleep now.
  public var sleeperCount: Int { state.withLock(\.sleepers.count) }

  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        let verdict = state.withLock { state -> Result<Void, any Error>? in
          // The flag is set before the handler below runs, and the handler waits for this lock.
          if Task.isCancelled || state.hasEnded { return .failure(CancellationError()) }
          if deadline <= state.now { return .success(()) }
          state.sleepers.append(
            Sleeper(number: number, deadline: deadline, continuation: continuation))
          log?.sleepBegins(number, at: state.now, until: deadline)
          return nil
        }
        if let verdict { continuation.resume(with: verdict) }
      }
    } onCancel: {
      let cancelled = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
          return nil
        }
        log?.sleepEnds(number, at: state.now, isCancelled: true)
        return state.sleepers.remove(at: index)
      }
      cancelled?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Jumps to the next moment anybody sleeps for, and wakes all who sleep until then; false if nobody sleeps.
  func jump() -> Bool {
    let due = state.withLock { state -> [Sleeper] in
      guard let next = state.sleepers.lazy.map(\.deadline).min() else { return [] }
      state.now = next
      let due = state.sleepers.filter { $0.deadline <= next }
      state.sleepers.removeAll { $0.deadline <= next }
      state.alarms += due.count
      for sleeper in due { log?.sleepEnds(sleeper.number, at: next, isCancelled: false) }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
    return !due.isEmpty
  }

  /// Ends every sleep, now and from now on.
  func end() {
    let left = state.withLock { state in
      state.hasEnded = true
      defer { state.sleepers = [] }
      return state.sleepers
    }
    for sleeper in left { sleeper.continuation.resume(throwing: CancellationError()) }
  }
}
