import Instruments
import Vocabulary

/// A queue that keeps every promise, takes a moment to revoke leases, and writes down when it does.
final class RevocableQueue: MessageQueue {
  private let queue: ModelQueue
  private let book: Casebook

  init(in world: World, _ book: Casebook, policy: QueuePolicy) {
    queue = ModelQueue(policy: policy, clock: world.clock)
    self.book = book
  }

  func revokeLeases(of consumer: ConsumerID) async -> Int {
    await Task.yield()
    let count = queue.revokeLeases(of: consumer)
    book.revoked(count, of: consumer)
    return count
  }

  // MARK: - As the model does

  func enqueue(_ message: Message) async { queue.enqueue(message) }

  func dequeue(for consumer: ConsumerID) async -> Delivery? { queue.dequeue(for: consumer) }

  func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    try await queue.nextDelivery(for: consumer)
  }

  func acknowledge(_ receipt: Receipt) async throws(LeaseError) { try queue.acknowledge(receipt) }

  func nack(_ receipt: Receipt, delay: Duration?) async throws(LeaseError) {
    try queue.nack(receipt, delay: delay)
  }

  func extend(_ receipt: Receipt, by duration: Duration) async throws(LeaseError) -> Timestamp {
    try queue.extend(receipt, by: duration)
  }

  func counts() async -> QueueCounts { queue.counts() }

  func deadLetters() async -> [DeadLetter] { queue.deadLetters() }

  func redriveDeadLetters() async -> Int { queue.redriveDeadLetters() }
}
