/// The promises a queue makes about time and repetition.
///
/// ```swift
/// let policy = try QueuePolicy(visibilityTimeout: .seconds(10), maxDeliveries: 3)
/// ```
///
/// Source: seed 003, "Message queue"; the names are those of Amazon SQS.
public struct QueuePolicy: Hashable, Sendable {
  /// How long a lease lasts if nobody extends it. Above zero.
  public let visibilityTimeout: Duration
  /// How often a message is delivered before it is a dead letter. At least 1.
  public let maxDeliveries: Int
  /// How long a message rests after its first nack, its second, and so on; the last one repeats.
  /// Empty: it does not rest.
  public let backoff: [Duration]

  /// 30 seconds, 5 deliveries, and rests of 1, 5 and 30 seconds.
  public static let standard = QueuePolicy(
    checked: .seconds(30), 5, [.seconds(1), .seconds(5), .seconds(30)])

  /// - Throws: `QueuePolicyError` if a value makes no sense.
  public init(
    visibilityTimeout: Duration = standard.visibilityTimeout,
    maxDeliveries: Int = standard.maxDeliveries,
    backoff: [Duration] = standard.backoff
  ) throws(QueuePolicyError) {
    guard visibilityTimeout > .zero else { throw .visibilityTimeoutNotPositive(visibilityTimeout) }
    guard maxDeliveries >= 1 else { throw .noDeliveries(maxDeliveries) }
    if let negative = backoff.first(where: { $0 < .zero }) { throw .negativeBackoff(negative) }
    self.init(checked: visibilityTimeout, maxDeliveries, backoff)
  }

  private init(checked visibilityTimeout: Duration, _ maxDeliveries: Int, _ backoff: [Duration]) {
    self.visibilityTimeout = visibilityTimeout
    self.maxDeliveries = maxDeliveries
    self.backoff = backoff
  }

  /// How long a message rests after a nack of its `deliveries`-th delivery.
  public func rest(afterDelivery deliveries: Int) -> Duration {
    guard let last = backoff.last else { return .zero }
    return deliveries <= backoff.count ? backoff[max(deliveries, 1) - 1] : last
  }
}

/// Why a `QueuePolicy` is refused.
public enum QueuePolicyError: Error, Equatable {
  /// Give a time above zero: with none, every lease is over before it begins.
  case visibilityTimeoutNotPositive(Duration)
  /// Allow at least one delivery.
  case noDeliveries(Int)
  /// Give no rest below zero.
  case negativeBackoff(Duration)
}
