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
    let calls = ledger.withLock { ledger in
      ledger.accept(message)
      return ledger.nobodyWaits ? [] : ledger.calls(at: clock.now)
    }
    for call in calls { call.waiter.continuation.resume(returning: call.wakeUp) }
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
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) throws(LeaseError) -> Timestamp {
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
    let (answer, calls) = ledger.withLock { ledger in
      let now = clock.now
      ledger.takeBackWhatIsDue(at: now)
      let answer = Result { () throws(Failure) in try decide(&ledger, now) }
      return (answer, ledger.calls(at: now))
    }
    for call in calls { call.waiter.continuation.resume(returning: call.wakeUp) }
    return try answer.get()
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
  struct Entry {
    let message: Message
    let place: Int
    var deliveries = 0
  }

  struct Lease {
    let entry: Entry
    let consumer: ConsumerID
    var deadline: Timestamp
  }

  let policy: QueuePolicy

  private var fresh = Ring<Entry>()
  private var returned = Heap<Int, Entry>()
  private var delayed = Heap<Timestamp, Entry>()
  private var leases: [Receipt: Lease] = [:]
  private(set) var dead: [DeadLetter] = []
  private var acknowledged = 0

  /// When leases end. One that was settled or extended leaves a stale entry behind.
  private var endings = Heap<Timestamp, Receipt>()
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
    let receipt = Receipt(rawValue: lastReceipt)
    let deadline = now.advanced(by: policy.visibilityTimeout)
    leases[receipt] = Lease(entry: entry, consumer: consumer, deadline: deadline)
    note(receipt, endsAt: deadline)
    return Delivery(
      message: entry.message, receipt: receipt, consumer: consumer, number: entry.deliveries,
      deadline: deadline)
  }

  mutating func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    guard leases.removeValue(forKey: receipt) != nil else { throw .leaseOver }
    acknowledged += 1
  }

  mutating func giveBack(
    _ receipt: Receipt, after delay: Duration?, at now: Timestamp
  ) throws(LeaseError) {
    guard let entry = leases.removeValue(forKey: receipt)?.entry else { throw .leaseOver }
    let rest = delay ?? policy.rest(afterDelivery: entry.deliveries)
    takeBack(entry, because: .nacked, readyAt: rest > .zero ? now.advanced(by: rest) : nil)
  }

  mutating func extend(
    _ receipt: Receipt, until deadline: Timestamp
  ) throws(LeaseError) -> Timestamp {
    guard leases[receipt] != nil else { throw .leaseOver }
    leases[receipt]?.deadline = deadline
    note(receipt, endsAt: deadline)
    return deadline
  }

  mutating func revokeLeases(of consumer: ConsumerID) -> Int {
    let receipts = leases.filter { $0.value.consumer == consumer }.keys
    for receipt in receipts.sorted(by: { $0.rawValue < $1.rawValue }) {
      guard let lease = leases.removeValue(forKey: receipt) else { continue }
      takeBack(lease.entry, because: .revoked)
    }
    return receipts.count
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
      let letter = DeadLetter(
        message: entry.message, deliveries: entry.deliveries, reason: reason)
      dead.append(letter)
    } else if let readyAt {
      delayed.insert(entry, at: readyAt)
    } else {
      returned.insert(entry, at: entry.place)
    }
  }

  // MARK: Time

  mutating func takeBackWhatIsDue(at now: Timestamp) {
    while let (end, receipt) = endings.first, end <= now {
      endings.popFirst()
      guard leases[receipt]?.deadline == end, let lease = leases.removeValue(forKey: receipt)
      else { continue }
      takeBack(lease.entry, because: .expired)
    }
    while let due = delayed.firstKey, due <= now, let entry = delayed.popFirst() {
      returned.insert(entry, at: entry.place)
    }
  }

  /// When the next lease ends, with stale endings cleared away.
  private var nextEnding: Timestamp? {
    mutating get {
      while let (end, receipt) = endings.first {
        if leases[receipt]?.deadline == end { return end }
        endings.popFirst()
      }
      return nil
    }
  }

  private var nextDue: Timestamp? {
    mutating get { [nextEnding, delayed.firstKey].compactMap(\.self).min() }
  }

  private mutating func note(_ receipt: Receipt, endsAt deadline: Timestamp) {
    endings.insert(receipt, at: deadline)
    // Of what is kept, about half is of use: memory follows the leases, not the traffic.
    if endings.count > 2 * leases.count + 64 {
      endings.keep { end, receipt in leases[receipt]?.deadline == end }
    }
  }

  // MARK: The line

  mutating func drawTicket() -> (ticket: Int, alarm: Timestamp?) {
    lastTicket += 1
    return (lastTicket, nextDue)
  }

  var nobodyWaits: Bool { line.isEmpty }

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

// MARK: - Containers

/// First in, first out, in constant time.
private struct Ring<Element: Sendable>: Sendable {
  private var slots: [Element?] = Array(repeating: nil, count: 16)
  private var head = 0
  private(set) var count = 0

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[(head + count) & (slots.count - 1)] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    defer {
      head = (head + 1) & (slots.count - 1)
      count -= 1
    }
    return slots[head].take()
  }

  private mutating func grow() {
    slots = Array(slots[head...] + slots[..<head]) + Array(repeating: nil, count: slots.count)
    head = 0
  }
}

/// The element with the lowest key first: O(log n) in and out, O(1) in for a key above all others.
private struct Heap<Key: Comparable & Sendable, Element: Sendable>: Sendable {
  private var nodes: [(key: Key, element: Element)] = []

  var count: Int { nodes.count }
  var first: (key: Key, element: Element)? { nodes.first }
  var firstKey: Key? { nodes.first?.key }

  mutating func insert(_ element: Element, at key: Key) {
    var child = nodes.count
    nodes.append((key, element))
    while child > 0, nodes[child].key < nodes[(child - 1) / 2].key {
      nodes.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  @discardableResult
  mutating func popFirst() -> Element? {
    guard let last = nodes.indices.last else { return nil }
    nodes.swapAt(0, last)
    let first = nodes.removeLast()
    var parent = 0
    while let child = [2 * parent + 1, 2 * parent + 2].filter({ $0 < nodes.count })
      .min(by: { nodes[$0].key < nodes[$1].key }), nodes[child].key < nodes[parent].key
    {
      nodes.swapAt(parent, child)
      parent = child
    }
    return first.element
  }

  mutating func keep(where isKept: (Key, Element) -> Bool) {
    nodes.removeAll { !isKept($0.key, $0.element) }
    nodes.sort { $0.key < $1.key }
  }
}
