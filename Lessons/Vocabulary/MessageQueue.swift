/// A queue that competing consumers share: each message is held by one of them at a time.
///
/// A message is in exactly one place: *ready*, *leased*, *delayed*, *dead* or *acknowledged*. A
/// consumer that was delivered a message has until the deadline to settle it (`acknowledge` or
/// `nack`) or to `extend` its lease; after that the message is delivered again, to anyone.
///
/// Time passes without calls: at its deadline a lease is over, and at the end of its rest a message
/// is ready, whether or not anybody looked. A message that comes back has its old place in the line.
///
/// Source: seed 003, "Message queue".
public protocol MessageQueue: Sendable {
  /// Puts a message at the end of the line. Two with the same id are two messages.
  func enqueue(_ message: Message) async

  /// Leases the message that has been in the queue longest, of those that are ready; nil if none is.
  func dequeue(for consumer: ConsumerID) async -> Delivery?

  /// Like `dequeue`, but waits until there is a message.
  ///
  /// - Throws: `CancellationError` if the task is cancelled first; it then has leased nothing.
  func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery

  /// Settles a message: it was handled and is never delivered again.
  func acknowledge(_ receipt: Receipt) async throws(LeaseError)

  /// Gives a message back. It is ready again, in its old place in the line, after `delay` or, if
  /// that is nil, after the rest that the policy's back-off states; a delay of zero or less is none.
  func nack(_ receipt: Receipt, delay: Duration?) async throws(LeaseError)

  /// Makes the lease end `duration` from now, and returns that deadline.
  @discardableResult
  func extend(_ receipt: Receipt, by duration: Duration) async throws(LeaseError) -> Timestamp

  /// Ends all leases of a consumer that has left. Each counts as a delivery.
  ///
  /// - Returns: how many leases were ended.
  @discardableResult
  func revokeLeases(of consumer: ConsumerID) async -> Int

  /// How many messages are in each place, now.
  func counts() async -> QueueCounts

  /// The messages that were given up, in the order in which they were.
  func deadLetters() async -> [DeadLetter]

  /// Puts every dead letter at the end of the line again, with no delivery counted.
  ///
  /// - Returns: how many there were.
  @discardableResult
  func redriveDeadLetters() async -> Int
}

extension MessageQueue {
  /// Gives a message back; it rests as the policy's back-off states.
  public func nack(_ receipt: Receipt) async throws(LeaseError) {
    try await nack(receipt, delay: nil)
  }
}

/// Why a lease cannot be settled or extended.
public enum LeaseError: Error, Equatable {
  /// Stop working on the message: its lease is over, it was settled, or there never was one. Somebody
  /// else may have it already.
  case leaseOver
}

/// How many messages are in each place. Their sum is the number of messages ever accepted.
public struct QueueCounts: Hashable, Sendable {
  public var ready: Int
  public var delayed: Int
  public var leased: Int
  public var dead: Int
  public var acknowledged: Int

  public init(
    ready: Int = 0, delayed: Int = 0, leased: Int = 0, dead: Int = 0, acknowledged: Int = 0
  ) {
    self.ready = ready
    self.delayed = delayed
    self.leased = leased
    self.dead = dead
    self.acknowledged = acknowledged
  }

  /// What still has to be delivered, now or later.
  public var depth: Int { ready + delayed }
  /// Every message that was ever accepted.
  public var accepted: Int { ready + delayed + leased + dead + acknowledged }
}
