import Vocabulary

/// An actor with one alarm: an unstructured task that is set anew whenever something is due earlier.
///
/// Different from the reference: leases and rests stand in one agenda, sorted by time; consumers that
/// wait do not look after the time themselves, but are handed what the alarm brings back. The alarm
/// ends by itself when nothing is due any more, and holds the queue only while it rings.
public actor SafeMessageQueue: MessageQueue {
  private struct Entry {
    let message: Message
    let place: Int
    var deliveries = 0
  }

  private enum Matter {
    case lease(Receipt)
    case rest(Entry)
  }

  private struct Lease {
    let entry: Entry
    let consumer: ConsumerID
    var deadline: Timestamp
  }

  private struct Waiter {
    let ticket: Int
    let consumer: ConsumerID
    let continuation: CheckedContinuation<Delivery?, Never>
  }

  private let clock: any TimeSource
  private let policy: QueuePolicy

  /// In the order of the line. What comes back goes to the one in front, oldest last.
  private var front: [Entry] = []
  private var back: [Entry] = []
  private var leases: [Receipt: Lease] = [:]
  /// What time will bring; the earliest last.
  private var agenda: [(time: Timestamp, matter: Matter)] = []
  private var resting = 0
  private var dead: [DeadLetter] = []
  private var acknowledged = 0
  private var waiters: [Waiter] = []
  private var alarm: (time: Timestamp, task: Task<Void, Never>)?

  private var lastPlace = 0
  private var lastReceipt: UInt64 = 0
  private var lastTicket = 0

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  deinit { alarm?.task.cancel() }

  // MARK: - Operations

  public func enqueue(_ message: Message) {
    lastPlace += 1
    back.append(Entry(message: message, place: lastPlace))
    settleAccounts()
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    let now = settleAccounts()
    defer { setAlarm() }
    return lease(to: consumer, now)
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    settleAccounts()
    _ = try endLease(receipt)
    acknowledged += 1
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    let now = settleAccounts()
    let entry = try endLease(receipt)
    let rest = delay ?? policy.rest(afterDelivery: entry.deliveries)
    takeBack(entry, .nacked, after: rest, now)
    settleAccounts()
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    let deadline = settleAccounts().advanced(by: duration)
    guard leases[receipt] != nil else { throw .leaseOver }
    strike(receipt)
    leases[receipt]?.deadline = deadline
    note(.lease(receipt), at: deadline)
    settleAccounts()
    return deadline
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    let now = settleAccounts()
    let receipts = leases.filter { $0.value.consumer == consumer }.map(\.key)
    for receipt in receipts.sorted(by: { $0.rawValue < $1.rawValue }) {
      if let entry = try? endLease(receipt) { takeBack(entry, .revoked, after: .zero, now) }
    }
    settleAccounts()
    return receipts.count
  }

  public func counts() -> QueueCounts {
    settleAccounts()
    return QueueCounts(
      ready: front.count + back.count, delayed: resting, leased: leases.count, dead: dead.count,
      acknowledged: acknowledged)
  }

  public func deadLetters() -> [DeadLetter] {
    settleAccounts()
    return dead
  }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    settleAccounts()
    let letters = dead
    dead = []
    for letter in letters { enqueue(letter.message) }
    return letters.count
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    if let delivery = dequeue(for: consumer) { return delivery }
    lastTicket += 1
    let ticket = lastTicket
    let delivery = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Delivery?, Never>) in
        if Task.isCancelled {
          continuation.resume(returning: nil)
        } else {
          waiters.append(Waiter(ticket: ticket, consumer: consumer, continuation: continuation))
        }
      }
    } onCancel: {
      Task { await self.dismiss(ticket) }
    }
    guard let delivery else { throw CancellationError() }
    return delivery
  }

  private func dismiss(_ ticket: Int) {
    guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiters.remove(at: index).continuation.resume(returning: nil)
  }

  // MARK: - The line

  private func lease(to consumer: ConsumerID, _ now: Timestamp) -> Delivery? {
    if front.isEmpty {
      front = back.reversed()
      back = []
    }
    guard var entry = front.popLast() else { return nil }
    entry.deliveries += 1
    lastReceipt += 1
    let delivery = Delivery(
      message: entry.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: entry.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
    leases[delivery.receipt] = Lease(
      entry: entry, consumer: consumer, deadline: delivery.deadline)
    note(.lease(delivery.receipt), at: delivery.deadline)
    return delivery
  }

  private func endLease(_ receipt: Receipt) throws(LeaseError) -> Entry {
    guard leases[receipt] != nil else { throw .leaseOver }
    strike(receipt)
    guard let lease = leases.removeValue(forKey: receipt) else { throw .leaseOver }
    return lease.entry
  }

  private func takeBack(
    _ entry: Entry, _ reason: DeadLetter.Reason, after rest: Duration, _ now: Timestamp
  ) {
    if entry.deliveries >= policy.maxDeliveries {
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else if rest > .zero {
      resting += 1
      note(.rest(entry), at: now.advanced(by: rest))
    } else {
      let index = front.firstIndex { $0.place < entry.place } ?? front.endIndex
      front.insert(entry, at: index)
    }
  }

  // MARK: - Time

  private func note(_ matter: Matter, at time: Timestamp) {
    var (low, high) = (0, agenda.count)
    while low < high {
      let middle = (low + high) / 2
      if agenda[middle].time > time { low = middle + 1 } else { high = middle }
    }
    agenda.insert((time, matter), at: low)
  }

  private func strike(_ receipt: Receipt) {
    agenda.removeAll {
      if case .lease(receipt) = $0.matter { true } else { false }
    }
  }

  /// Takes back what is due, hands out what is ready to those who wait, and sets the alarm.
  @discardableResult
  private func settleAccounts() -> Timestamp {
    let now = clock.now
    while let (time, matter) = agenda.last, time <= now {
      agenda.removeLast()
      switch matter {
      case .lease(let receipt):
        guard let lease = leases.removeValue(forKey: receipt) else { continue }
        takeBack(lease.entry, .expired, after: .zero, now)
      case .rest(let entry):
        resting -= 1
        takeBack(entry, .nacked, after: .zero, now)
      }
    }
    while let waiter = waiters.first, let delivery = lease(to: waiter.consumer, now) {
      waiters.removeFirst()
      waiter.continuation.resume(returning: delivery)
    }
    setAlarm()
    return now
  }

  private func setAlarm() {
    guard let next = agenda.last?.time else { return }
    if let alarm, alarm.time <= next { return }
    alarm?.task.cancel()
    let task = Task { [clock, weak self] in
      // Cancelled: another alarm was set in place of this one.
      guard (try? await clock.sleep(until: next)) != nil else { return }
      await self?.alarmRings(next)
    }
    alarm = (next, task)
  }

  private func alarmRings(_ time: Timestamp) {
    if alarm?.time == time { alarm = nil }
    settleAccounts()
  }
}
