import Synchronization
import Vocabulary

/// Consumers that share one queue, and those who look after them: the whole system.
///
/// What each operation promises is written at `ConsumerSystem` and `ConsumerPool`, in Lessons/Vocabulary;
/// what a system is made of, at `SystemParts`. Keep the public declarations as they are; everything
/// behind them is yours, and may have files of its own in this folder. `Latch` lies ready, too.
public final class CompetingConsumers: ConsumerSystem {
  private let parts: SystemParts
  private let policy: SystemPolicy
  private let clock: any TimeSource
  // TODO: who works here, and what was done.

  public init(
    of parts: SystemParts, policy: SystemPolicy = .standard,
    clock: any TimeSource = MonotonicClock()
  ) {
    self.parts = parts
    self.policy = policy
    self.clock = clock
  }

  public func metrics() -> SystemMetrics {
    // TODO: what was done so far.
    SystemMetrics()
  }

  public func run() async throws(SystemError) {
    // TODO: let policy.consumers consumers work, until the task is cancelled and all have ended. One
    // takes a turn, pulls a message, works on it while its lease is extended, and settles it. Beside
    // them, parts.health runs over this pool, and parts.scaler is asked now and then.
  }

  public func members() -> [PoolMember] {
    // TODO: everyone who works here.
    []
  }

  public func ping(_ consumer: ConsumerID) throws(PoolError) {
    // TODO: return if the consumer is alive.
    throw .noAnswer(consumer)
  }

  @discardableResult
  public func add(_ count: Int) async throws(PoolError) -> [ConsumerID] {
    // TODO: let more consumers work, each watched by parts.health.
    throw .closed
  }

  public func replace(_ consumer: ConsumerID) async throws(PoolError) {
    // TODO: end it as a crash would, and let another work in its place.
  }

  public func drain(_ consumer: ConsumerID) {
    // TODO: let it finish what it has, and go.
  }

  public func kill(_ consumer: ConsumerID) {
    // TODO: end it as a crash would.
  }
}

/// Why a system does not run.
public enum SystemError: Error, Equatable {
  /// It runs, or has run. Make a new one.
  case startedBefore
}

/// Why a pool does not do what it was asked for.
public enum PoolError: Error, Equatable {
  /// The system does not run yet, or is about to end: nobody can be added.
  case closed
  /// There is no consumer of that name, or it is dead.
  case noAnswer(ConsumerID)
}
