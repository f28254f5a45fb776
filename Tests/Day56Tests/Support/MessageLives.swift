import Vocabulary

/// The life of each message, as far as it can be known from outside, and the laws it obeys.
///
/// Each method that takes note of an answer returns the law that it breaks, or nil. A lease that
/// somebody is just about to end may be over already: nothing is said against it.
struct MessageLives: Sendable {
  private struct Life {
    var deliveries = 0
    var lease: Lease?
    var isAcknowledged = false
    var restsUntil: Timestamp?
  }

  private struct Lease {
    let receipt: Receipt
    let consumer: ConsumerID
    var deadline: Timestamp
    var isSettled = false
    var isRevoked = false
    /// Calls about it that have not returned.
    var callsUnderWay = 0

    func isSurelyLive(at now: Timestamp) -> Bool {
      !isSettled && !isRevoked && callsUnderWay == 0 && now < deadline
    }
  }

  /// What was known of a lease when a call about it was made.
  struct Claim: Sendable {
    let receipt: Receipt
    let mayBeLive: Bool
    let isSurelyLive: Bool
  }

  private let policy: QueuePolicy
  private var lives: [MessageID: Life] = [:]
  private var handedOut: [Receipt: (message: MessageID, consumer: ConsumerID)] = [:]
  private var takes: [Take: ConsumerID] = [:]
  private var blurredTakes: Set<Take> = []
  private var lastTake = 0
  private(set) var accepted = Tally()
  private(set) var acknowledged = Tally()

  /// How often something was asked for, and how often it is known to have been done.
  struct Tally: Sendable {
    var called = 0
    var done = 0
  }

  init(policy: QueuePolicy) { self.policy = policy }

  // MARK: Coming in and going out

  mutating func enqueueCalled(_ id: MessageID) {
    accepted.called += 1
    lives[id] = Life()
  }

  mutating func enqueueReturned() { accepted.done += 1 }

  /// A consumer's call for a message that has not returned.
  struct Take: Hashable, Sendable {
    fileprivate let number: Int
    fileprivate let called: Timestamp
  }

  mutating func takeCalled(by consumer: ConsumerID, at now: Timestamp) -> Take {
    lastTake += 1
    let take = Take(number: lastTake, called: now)
    takes[take] = consumer
    return take
  }

  mutating func takeReturned(
    _ take: Take, _ delivery: Delivery?, to consumer: ConsumerID, at now: Timestamp
  ) -> String? {
    takes[take] = nil
    let isBlurred = blurredTakes.remove(take) != nil
    guard let delivery else { return nil }
    let id = delivery.message.id
    guard var life = lives[id] else { return "A message comes out that nobody put in: \(id)." }
    defer { handedOut[delivery.receipt] = (id, consumer) }
    // It may have been revoked on its way here, and delivered to somebody else since.
    if isBlurred && delivery.number <= life.deliveries { return nil }
    let broken = lawBroken(by: delivery, to: consumer, life, take.called, now)
    life.deliveries = delivery.number
    life.restsUntil = nil
    life.lease = Lease(
      receipt: delivery.receipt, consumer: consumer, deadline: delivery.deadline,
      isRevoked: isBlurred)
    lives[id] = life
    return broken
  }

  private func lawBroken(
    by delivery: Delivery, to consumer: ConsumerID, _ life: Life, _ called: Timestamp,
    _ now: Timestamp
  ) -> String? {
    let id = delivery.message.id
    let unseen = blurredTakes.count
    if life.isAcknowledged {
      return "An acknowledged message is never delivered again: \(id) was."
    }
    if let lease = life.lease, lease.isSurelyLive(at: now) {
      return "A message has at most one live lease: \(id) is still held by \(lease.consumer) "
        + "until \(lease.deadline.told)."
    }
    if !(life.deliveries + 1...life.deliveries + 1 + unseen).contains(delivery.number) {
      return "Deliveries are counted one by one: the next of \(id) is delivery "
        + "\(life.deliveries + 1), but it comes as delivery \(delivery.number)."
    }
    if delivery.number > policy.maxDeliveries {
      return "A message is delivered at most \(policy.maxDeliveries) times here: "
        + "\(id) comes as delivery \(delivery.number)."
    }
    if handedOut[delivery.receipt] != nil {
      return "Every delivery has a receipt of its own: \(id) comes with one that was used before."
    }
    if let rest = life.restsUntil, now < rest {
      return "A message that was given back rests: \(id) comes before \(rest.told)."
    }
    if delivery.consumer != consumer {
      return "A delivery names its consumer: \(consumer) got one that names \(delivery.consumer)."
    }
    let timeout = policy.visibilityTimeout
    let deadlines = called.advanced(by: timeout)...now.advanced(by: timeout)
    if !deadlines.contains(delivery.deadline) {
      return "A lease lasts \(timeout.told) from its delivery: that of \(id) ends at "
        + "\(delivery.deadline.told), not at \(deadlines.lowerBound.told)."
    }
    return nil
  }

  // MARK: Settling

  mutating func settleCalled(_ receipt: Receipt, at now: Timestamp) -> Claim {
    guard let id = handedOut[receipt]?.message, let lease = lives[id]?.lease,
      lease.receipt == receipt
    else {
      return Claim(receipt: receipt, mayBeLive: false, isSurelyLive: false)
    }
    lives[id]?.lease?.callsUnderWay += 1
    return Claim(
      receipt: receipt, mayBeLive: !lease.isSettled && now < lease.deadline,
      isSurelyLive: lease.isSurelyLive(at: now))
  }

  /// What a call on a lease came to.
  enum Settlement: Sendable {
    case acknowledged
    case nacked(restsUntil: Timestamp)
    case extended(until: Timestamp)
    case refused
  }

  mutating func settleReturned(
    _ claim: Claim, _ settlement: Settlement, at now: Timestamp
  ) -> String? {
    guard let id = handedOut[claim.receipt]?.message, var life = lives[id] else {
      if case .refused = settlement { return nil }
      return "A receipt that was never handed out settles nothing."
    }
    let isCurrent = life.lease?.receipt == claim.receipt
    if isCurrent { life.lease?.callsUnderWay -= 1 }
    defer { lives[id] = life }
    if case .refused = settlement {
      let isSurelyLive =
        claim.isSurelyLive && isCurrent && (life.lease?.isSurelyLive(at: now) ?? false)
      return isSurelyLive ? "The receipt of a live lease is good: that of \(id) was refused." : nil
    }
    guard claim.mayBeLive else {
      return "A receipt is worth nothing once its lease is over: one of \(id) was still accepted."
    }
    switch settlement {
    case .acknowledged:
      life.isAcknowledged = true
      acknowledged.done += 1
      if !isCurrent { return "An acknowledged message is never delivered again: \(id) was." }
    case .nacked(let rest): if isCurrent { life.restsUntil = rest }
    case .extended(let deadline): if isCurrent { life.lease?.deadline = deadline }
    case .refused: break
    }
    if case .extended = settlement { return nil }
    if isCurrent { life.lease?.isSettled = true }
    return nil
  }

  mutating func acknowledgeCalled() { acknowledged.called += 1 }

  /// The end of a nacked delivery's rest, if the nack took effect at `now`.
  func rest(after receipt: Receipt, _ delay: Duration?, at now: Timestamp) -> Timestamp {
    let deliveries = handedOut[receipt].flatMap { lives[$0.message]?.deliveries } ?? 0
    return now.advanced(by: delay ?? policy.rest(afterDelivery: deliveries))
  }

  // MARK: From above

  mutating func revokeCalled(of consumer: ConsumerID) {
    for id in lives.keys where lives[id]?.lease?.consumer == consumer {
      lives[id]?.lease?.isRevoked = true
    }
    for (take, taker) in takes where taker == consumer { blurredTakes.insert(take) }
  }

  mutating func redriveCalled(_ ids: [MessageID]) {
    for id in ids { lives[id]?.deliveries = 0 }
  }

  /// Who was given a receipt, and for which message.
  func holder(of receipt: Receipt) -> (message: MessageID, consumer: ConsumerID)? {
    handedOut[receipt]
  }
}
