/// When a consumer is called unwell, and when it is well again.
///
/// ```swift
/// let policy = try HealthPolicy(interval: .seconds(5), failuresToFall: 3, successesToRecover: 2)
/// ```
///
/// Source: seed 003, "Health checks and failover".
public struct HealthPolicy: Hashable, Sendable {
  /// How long after the beginning of a round the next one begins. Above zero.
  public let interval: Duration
  /// How long a consumer may take to answer a ping. Above zero.
  public let pingTimeout: Duration
  /// How long a heartbeat is a sign of life. Above zero.
  public let beatTimeout: Duration
  /// How long a consumer may work without getting on. Above zero.
  public let stallTimeout: Duration
  /// How long the failed checks of one that was just started do not count. Not below zero.
  public let gracePeriod: Duration
  /// How many failed checks in a row make a fall. At least 1.
  public let failuresToFall: Int
  /// How many good checks in a row bring one back that has fallen. At least 1.
  public let successesToRecover: Int
  /// The largest part of the fleet that may be failed at one time, in percent: 1 to 100.
  public let largestFailedPercent: Int

  /// Rounds every 10 seconds, 2 seconds for an answer, beats that count for 30 seconds, 2 minutes
  /// without getting on, a minute of grace; 3 failures, 2 successes, half the fleet.
  public static let standard = HealthPolicy(
    checked: .seconds(10), pingTimeout: .seconds(2), beatTimeout: .seconds(30),
    stallTimeout: .seconds(120), gracePeriod: .seconds(60), failuresToFall: 3,
    successesToRecover: 2, largestFailedPercent: 50)

  /// - Throws: `HealthPolicyError` if a value makes no sense.
  public init(
    interval: Duration = standard.interval,
    pingTimeout: Duration = standard.pingTimeout,
    beatTimeout: Duration = standard.beatTimeout,
    stallTimeout: Duration = standard.stallTimeout,
    gracePeriod: Duration = standard.gracePeriod,
    failuresToFall: Int = standard.failuresToFall,
    successesToRecover: Int = standard.successesToRecover,
    largestFailedPercent: Int = standard.largestFailedPercent
  ) throws(HealthPolicyError) {
    for time in [interval, pingTimeout, beatTimeout, stallTimeout] where time <= .zero {
      throw .timeNotPositive(time)
    }
    guard gracePeriod >= .zero else { throw .negativeGracePeriod(gracePeriod) }
    for count in [failuresToFall, successesToRecover] where count < 1 {
      throw .countBelowOne(count)
    }
    guard 1...100 ~= largestFailedPercent else { throw .noPercentage(largestFailedPercent) }
    self.init(
      checked: interval, pingTimeout: pingTimeout, beatTimeout: beatTimeout,
      stallTimeout: stallTimeout, gracePeriod: gracePeriod, failuresToFall: failuresToFall,
      successesToRecover: successesToRecover, largestFailedPercent: largestFailedPercent)
  }

  private init(
    checked interval: Duration, pingTimeout: Duration, beatTimeout: Duration,
    stallTimeout: Duration, gracePeriod: Duration, failuresToFall: Int,
    successesToRecover: Int, largestFailedPercent: Int
  ) {
    self.interval = interval
    self.pingTimeout = pingTimeout
    self.beatTimeout = beatTimeout
    self.stallTimeout = stallTimeout
    self.gracePeriod = gracePeriod
    self.failuresToFall = failuresToFall
    self.successesToRecover = successesToRecover
    self.largestFailedPercent = largestFailedPercent
  }

  /// How many of a fleet may be failed at one time: the set share, rounded down, but at least one, so
  /// that a fleet of one or two can still fail over.
  public func mostFailed(ofFleet size: Int) -> Int {
    max(1, size * largestFailedPercent / 100)
  }
}

/// Why a `HealthPolicy` is refused.
public enum HealthPolicyError: Error, Equatable {
  /// Give a time above zero: with none, nobody can be in time.
  case timeNotPositive(Duration)
  /// Give no grace period below zero.
  case negativeGracePeriod(Duration)
  /// Ask for at least one check.
  case countBelowOne(Int)
  /// Give a whole number from 1 to 100.
  case noPercentage(Int)
}
