import Synchronization
import Vocabulary

/// Hands each message to one consumer at a time, and takes it back from one that goes silent.
///
/// ```swift
/// let queue = SafeMessageQueue()
/// queue.enqueue(Message(id: "order-1", body: "two pizzas"))
/// let delivery = try await queue.nextDelivery(for: "anna")
/// try queue.acknowledge(delivery.receipt)
/// ```
///
/// Nothing runs in the background. Every operation first takes back what is due by the clock, then
/// decides under the lock, and wakes who waits when the lock is free again. A waiting consumer sleeps
/// until the next moment at which time alone can bring it a message.
///
/// Cost: O(1) for a message that is delivered once, whatever the depth; O(log n) for each return.
///
/// Source: seed 003, "Message queue"; visibility time-outs as in Amazon SQS.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let ledger: Mutex<Ledger>

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.clock = clock
    ledger = Mutex(Ledger(policy: policy))
  }

  public func enqueue(_ message: Message) {
    let isAwaited = ledger.withLock { ledger in
      ledger.accept(message)
      return ledger.somebodyWaits
    }
    // As long as nobody waits, it does not matter what the time is.
    if isAwaited { perform { _, _ in } }
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    perform { ledger, now in ledger.deliver(to: consumer, at: now) }
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    if let delivery = dequeue(for: consumer) { return delivery }
    while true {
      switch await waitInLine(for: consumer) {
      case .delivered(let delivery): return delivery
      case .cancelled: throw CancellationError()
      case .lookAgain: continue
      }
    }
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try perform { ledger, _ throws(LeaseError) in try ledger.acknowledge(receipt) }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    try perform { ledger, now throws(LeaseError) in
      try ledger.giveBack(receipt, after: delay, at: now)
    }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    try perform { ledger, now throws(LeaseError) in
      try ledger.extend(receipt, until: now.advanced(by: duration))
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    perform { ledger, _ in ledger.revokeLeases(of: consumer) }
  }

  public func counts() -> QueueCounts {
    perform { ledger, _ in ledger.counts }
  }

  public func deadLetters() -> [DeadLetter] {
    perform { ledger, _ in ledger.dead }
  }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    perform { ledger, _ in ledger.redrive() }
  }

  /// Takes back what is due, decides, and then, with the lock free, wakes those it concerns.
  private func perform<Answer: Sendable, Failure>(
    _ decide: (inout Ledger, Timestamp) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    var calls: [Call] = []
    defer { for call in calls { call.waiter.continuation.resume(returning: call.wakeUp) } }
    return try ledger.withLock { ledger throws(Failure) in
      let now = clock.now
      ledger.takeBackWhatIsDue(at: now)
      defer { calls = ledger.calls(at: now) }
      return try decide(&ledger, now)
    }
  }
}

// MARK: - Waiting

/// What ends a wait.
private enum WakeUp {
  case delivered(Delivery)
  case cancelled
  /// Time alone may bring a message, and nobody is set to wake then: set the alarm anew.
  case lookAgain
}

/// A consumer in the line of those that wait.
private struct Waiter {
  let ticket: Int
  let consumer: ConsumerID
  /// When it wakes by itself; nil if nothing was due when it came.
  let alarm: Timestamp?
  let continuation: CheckedContinuation<WakeUp, Never>
}

/// A waiter that has been taken out of the line, and what to tell it.
private struct Call {
  let waiter: Waiter
  let wakeUp: WakeUp
}

extension SafeMessageQueue {
  /// Stands in line for a message, but no longer than until something falls due.
  private func waitInLine(for consumer: ConsumerID) async -> WakeUp {
    let (ticket, alarm) = perform { ledger, _ in ledger.drawTicket() }
    return await withTaskGroup { group in
      if let alarm {
        group.addTask {
          try? await self.clock.sleep(until: alarm)
          self.perform { ledger, _ in ledger.call(ticket, .lookAgain) }
        }
      }
      let wakeUp = await self.standInLine(ticket, for: consumer, until: alarm)
      group.cancelAll()
      return wakeUp
    }
  }

  /// Whoever takes a waiter out of the line does so under the lock, so it is resumed just once.
  private func standInLine(
    _ ticket: Int, for consumer: ConsumerID, until alarm: Timestamp?
  ) async -> WakeUp {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        perform { ledger, _ in
          ledger.join(
            Waiter(ticket: ticket, consumer: consumer, alarm: alarm, continuation: continuation))
          // A cancellation from before the line was joined found nobody to call.
          if Task.isCancelled { ledger.call(ticket, .cancelled) }
        }
      }
    } onCancel: {
      perform { ledger, _ in ledger.call(ticket, .cancelled) }
    }
  }
}

// MARK: - The ledger

/// Where every message is, and who waits for one. It does nothing but decide, and is told the time.
private struct Ledger: Sendable {
  /// An accepted message. Its place in the line stays the same when it comes back.
  struct Entry: Comparable {
    let message: Message
    let place: Int
    var deliveries = 0

    static func < (one: Entry, other: Entry) -> Bool { one.place < other.place }
  }

  struct Lease {
    let entry: Entry
    let consumer: ConsumerID
    var deadline: Timestamp
  }

  let policy: QueuePolicy

  private var fresh = Ring<Entry>()
  private var returned = Heap<Entry>()
  private var delayed = Heap<Timed<Entry>>()
  /// By the number of their receipt.
  private var leases: [UInt64: Lease] = [:]
  /// When leases end. One that was settled or extended may leave a stale entry behind.
  private var endings = Heap<Timed<UInt64>>()
  private(set) var dead: [DeadLetter] = []
  private var acknowledged = 0

  private var line: [Waiter] = []
  private var called: [Call] = []

  private var lastPlace = 0
  private var lastReceipt: UInt64 = 0
  private var lastTicket = 0

  init(policy: QueuePolicy) { self.policy = policy }

  var counts: QueueCounts {
    QueueCounts(
      ready: fresh.count + returned.count, delayed: delayed.count, leased: leases.count,
      dead: dead.count, acknowledged: acknowledged)
  }

  // MARK: Messages

  mutating func accept(_ message: Message) {
    lastPlace += 1
    fresh.append(Entry(message: message, place: lastPlace))
  }

  mutating func deliver(to consumer: ConsumerID, at now: Timestamp) -> Delivery? {
    // A message that has been out is older than every one that has not.
    guard var entry = returned.popFirst() ?? fresh.popFirst() else { return nil }
    entry.deliveries += 1
    lastReceipt += 1
    let deadline = now.advanced(by: policy.visibilityTimeout)
    leases[lastReceipt] = Lease(entry: entry, consumer: consumer, deadline: deadline)
    note(lastReceipt, endsAt: deadline)
    return Delivery(
      message: entry.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: entry.deliveries, deadline: deadline)
  }

  mutating func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    _ = try endLease(receipt)
    acknowledged += 1
  }

  mutating func giveBack(
    _ receipt: Receipt, after delay: Duration?, at now: Timestamp
  ) throws(LeaseError) {
    let entry = try endLease(receipt)
    let rest = delay ?? policy.rest(afterDelivery: entry.deliveries)
    takeBack(entry, because: .nacked, readyAt: rest > .zero ? now.advanced(by: rest) : nil)
  }

  private mutating func endLease(_ receipt: Receipt) throws(LeaseError) -> Entry {
    guard let lease = leases.removeValue(forKey: receipt.rawValue) else { throw .leaseOver }
    if endings.first?.value == receipt.rawValue { endings.popFirst() }
    return lease.entry
  }

  mutating func extend(_ receipt: Receipt, until end: Timestamp) throws(LeaseError) -> Timestamp {
    guard leases[receipt.rawValue] != nil else { throw .leaseOver }
    leases[receipt.rawValue]?.deadline = end
    note(receipt.rawValue, endsAt: end)
    return end
  }

  mutating func revokeLeases(of consumer: ConsumerID) -> Int {
    let numbers = leases.filter { $0.value.consumer == consumer }.keys.sorted()
    for lease in numbers.compactMap({ leases.removeValue(forKey: $0) }) {
      takeBack(lease.entry, because: .revoked)
    }
    return numbers.count
  }

  mutating func redrive() -> Int {
    let letters = dead
    dead = []
    for letter in letters { accept(letter.message) }
    return letters.count
  }

  /// A delivery came to nothing: the message rests, goes back to its place, or is given up.
  private mutating func takeBack(
    _ entry: Entry, because reason: DeadLetter.Reason, readyAt: Timestamp? = nil
  ) {
    if entry.deliveries >= policy.maxDeliveries {
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else if let readyAt {
      delayed.insert(Timed(entry, at: readyAt))
    } else {
      returned.insert(entry)
    }
  }

  // MARK: Time

  mutating func takeBackWhatIsDue(at now: Timestamp) {
    while let ending = endings.first, ending.time <= now {
      endings.popFirst()
      guard leases[ending.value]?.deadline == ending.time else { continue }
      guard let lease = leases.removeValue(forKey: ending.value) else { continue }
      takeBack(lease.entry, because: .expired)
    }
    while let rested = delayed.first, rested.time <= now {
      delayed.popFirst()
      returned.insert(rested.value)
    }
  }

  /// When the next lease ends, with stale endings cleared away.
  private var nextEnding: Timestamp? {
    mutating get {
      while let ending = endings.first {
        if leases[ending.value]?.deadline == ending.time { return ending.time }
        endings.popFirst()
      }
      return nil
    }
  }

  private var nextDue: Timestamp? {
    mutating get { [nextEnding, delayed.first?.time].compactMap(\.self).min() }
  }

  private mutating func note(_ number: UInt64, endsAt end: Timestamp) {
    endings.insert(Timed(number, at: end))
    // Start anew when most are stale: memory follows the leases, not the traffic.
    if endings.count > 2 * leases.count + 64 {
      endings = Heap()
      for (number, lease) in leases { endings.insert(Timed(number, at: lease.deadline)) }
    }
  }

  // MARK: The line

  mutating func drawTicket() -> (ticket: Int, alarm: Timestamp?) {
    lastTicket += 1
    return (lastTicket, nextDue)
  }

  var somebodyWaits: Bool { !line.isEmpty }

  mutating func join(_ waiter: Waiter) { line.append(waiter) }

  mutating func call(_ ticket: Int, _ wakeUp: WakeUp) {
    guard let index = line.firstIndex(where: { $0.ticket == ticket }) else { return }
    called.append(Call(waiter: line.remove(at: index), wakeUp: wakeUp))
  }

  /// Whom to wake. After it, nobody waits while a message is ready, and the last in line wakes no
  /// later than time alone can bring a message: whoever else leaves, that alarm stays set.
  mutating func calls(at now: Timestamp) -> [Call] {
    if line.isEmpty && called.isEmpty { return [] }
    while let first = line.first, let delivery = deliver(to: first.consumer, at: now) {
      call(first.ticket, .delivered(delivery))
    }
    if let last = line.last, let due = nextDue, last.alarm.map({ due < $0 }) ?? true {
      call(last.ticket, .lookAgain)
    }
    defer { called = [] }
    return called
  }
}
