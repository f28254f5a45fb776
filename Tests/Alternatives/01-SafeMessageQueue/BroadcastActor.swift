import Vocabulary

/// An actor with dictionaries, in which every change wakes all who wait, and each looks again.
///
/// Different from the reference: no lock, no container of its own, and nothing is handed over.
/// Changes are numbered, and who waits names the last one it knows of, so that none falls between
/// looking and waiting. A wait that was cancelled before it began ends even if a message is ready.
public actor SafeMessageQueue: MessageQueue {
  private struct Entry {
    let message: Message
    var deliveries = 0
  }

  private struct Lease {
    let place: Int
    let consumer: ConsumerID
    var deadline: Timestamp
  }

  private let clock: any TimeSource
  private let policy: QueuePolicy

  /// All that are neither dead nor acknowledged, by their place in the line.
  private var entries: [Int: Entry] = [:]
  /// The places that were never delivered: from here to `lastPlace`.
  private var firstFresh = 1
  private var lastPlace = 0
  /// Ready again; the oldest is the last.
  private var returned: [Int] = []
  private var resting: [Int: Timestamp] = [:]
  private var leases: [Receipt: Lease] = [:]
  private var lastReceipt: UInt64 = 0
  private var dead: [DeadLetter] = []
  private var acknowledged = 0

  private var changes = 0
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private var lastTicket = 0

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func enqueue(_ message: Message) {
    lastPlace += 1
    entries[lastPlace] = Entry(message: message)
    announceChange()
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    let now = reclaimWhatIsDue()
    guard let place = nextPlace(), var entry = entries[place] else { return nil }
    entry.deliveries += 1
    entries[place] = entry
    lastReceipt += 1
    let delivery = Delivery(
      message: entry.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: entry.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
    leases[delivery.receipt] = Lease(
      place: place, consumer: consumer, deadline: delivery.deadline)
    announceChange()
    return delivery
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    reclaimWhatIsDue()
    let lease = try endLease(receipt)
    entries[lease.place] = nil
    acknowledged += 1
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    let now = reclaimWhatIsDue()
    let lease = try endLease(receipt)
    let deliveries = entries[lease.place]?.deliveries ?? 0
    let rest = delay ?? policy.rest(afterDelivery: deliveries)
    takeBack(lease.place, .nacked, readyAt: now.advanced(by: rest), now)
    announceChange()
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    let deadline = reclaimWhatIsDue().advanced(by: duration)
    guard leases[receipt] != nil else { throw .leaseOver }
    leases[receipt]?.deadline = deadline
    announceChange()
    return deadline
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    let now = reclaimWhatIsDue()
    let revoked = leases.filter { $0.value.consumer == consumer }
    for (receipt, lease) in revoked {
      leases[receipt] = nil
      takeBack(lease.place, .revoked, readyAt: now, now)
    }
    announceChange()
    return revoked.count
  }

  public func counts() -> QueueCounts {
    reclaimWhatIsDue()
    return QueueCounts(
      ready: lastPlace - firstFresh + 1 + returned.count, delayed: resting.count,
      leased: leases.count, dead: dead.count, acknowledged: acknowledged)
  }

  public func deadLetters() -> [DeadLetter] {
    reclaimWhatIsDue()
    return dead
  }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    reclaimWhatIsDue()
    let letters = dead
    dead = []
    for letter in letters { enqueue(letter.message) }
    return letters.count
  }

  // MARK: - The line

  private func nextPlace() -> Int? {
    if let oldest = returned.popLast() { return oldest }
    guard firstFresh <= lastPlace else { return nil }
    defer { firstFresh += 1 }
    return firstFresh
  }

  private func endLease(_ receipt: Receipt) throws(LeaseError) -> Lease {
    guard let lease = leases.removeValue(forKey: receipt) else { throw .leaseOver }
    return lease
  }

  private func takeBack(
    _ place: Int, _ reason: DeadLetter.Reason, readyAt: Timestamp, _ now: Timestamp
  ) {
    guard let entry = entries[place] else { return }
    if entry.deliveries >= policy.maxDeliveries {
      entries[place] = nil
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else if readyAt > now {
      resting[place] = readyAt
    } else {
      let index = returned.firstIndex { $0 < place } ?? returned.endIndex
      returned.insert(place, at: index)
    }
  }

  @discardableResult
  private func reclaimWhatIsDue() -> Timestamp {
    let now = clock.now
    let expired = leases.filter { $0.value.deadline <= now }
    for (receipt, lease) in expired.sorted(by: { $0.value.deadline < $1.value.deadline }) {
      leases[receipt] = nil
      takeBack(lease.place, .expired, readyAt: now, now)
    }
    let rested = resting.filter { $0.value <= now }
    for place in rested.keys {
      resting[place] = nil
      takeBack(place, .nacked, readyAt: now, now)
    }
    if !expired.isEmpty || !rested.isEmpty { announceChange() }
    return now
  }

  // MARK: - Waiting

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while !Task.isCancelled {
      if let delivery = dequeue(for: consumer) { return delivery }
      await change(after: changes, orUntil: nextDue)
    }
    throw CancellationError()
  }

  private var nextDue: Timestamp? {
    [leases.values.map(\.deadline).min(), resting.values.min()].compactMap(\.self).min()
  }

  private func change(after known: Int, orUntil alarm: Timestamp?) async {
    await withTaskGroup { group in
      group.addTask { await self.change(after: known) }
      if let alarm { group.addTask { try? await self.clock.sleep(until: alarm) } }
      await group.next()
      group.cancelAll()
    }
  }

  private func change(after known: Int) async {
    lastTicket += 1
    let ticket = lastTicket
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if changes != known || Task.isCancelled {
          continuation.resume()
        } else {
          waiting[ticket] = continuation
        }
      }
    } onCancel: {
      // The handler is not on the actor. If this task comes before the wait, the wait sees the flag.
      Task { await self.stopWaiting(ticket) }
    }
  }

  private func stopWaiting(_ ticket: Int) {
    waiting.removeValue(forKey: ticket)?.resume()
  }

  private func announceChange() {
    changes += 1
    for continuation in waiting.values { continuation.resume() }
    waiting = [:]
  }
}
