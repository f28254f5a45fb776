import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Time that stands still, on a clock that lets other threads go first whenever it is looked at.
///
/// Code that looks at it while it holds a lock is interrupted there: the others queue up for the lock,
/// and one of them gets it as soon as it is free. So they come between two critical sections that should
/// have been one, which without this is a matter of luck.
public struct InterruptingClock: TimeSource {
  private let clock = VirtualClock()

  /// A clock at `Timestamp.start`.
  public init() {}

  public var now: Timestamp {
    sched_yield()
    return .start
  }

  public var minimumResolution: Duration { clock.minimumResolution }

  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    try await clock.sleep(until: deadline, tolerance: tolerance)
  }
}
