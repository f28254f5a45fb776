import Synchronization
import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Time that stands still, on a clock that lets other threads go first at every third look.
///
/// Code that looks at it while it holds a lock is interrupted there: the others queue up for the lock,
/// and one of them gets it as soon as it is free. So they come between two critical sections that should
/// have been one, which without this is a matter of luck. Not at every look: on a busy machine each
/// interruption costs some milliseconds.
public final class InterruptingClock: TimeSource {
  private let clock = VirtualClock()
  private let looks = Atomic(0)

  /// A clock at `Timestamp.start`.
  public init() {}

  public var now: Timestamp {
    let look = looks.add(1, ordering: .relaxed).newValue
    if look.isMultiple(of: 3) { sched_yield() }
    return .start
  }

  public var minimumResolution: Duration { clock.minimumResolution }

  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    try await clock.sleep(until: deadline, tolerance: tolerance)
  }
}
