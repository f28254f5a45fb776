import Synchronization
import Vocabulary

/// Hands each message to one consumer at a time, and takes it back from one that goes silent.
///
/// What each operation promises is written at `MessageQueue`, in Lessons/Vocabulary/MessageQueue.swift.
/// Keep the public declarations as they are; everything behind them is yours. An `actor` will do as
/// well as a class with a `Mutex`. `Ring`, `Heap` and `Timed` lie ready in Lessons/Vocabulary.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let policy: QueuePolicy
  // TODO: a place for the messages that are ready, leased, delayed, dead.

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func enqueue(_ message: Message) {
    // TODO: put it at the end of the line.
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    nil  // TODO: lease the oldest message that is ready, until clock.now + policy.visibilityTimeout.
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    throw CancellationError()  // TODO: wait until there is a message.
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    throw .leaseOver  // TODO: settle the message, if this is the receipt of a live lease.
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    throw .leaseOver  // TODO: take it back, to rest for `delay` or as policy.rest(afterDelivery:) says.
  }

  @discardableResult
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) throws(LeaseError) -> Timestamp {
    throw .leaseOver  // TODO: a new deadline, counted from now.
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    0  // TODO: end every lease that this consumer holds.
  }

  public func counts() -> QueueCounts {
    QueueCounts()  // TODO: how many messages are in each place, now.
  }

  public func deadLetters() -> [DeadLetter] {
    []  // TODO: the messages that used up policy.maxDeliveries.
  }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    0  // TODO: put them at the end of the line again, with no delivery counted.
  }
}
