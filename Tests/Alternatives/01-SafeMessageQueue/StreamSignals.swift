import Synchronization
import Vocabulary

/// A class with a lock, in which each consumer that waits listens to an `AsyncStream` of signals.
///
/// Different from the reference: no continuation is resumed by hand. A signal says no more than that
/// looking again may pay; a stream that keeps the newest one loses none that comes before the wait.
/// Cancelling the task ends its stream. One child task per wait signals when something falls due.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let shelf: Mutex<Shelf>

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.clock = clock
    shelf = Mutex(Shelf(policy: policy))
  }

  public func enqueue(_ message: Message) {
    change { shelf, _ in shelf.accept(message) }
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    change { shelf, now in shelf.deliver(to: consumer, at: now) }
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try change { shelf, _ throws(LeaseError) in
      _ = try shelf.endLease(receipt)
      shelf.acknowledged += 1
    }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    try change { shelf, now throws(LeaseError) in
      let item = try shelf.endLease(receipt)
      let rest = delay ?? shelf.policy.rest(afterDelivery: item.deliveries)
      shelf.takeBack(item, .nacked, readyAt: now.advanced(by: rest))
      shelf.pass(to: now)
    }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    try change { shelf, now throws(LeaseError) in
      var lease = try shelf.lease(receipt)
      lease.deadline = now.advanced(by: duration)
      shelf.leases[receipt] = lease
      return lease.deadline
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    change { shelf, now in
      let revoked = shelf.leases.filter { $0.value.consumer == consumer }
      for (receipt, lease) in revoked {
        shelf.leases[receipt] = nil
        shelf.takeBack(lease.item, .revoked, readyAt: now)
      }
      shelf.pass(to: now)
      return revoked.count
    }
  }

  public func counts() -> QueueCounts { change { shelf, _ in shelf.counts } }

  public func deadLetters() -> [DeadLetter] { change { shelf, _ in shelf.dead } }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    change { shelf, _ in
      let letters = shelf.dead
      shelf.dead = []
      for letter in letters { shelf.accept(letter.message) }
      return letters.count
    }
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    let (signals, signal) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let ticket = shelf.withLock { $0.addListener(signal) }
    defer { shelf.withLock { $0.listeners[ticket] = nil } }
    while true {
      let (delivery, due) = change { shelf, now in
        (shelf.deliver(to: consumer, at: now), shelf.nextDue)
      }
      if let delivery { return delivery }
      await withTaskGroup { group in
        if let due {
          group.addTask { [clock] in
            if (try? await clock.sleep(until: due)) != nil { signal.yield() }
          }
        }
        for await _ in signals { break }
        group.cancelAll()
      }
      if Task.isCancelled { throw CancellationError() }
    }
  }

  /// Brings the shelf up to date and changes it. If that can matter to those who wait, they hear it.
  private func change<Answer: Sendable, Failure>(
    _ body: (inout Shelf, Timestamp) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try shelf.withLock { shelf throws(Failure) in
      let now = clock.now
      let dueBefore = shelf.nextDue
      shelf.pass(to: now)
      defer { shelf.signal(ifEarlierThan: dueBefore) }
      return try body(&shelf, now)
    }
  }
}

private struct Item {
  let message: Message
  let place: Int
  var deliveries = 0
}

private struct Lease {
  let item: Item
  let consumer: ConsumerID
  var deadline: Timestamp
}

/// All state. Two stacks make the line: `incoming`, newest on top, and `outgoing`, oldest on top.
private struct Shelf: Sendable {
  let policy: QueuePolicy
  var leases: [Receipt: Lease] = [:]
  var dead: [DeadLetter] = []
  var acknowledged = 0
  var listeners: [Int: AsyncStream<Void>.Continuation] = [:]

  private var incoming: [Item] = []
  private var outgoing: [Item] = []
  private var resting: [(item: Item, readyAt: Timestamp)] = []
  private var lastPlace = 0
  private var lastReceipt: UInt64 = 0
  private var lastTicket = 0

  init(policy: QueuePolicy) { self.policy = policy }

  var counts: QueueCounts {
    QueueCounts(
      ready: incoming.count + outgoing.count, delayed: resting.count, leased: leases.count,
      dead: dead.count, acknowledged: acknowledged)
  }

  mutating func accept(_ message: Message) {
    lastPlace += 1
    incoming.append(Item(message: message, place: lastPlace))
  }

  mutating func deliver(to consumer: ConsumerID, at now: Timestamp) -> Delivery? {
    if outgoing.isEmpty {
      outgoing = incoming.reversed()
      incoming = []
    }
    guard var item = outgoing.popLast() else { return nil }
    item.deliveries += 1
    lastReceipt += 1
    let delivery = Delivery(
      message: item.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: item.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
    leases[delivery.receipt] = Lease(item: item, consumer: consumer, deadline: delivery.deadline)
    return delivery
  }

  func lease(_ receipt: Receipt) throws(LeaseError) -> Lease {
    guard let lease = leases[receipt] else { throw .leaseOver }
    return lease
  }

  mutating func endLease(_ receipt: Receipt) throws(LeaseError) -> Item {
    let item = try lease(receipt).item
    leases[receipt] = nil
    return item
  }

  mutating func takeBack(_ item: Item, _ reason: DeadLetter.Reason, readyAt: Timestamp) {
    if item.deliveries >= policy.maxDeliveries {
      dead.append(DeadLetter(message: item.message, deliveries: item.deliveries, reason: reason))
    } else {
      resting.append((item, readyAt))
    }
  }

  /// Ends the leases and the rests that are over.
  mutating func pass(to now: Timestamp) {
    let expired = leases.filter { $0.value.deadline <= now }
    for (receipt, lease) in expired.sorted(by: { $0.value.deadline < $1.value.deadline }) {
      leases[receipt] = nil
      takeBack(lease.item, .expired, readyAt: now)
    }
    let ready = resting.filter { $0.readyAt <= now }.map(\.item)
    guard !ready.isEmpty else { return }
    resting.removeAll { $0.readyAt <= now }
    outgoing = (outgoing + ready).sorted { $0.place > $1.place }
  }

  var nextDue: Timestamp? {
    (leases.values.map(\.deadline) + resting.map(\.readyAt)).min()
  }

  mutating func addListener(_ listener: AsyncStream<Void>.Continuation) -> Int {
    lastTicket += 1
    listeners[lastTicket] = listener
    return lastTicket
  }

  /// Tells all who listen, if a message is ready or something is due before `known`.
  func signal(ifEarlierThan known: Timestamp?) {
    guard !listeners.isEmpty else { return }
    let isReady = !incoming.isEmpty || !outgoing.isEmpty
    let isEarlier = nextDue.map { due in known.map { due < $0 } ?? true } ?? false
    if isReady || isEarlier { listeners.values.forEach { $0.yield() } }
  }
}
