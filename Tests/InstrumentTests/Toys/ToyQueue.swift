import Instruments
import Vocabulary

/// A queue that answers as the model does, except for its fault.
actor ToyQueue: MessageQueue {
  private let clock: any TimeSource
  private let fault: Fault?
  private var model: QueueModel
  private var enqueued = 0
  private var lastReceipt: UInt64 = 0
  private var receipts: [MessageID: Receipt] = [:]

  init(policy: QueuePolicy, clock: any TimeSource, fault: Fault? = nil) throws {
    self.clock = clock
    self.fault = fault
    let limit = fault == .deliversTooOften ? policy.maxDeliveries + 1 : policy.maxDeliveries
    model = QueueModel(
      policy: try QueuePolicy(
        visibilityTimeout: policy.visibilityTimeout, maxDeliveries: limit, backoff: policy.backoff))
  }

  func enqueue(_ message: Message) {
    enqueued += 1
    if fault == .losesMessages && enqueued == 3 { return }
    model.enqueue(message)
  }

  func dequeue(for consumer: ConsumerID) -> Delivery? {
    guard let next = model.nextDelivery(at: clock.now) else {
      return fault == .inventsMessages ? invention(for: consumer) : nil
    }
    let receipt = newReceipt(for: next.message.id)
    model.lease(to: consumer, under: receipt, at: clock.now)
    // The lease is given up at once, though nobody is told.
    if fault == .leasesToTwo { model.nack(receipt, delay: .zero, at: clock.now) }
    let isMiscounted = fault == .skipsANumber && next.number > 1
    return Delivery(
      message: next.message, receipt: receipt,
      consumer: fault == .namesAnotherConsumer ? "nobody" : consumer,
      number: isMiscounted ? next.number + 1 : next.number,
      deadline: fault == .leasesTooLong
        ? next.deadline.advanced(by: .nanoseconds(1)) : next.deadline)
  }

  func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      if Task.isCancelled { throw CancellationError() }
      if let delivery = dequeue(for: consumer) { return delivery }
      if fault == .givesUpWaiting { throw CancellationError() }
      try? await clock.sleep(for: .seconds(1))
    }
  }

  func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    guard try settles(receipt) else { return }
    if fault == .forgetsAcknowledgements {
      model.nack(receipt, delay: .zero, at: clock.now)
    } else {
      model.acknowledge(receipt, at: clock.now)
    }
  }

  func nack(_ receipt: Receipt, delay: Duration?) throws(LeaseError) {
    guard try settles(receipt) else { return }
    model.nack(receipt, delay: fault == .ignoresRests ? .zero : delay, at: clock.now)
  }

  func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    let deadline = clock.now.advanced(by: duration)
    guard try settles(receipt) else { return deadline }
    model.extend(receipt, by: duration, at: clock.now)
    return deadline
  }

  func revokeLeases(of consumer: ConsumerID) -> Int {
    if fault == .revokesNothing { return 0 }
    return model.revokeLeases(of: consumer, at: clock.now)
  }

  func counts() -> QueueCounts {
    var counts = model.counts(at: clock.now)
    if fault == .forgetsTheDead { counts.dead = 0 }
    if fault == .countsAcknowledgedAsReady {
      counts.ready += counts.acknowledged
      counts.acknowledged = 0
    }
    return counts
  }

  func deadLetters() -> [DeadLetter] { model.deadLetters(at: clock.now) }

  func redriveDeadLetters() -> Int { model.redriveDeadLetters(at: clock.now) }

  // MARK: -

  /// Whether the receipt is good; false if it is not, but is let pass all the same.
  private func settles(_ receipt: Receipt) throws(LeaseError) -> Bool {
    if model.isLive(receipt, at: clock.now) {
      if fault == .refusesGoodReceipts && receipt.rawValue > 2 { throw .leaseOver }
      return true
    }
    let wasHandedOut = (1...max(lastReceipt, 1)).contains(receipt.rawValue)
    switch fault {
    case .acceptsOldReceipts, .leasesToTwo: if wasHandedOut { return false }
    case .acceptsAnyReceipt: if !wasHandedOut { return false }
    default: break
    }
    throw .leaseOver
  }

  private func newReceipt(for id: MessageID) -> Receipt {
    if fault == .reusesReceipts, let old = receipts[id] { return old }
    lastReceipt += 1
    receipts[id] = Receipt(rawValue: lastReceipt)
    return Receipt(rawValue: lastReceipt)
  }

  private func invention(for consumer: ConsumerID) -> Delivery {
    Delivery(
      message: Message(id: "a dream"), receipt: newReceipt(for: "a dream"), consumer: consumer,
      number: 1, deadline: clock.now.advanced(by: .seconds(10)))
  }
}
