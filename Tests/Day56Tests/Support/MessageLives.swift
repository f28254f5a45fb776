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
    var mayHaveBeenRedriven = false
    /// In which order it was last delivered and revoked is not known: nothing can be said against
    /// what happens until its next delivery.
    var isUnclear = false
  }

  private struct Lease {
    let receipt: Receipt
    let consumer: ConsumerID
    let delivery: Int
    /// When it ends. Of several extensions at once, any may have been the last.
    var ends: ClosedRange<Timestamp>
    var isOver = false
    var mayBeRevoked = false
    /// Calls about it that have not returned, and may have an effect.
    private var callsUnderWay = 0
    private var wasExtendedMeanwhile = false

    init(_ delivery: Delivery, to consumer: ConsumerID, mayBeRevoked: Bool) {
      receipt = delivery.receipt
      self.consumer = consumer
      self.delivery = delivery.number
      ends = delivery.deadline...delivery.deadline
      self.mayBeRevoked = mayBeRevoked
    }

    func isSurelyLive(at now: Timestamp) -> Bool {
      !isOver && !mayBeRevoked && callsUnderWay == 0 && now < ends.lowerBound
    }

    func mayBeLive(at now: Timestamp) -> Bool { !isOver && now < ends.upperBound }

    mutating func callBegins() {
      if callsUnderWay == 0 { wasExtendedMeanwhile = false }
      callsUnderWay += 1
    }

    mutating func callEnds() { callsUnderWay -= 1 }

    mutating func extend(until deadline: Timestamp) {
      ends =
        wasExtendedMeanwhile
        ? min(ends.lowerBound, deadline)...max(ends.upperBound, deadline) : deadline...deadline
      wasExtendedMeanwhile = true
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
  /// Those whose delivery may have been revoked on its way.
  private var blurredTakes: Set<Take> = []
  private var lastTake = 0
  private var revocationsUnderWay: [Revocation] = []
  private var lastRevoked = Timestamp.start
  private var redrivesUnderWay = 0
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
    if revocationsUnderWay.contains(where: { $0.consumer == consumer }) {
      blurredTakes.insert(take)
    }
    return take
  }

  mutating func takeReturned(
    _ take: Take, _ delivery: Delivery?, to consumer: ConsumerID, at now: Timestamp
  ) -> String? {
    takes[take] = nil
    // A delivery is seen at the time at which it was made: by now those that were revoked are all seen.
    if revocationsUnderWay.isEmpty && lastRevoked < now { blurredTakes = [] }
    let mayBeRevoked = blurredTakes.contains(take)
    let isClear = blurredTakes.isEmpty
    blurredTakes.remove(take)
    guard let delivery else { return nil }
    let id = delivery.message.id
    guard var life = lives[id] else { return "A message comes out that nobody put in: \(id)." }
    defer {
      handedOut[delivery.receipt] = (id, consumer)
      life.isUnclear = !isClear
      life.deliveries = delivery.number
      life.restsUntil = nil
      life.mayHaveBeenRedriven = false
      life.lease = Lease(delivery, to: consumer, mayBeRevoked: mayBeRevoked)
      lives[id] = life
    }
    return isClear ? lawBroken(by: delivery, to: consumer, life, take.called, now) : nil
  }

  private func lawBroken(
    by delivery: Delivery, to consumer: ConsumerID, _ life: Life, _ called: Timestamp,
    _ now: Timestamp
  ) -> String? {
    let id = delivery.message.id
    if life.isAcknowledged {
      return "An acknowledged message is never delivered again: \(id) was."
    }
    if let lease = life.lease, lease.isSurelyLive(at: now) {
      return "A message has at most one live lease: \(id) is still held by \(lease.consumer) "
        + "until \(lease.ends.lowerBound.told)."
    }
    if !life.isUnclear && delivery.number != life.deliveries + 1
      && !isFirstOfRedriven(delivery, life)
    {
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

  private func isFirstOfRedriven(_ delivery: Delivery, _ life: Life) -> Bool {
    delivery.number == 1 && life.deliveries >= policy.maxDeliveries
      && (life.mayHaveBeenRedriven || redrivesUnderWay > 0)
  }

  // MARK: Settling

  mutating func settleCalled(_ receipt: Receipt, at now: Timestamp) -> Claim {
    guard let id = handedOut[receipt]?.message, let life = lives[id], let lease = life.lease,
      lease.receipt == receipt || life.isUnclear
    else {
      return Claim(receipt: receipt, mayBeLive: false, isSurelyLive: false)
    }
    let claim = Claim(
      receipt: receipt, mayBeLive: life.isUnclear || lease.mayBeLive(at: now),
      isSurelyLive: !life.isUnclear && lease.isSurelyLive(at: now))
    if claim.mayBeLive && lease.receipt == receipt { lives[id]?.lease?.callBegins() }
    return claim
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
    if isCurrent && claim.mayBeLive { life.lease?.callEnds() }
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
      if isCurrent { life.lease?.isOver = true }
      if !isCurrent && !life.isUnclear {
        return "An acknowledged message is never delivered again: \(id) was."
      }
    case .nacked(let rest):
      guard isCurrent, let lease = life.lease else { break }
      life.lease?.isOver = true
      // A dead message does not rest: it is redriven at any time.
      if lease.delivery < policy.maxDeliveries { life.restsUntil = rest }
    case .extended(let deadline):
      if isCurrent { life.lease?.extend(until: deadline) }
    case .refused: break
    }
    return nil
  }

  mutating func acknowledgeCalled() { acknowledged.called += 1 }

  /// The end of a nacked delivery's rest, if the nack took effect at `now`.
  func rest(after receipt: Receipt, _ delay: Duration?, at now: Timestamp) -> Timestamp {
    let deliveries = handedOut[receipt].flatMap { lives[$0.message]?.deliveries } ?? 0
    return now.advanced(by: delay ?? policy.rest(afterDelivery: deliveries))
  }

  // MARK: From above

  /// A call that takes back what a consumer holds.
  struct Revocation: Equatable, Sendable {
    fileprivate let consumer: ConsumerID
    /// What the consumer was known to hold when it was called.
    fileprivate let leases: [MessageID: Receipt]
  }

  mutating func revokeCalled(of consumer: ConsumerID) -> Revocation {
    var leases: [MessageID: Receipt] = [:]
    for (id, life) in lives where life.lease?.consumer == consumer {
      leases[id] = life.lease?.receipt
      lives[id]?.lease?.mayBeRevoked = true
    }
    for (take, taker) in takes where taker == consumer { blurredTakes.insert(take) }
    let revocation = Revocation(consumer: consumer, leases: leases)
    revocationsUnderWay.append(revocation)
    return revocation
  }

  mutating func revokeReturned(_ revocation: Revocation, at now: Timestamp) {
    for (id, receipt) in revocation.leases where lives[id]?.lease?.receipt == receipt {
      lives[id]?.lease?.isOver = true
    }
    if let index = revocationsUnderWay.firstIndex(of: revocation) {
      revocationsUnderWay.remove(at: index)
    }
    lastRevoked = max(lastRevoked, now)
  }

  mutating func redriveCalled() { redrivesUnderWay += 1 }

  mutating func redriveReturned() {
    redrivesUnderWay -= 1
    for (id, life) in lives where life.deliveries >= policy.maxDeliveries {
      lives[id]?.mayHaveBeenRedriven = true
    }
  }

  /// Who was given a receipt, and for which message.
  func holder(of receipt: Receipt) -> (message: MessageID, consumer: ConsumerID)? {
    handedOut[receipt]
  }
}
