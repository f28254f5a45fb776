import Synchronization
import Vocabulary

/// Keeps as many consumers as the load needs: grows in leaps, shrinks with patience, stays within bounds.
///
/// What each operation promises is written at `Scaler`, in Lessons/Vocabulary/Scaler.swift, and what the
/// policy says in ScalingPolicy.swift next to it. Keep the public declarations as they are; everything
/// behind them is yours. An `actor` will do as well as a class with a `Mutex`.
public final class AutoScaler: Scaler {
  private let policy: ScalingPolicy
  private let clock: any TimeSource
  // TODO: a place for what the looks so far have shown.

  public init(policy: ScalingPolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func desiredConsumers(for load: Load) -> Int {
    // TODO: as many as keep up with what arrives, and as many as work off the backlog.
    0
  }

  @discardableResult
  public func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    // TODO: ask the pool who is there, decide, and then add some or let some go.
    .none
  }
}
