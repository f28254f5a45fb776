/// A point in time, told as the time since the clock that read it was started.
///
/// Instants of two clocks cannot be compared in a meaningful way.
public struct Timestamp: InstantProtocol, CustomStringConvertible {
  /// The time since the clock was started.
  public let sinceStart: Duration

  /// When the clock was started.
  public static let start = Timestamp(sinceStart: .zero)

  public init(sinceStart: Duration) { self.sinceStart = sinceStart }

  public func advanced(by duration: Duration) -> Timestamp {
    Timestamp(sinceStart: sinceStart + duration)
  }

  public func duration(to other: Timestamp) -> Duration { other.sinceStart - sinceStart }

  public static func < (earlier: Timestamp, later: Timestamp) -> Bool {
    earlier.sinceStart < later.sinceStart
  }

  public var description: String { "\(sinceStart)" }
}

/// A clock that every part of a system can share: it never goes back, and tests can drive it.
///
/// Code that needs the time takes an `any TimeSource` and asks nothing else: no `Task.sleep`, no
/// `ContinuousClock.now`. A test then passes an hour in a millisecond.
///
/// ```swift
/// try await clock.sleep(for: .seconds(30))
/// ```
public protocol TimeSource: Clock where Instant == Timestamp {}

extension TimeSource {
  /// Waits until `deadline`; throws `CancellationError` as soon as the task is cancelled.
  public func sleep(until deadline: Timestamp) async throws {
    try await sleep(until: deadline, tolerance: nil)
  }
}

/// The machine's own clock. It goes on while the machine sleeps.
public struct MonotonicClock: TimeSource {
  private let started = ContinuousClock.now

  /// Starts a clock at `Timestamp.start`.
  public init() {}

  public var now: Timestamp { Timestamp(sinceStart: started.duration(to: .now)) }

  public var minimumResolution: Duration { ContinuousClock().minimumResolution }

  /// Waits until `deadline`; throws `CancellationError` as soon as the task is cancelled.
  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    try await ContinuousClock().sleep(
      until: started.advanced(by: deadline.sinceStart), tolerance: tolerance)
  }
}
