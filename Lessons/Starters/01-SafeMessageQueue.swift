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
    // TODO: lease the oldest message that is ready, for policy.visibilityTimeout from clock.now.
    nil
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    // TODO: wait until there is a message.
    throw CancellationError()
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    // TODO: settle the message, if this is the receipt of a live lease.
    throw .leaseOver
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    // TODO: take it back, to rest for `delay` or as policy.rest(afterDelivery:) says.
    throw .leaseOver
  }

  @discardableResult
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) throws(LeaseError) -> Timestamp {
    // TODO: a new deadline, counted from now.
    throw .leaseOver
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    // TODO: end every lease that this consumer holds.
    0
  }

  public func counts() -> QueueCounts {
    // TODO: how many messages are in each place, now.
    QueueCounts()
  }

  public func deadLetters() -> [DeadLetter] {
    // TODO: the messages that used up policy.maxDeliveries.
    []
  }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    // TODO: put them at the end of the line again, with no delivery counted.
    0
  }
}
