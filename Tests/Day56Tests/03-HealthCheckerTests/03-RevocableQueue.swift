import Instruments
import Synchronization
import Vocabulary

/// A queue that keeps every promise, around the model of one. It says when leases are revoked.
final class RevocableQueue: MessageQueue {
  private struct State {
    var model: QueueModel
    var lastReceipt: UInt64 = 0
  }

  private let world: World
  private let book: Casebook
  private let state: Mutex<State>

  init(in world: World, _ book: Casebook, policy: QueuePolicy) {
    self.world = world
    self.book = book
    state = Mutex(State(model: QueueModel(policy: policy)))
  }

  private func ask<Answer: Sendable>(
    _ question: (inout QueueModel, Timestamp) -> Answer
  ) -> Answer {
    let now = world.clock.now
    return state.withLock { question(&$0.model, now) }
  }

  func enqueue(_ message: Message) async { ask { model, _ in model.enqueue(message) } }

  func dequeue(for consumer: ConsumerID) async -> Delivery? {
    let now = world.clock.now
    return state.withLock { state in
      guard let next = state.model.nextDelivery(at: now) else { return nil }
      state.lastReceipt += 1
      let receipt = Receipt(rawValue: state.lastReceipt)
      state.model.lease(to: consumer, under: receipt, at: now)
      return Delivery(
        message: next.message, receipt: receipt, consumer: consumer, number: next.number,
        deadline: next.deadline)
    }
  }

  func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      if let delivery = await dequeue(for: consumer) { return delivery }
      do { try await world.clock.sleep(for: .seconds(1)) } catch { throw CancellationError() }
    }
  }

  /// Settles a live lease as `settlement` says.
  private func settle(
    _ receipt: Receipt, _ settlement: (inout QueueModel, Timestamp) -> Void
  ) throws(LeaseError) {
    let isLive = ask { model, now in
      defer { settlement(&model, now) }
      return model.isLive(receipt, at: now)
    }
    if !isLive { throw .leaseOver }
  }

  func acknowledge(_ receipt: Receipt) async throws(LeaseError) {
    try settle(receipt) { model, now in model.acknowledge(receipt, at: now) }
  }

  func nack(_ receipt: Receipt, delay: Duration?) async throws(LeaseError) {
    try settle(receipt) { model, now in model.nack(receipt, delay: delay, at: now) }
  }

  func extend(_ receipt: Receipt, by duration: Duration) async throws(LeaseError) -> Timestamp {
    try settle(receipt) { model, now in model.extend(receipt, by: duration, at: now) }
    return world.clock.now.advanced(by: duration)
  }

  func revokeLeases(of consumer: ConsumerID) async -> Int {
    await Task.yield()
    let count = ask { model, now in model.revokeLeases(of: consumer, at: now) }
    book.revoked(count, of: consumer)
    return count
  }

  func counts() async -> QueueCounts { ask { model, now in model.counts(at: now) } }

  func deadLetters() async -> [DeadLetter] { ask { model, now in model.deadLetters(at: now) } }

  func redriveDeadLetters() async -> Int {
    ask { model, now in model.redriveDeadLetters(at: now) }
  }
}
