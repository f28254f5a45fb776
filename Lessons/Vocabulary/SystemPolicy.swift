/// The numbers by which a system of competing consumers works.
public struct SystemPolicy: Hashable, Sendable {
  /// How many consumers it starts with. At least 0.
  public let consumers: Int
  /// How often each tells that it is alive.
  public let heartbeatInterval: Duration
  /// For how long a consumer at work extends its lease; it does so three times in this time.
  public let lease: Duration
  /// How often the scaler is asked.
  public let scalingInterval: Duration
  /// How long, after the system was told to end, consumers may finish what they have.
  public let shutdownDeadline: Duration

  /// 3 consumers; a heartbeat a second, leases of 30 seconds, the scaler asked every 5 seconds, and 20
  /// seconds to finish.
  public static let standard = SystemPolicy(
    checked: 3, .seconds(1), .seconds(30), .seconds(5), .seconds(20))

  /// - Throws: `SystemPolicyError` if a value makes no sense.
  public init(
    consumers: Int = standard.consumers,
    heartbeatInterval: Duration = standard.heartbeatInterval,
    lease: Duration = standard.lease,
    scalingInterval: Duration = standard.scalingInterval,
    shutdownDeadline: Duration = standard.shutdownDeadline
  ) throws(SystemPolicyError) {
    guard consumers >= 0 else { throw .negativeCount(consumers) }
    for time in [heartbeatInterval, lease, scalingInterval] where time <= .zero {
      throw .timeNotPositive(time)
    }
    guard shutdownDeadline >= .zero else { throw .timeNotPositive(shutdownDeadline) }
    self.init(
      checked: consumers, heartbeatInterval, lease, scalingInterval, shutdownDeadline)
  }

  private init(
    checked consumers: Int, _ heartbeatInterval: Duration, _ lease: Duration,
    _ scalingInterval: Duration, _ shutdownDeadline: Duration
  ) {
    self.consumers = consumers
    self.heartbeatInterval = heartbeatInterval
    self.lease = lease
    self.scalingInterval = scalingInterval
    self.shutdownDeadline = shutdownDeadline
  }
}

/// Why a `SystemPolicy` is refused.
public enum SystemPolicyError: Error, Equatable {
  /// Give a number of consumers that is not negative.
  case negativeCount(Int)
  /// Give a time above zero; to finish, no time will do.
  case timeNotPositive(Duration)
}
