import Synchronization
import Vocabulary

/// Pings the consumers, listens to their beats, and has each that falls failed over once.
///
/// What each operation promises is written at `HealthMonitor`, in Lessons/Vocabulary/HealthMonitor.swift.
/// Keep the public declarations as they are; everything behind them is yours. An `actor` will do as
/// well as a class with a `Mutex`.
public final class HealthChecker: HealthMonitor {
  private let policy: HealthPolicy
  private let queue: any MessageQueue
  private let clock: any TimeSource
  private let report: @Sendable (HealthEvent) async -> Void
  // TODO: a place for what is known of each consumer.

  public init(
    policy: HealthPolicy = .standard, queue: any MessageQueue,
    clock: any TimeSource = MonotonicClock(),
    report: @escaping @Sendable (HealthEvent) async -> Void = { _ in }
  ) {
    self.policy = policy
    self.queue = queue
    self.clock = clock
    self.report = report
  }

  public func watch(_ consumer: ConsumerID) {
    // TODO: from now on it is checked; until clock.now + policy.gracePeriod no failure counts.
  }

  public func forget(_ consumer: ConsumerID) {
    // TODO: nothing is known of it any more.
  }

  public func heartbeat(_ beat: Heartbeat) {
    // TODO: what it says, when it last said so, and whether it gets on.
  }

  public func status(of consumer: ConsumerID) -> ConsumerStatus? {
    // TODO: failed, or what it last said.
    nil
  }

  public func check(_ pool: any ConsumerPool) async {
    // TODO: ping all of them side by side, for policy.pingTimeout each, and act on what comes of it.
  }

  public func run(over pool: any ConsumerPool) async throws(CancellationError) {
    // TODO: a round at every policy.interval, until this task is cancelled.
    throw CancellationError()
  }
}
