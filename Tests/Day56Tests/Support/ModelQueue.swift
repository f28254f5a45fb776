import Synchronization
import Vocabulary

/// A queue that keeps to the rules, for suites that test what stands around a queue.
///
/// It looks at every message at every operation: made to be right, for some hundred messages.
public final class ModelQueue: MessageQueue {
  private struct State {
    var model: QueueModel
    var lastReceipt: UInt64 = 0
    /// Opened, and replaced, whenever a message may have become ready.
    var change = Latch()
  }

  private let policy: QueuePolicy
  private let clock: any TimeSource
  private let state: Mutex<State>

  /// An empty queue.
  public init(policy: QueuePolicy = .standard, clock: any TimeSource) {
    self.policy = policy
    self.clock = clock
    state = Mutex(State(model: QueueModel(policy: policy)))
  }

  public func enqueue(_ message: Message) { change { model, _ in model.enqueue(message) } }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    let now = clock.now
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

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      let change = state.withLock { $0.change }
      if let delivery = dequeue(for: consumer) { return delivery }
      if Task.isCancelled { throw CancellationError() }
      await wait(for: change, until: state.withLock { $0.model.nextDue })
    }
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try settle(receipt) { model, now in model.acknowledge(receipt, at: now) }
  }

  public func nack(_ receipt: Receipt, delay: Duration?) throws(LeaseError) {
    try settle(receipt) { model, now in model.nack(receipt, delay: delay, at: now) }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    try settle(receipt) { model, now in
      model.extend(receipt, by: duration, at: now)
      return now.advanced(by: duration)
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    change { model, now in model.revokeLeases(of: consumer, at: now) }
  }

  public func counts() -> QueueCounts { change { model, now in model.counts(at: now) } }

  public func deadLetters() -> [DeadLetter] { change { model, now in model.deadLetters(at: now) } }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    change { model, now in model.redriveDeadLetters(at: now) }
  }

  // MARK: -

  private func settle<Answer: Sendable>(
    _ receipt: Receipt, _ body: (inout QueueModel, Timestamp) -> Answer
  ) throws(LeaseError) -> Answer {
    let answer = change { model, now in
      model.isLive(receipt, at: now) ? body(&model, now) : nil
    }
    guard let answer else { throw .leaseOver }
    return answer
  }

  private func change<Answer: Sendable>(
    _ body: (inout QueueModel, Timestamp) -> Answer
  ) -> Answer {
    let now = clock.now
    let (answer, past) = state.withLock { state in
      let answer = body(&state.model, now)
      defer { state.change = Latch() }
      return (answer, state.change)
    }
    past.open()
    return answer
  }

  /// Returns after a change, or when time alone makes one.
  private func wait(for change: Latch, until due: Timestamp?) async {
    guard let due else { return await change.wait() }
    try? await change.cancelling { try await self.clock.sleep(until: due) }
  }
}
