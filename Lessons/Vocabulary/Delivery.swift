/// One handing-over of a message to a consumer, which holds it on lease until `deadline`.
public struct Delivery: Hashable, Sendable {
  public let message: Message
  /// What settles or extends this lease, and no other.
  public let receipt: Receipt
  /// Who holds the lease.
  public let consumer: ConsumerID
  /// 1 for the first delivery of this message, 2 for the second, and so on.
  public let number: Int
  /// The lease is over as soon as the clock shows this instant.
  public let deadline: Timestamp

  public init(
    message: Message, receipt: Receipt, consumer: ConsumerID, number: Int, deadline: Timestamp
  ) {
    self.message = message
    self.receipt = receipt
    self.consumer = consumer
    self.number = number
    self.deadline = deadline
  }
}

/// The proof that its holder has a message on lease: new for every delivery, and worth nothing once
/// the lease is over.
public struct Receipt: Hashable, Sendable, Codable, CustomStringConvertible {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  public var description: String { "receipt \(rawValue)" }
}

/// A message that was delivered as often as its queue allows and never acknowledged.
public struct DeadLetter: Hashable, Sendable {
  /// How the last delivery ended.
  public enum Reason: String, Hashable, Sendable, Codable {
    /// The consumer gave it back.
    case nacked
    /// The lease ran out.
    case expired
    /// The lease was taken from a consumer that had left.
    case revoked
  }

  public let message: Message
  /// How often it was delivered.
  public let deliveries: Int
  public let reason: Reason

  public init(message: Message, deliveries: Int, reason: Reason) {
    self.message = message
    self.deliveries = deliveries
    self.reason = reason
  }
}
