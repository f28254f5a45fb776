import Synchronization
import Vocabulary

/// Two locks: one for the line, one for the leases.
///
/// Different from the reference: producers and consumers that acknowledge do not stand in each
/// other's way. Who moves a message from one side to the other holds both locks, the line's first, so
/// that a message is never seen in two places or in none. Receipts look random, but never repeat.
/// Who waits listens for a bell, which is a new one for each wait.
public final class SafeMessageQueue: MessageQueue {
  private let policy: QueuePolicy
  private let clock: any TimeSource
  private let line = Mutex(Line())
  private let leases = Mutex(Leases())

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func enqueue(_ message: Message) {
    line.withLock { line in
      line.append(message)
      line.wake()
    }
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    withBothLocks { line, leases, now in
      guard var entry = line.popFirst() else { return nil }
      entry.deliveries += 1
      let delivery = Delivery(
        message: entry.message, receipt: leases.newReceipt(), consumer: consumer,
        number: entry.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
      leases.live[delivery.receipt] = Lease(
        entry: entry, consumer: consumer, deadline: delivery.deadline)
      return delivery
    }
  }

  /// Needs no place in the line, hence no more than the leases' lock.
  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try leases.withLock { leases throws(LeaseError) in
      _ = try leases.end(receipt, at: clock.now)
      leases.acknowledged += 1
    }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    try withBothLocks { line, leases, now throws(LeaseError) in
      let entry = try leases.end(receipt, at: now)
      let rest = delay ?? policy.rest(afterDelivery: entry.deliveries)
      takeBack(entry, .nacked, into: &line, readyAt: now.advanced(by: rest), now)
    }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    // Both locks, because who waits in line may have to wake earlier.
    try withBothLocks { _, leases, now throws(LeaseError) in
      let deadline = now.advanced(by: duration)
      guard leases.live[receipt] != nil else { throw .leaseOver }
      leases.live[receipt]?.deadline = deadline
      return deadline
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    withBothLocks { line, leases, now in
      let revoked = leases.live.filter { $0.value.consumer == consumer }
      for (receipt, lease) in revoked {
        leases.live[receipt] = nil
        takeBack(lease.entry, .revoked, into: &line, readyAt: now, now)
      }
      return revoked.count
    }
  }

  public func counts() -> QueueCounts {
    withBothLocks { line, leases, _ in
      QueueCounts(
        ready: line.readyCount, delayed: line.resting.count, leased: leases.live.count,
        dead: line.dead.count, acknowledged: leases.acknowledged)
    }
  }

  public func deadLetters() -> [DeadLetter] { withBothLocks { line, _, _ in line.dead } }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    withBothLocks { line, _, _ in
      let letters = line.dead
      line.dead = []
      for letter in letters { line.append(letter.message) }
      return letters.count
    }
  }

  /// Takes both locks, always in this order, and first brings both sides up to date.
  private func withBothLocks<Answer: Sendable, Failure>(
    _ body: (inout Line, inout Leases, Timestamp) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try line.withLock { line throws(Failure) in
      try leases.withLock { leases throws(Failure) in
        let now = clock.now
        let expired = leases.live.filter { $0.value.deadline <= now }
        for (receipt, lease) in expired.sorted(by: { $0.value.deadline < $1.value.deadline }) {
          leases.live[receipt] = nil
          takeBack(lease.entry, .expired, into: &line, readyAt: now, now)
        }
        line.endRests(at: now)
        defer {
          line.due = (leases.live.values.map(\.deadline) + line.resting.map(\.readyAt)).min()
          line.wake()
        }
        return try body(&line, &leases, now)
      }
    }
  }

  private func takeBack(
    _ entry: Entry, _ reason: DeadLetter.Reason, into line: inout Line, readyAt: Timestamp,
    _ now: Timestamp
  ) {
    if entry.deliveries >= policy.maxDeliveries {
      line.dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else if readyAt > now {
      line.resting.append((entry, readyAt))
    } else {
      line.putBack(entry)
    }
  }

  // MARK: - Waiting

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      if let delivery = dequeue(for: consumer) { return delivery }
      if Task.isCancelled { throw CancellationError() }
      await news()
    }
  }

  /// Returns when a message is ready, when one may be, or when the task is cancelled.
  private func news() async {
    let bell = Bell()
    let due = line.withLock { line in
      line.bells.append(bell)
      line.wake()
      return line.due
    }
    await withTaskGroup { group in
      if let due {
        group.addTask { [clock] in
          _ = try? await clock.sleep(until: due)
          bell.ring()
        }
      }
      await withTaskCancellationHandler {
        await bell.heard()
      } onCancel: {
        bell.ring()
      }
      group.cancelAll()
    }
    line.withLock { line in line.bells.removeAll { $0 === bell } }
  }
}

private struct Entry {
  let message: Message
  let place: Int
  var deliveries = 0
}

private struct Lease {
  let entry: Entry
  let consumer: ConsumerID
  var deadline: Timestamp
}

private struct Leases: Sendable {
  var live: [Receipt: Lease] = [:]
  var acknowledged = 0
  private var deliveries: UInt64 = 0

  /// An odd factor maps different numbers to different numbers.
  mutating func newReceipt() -> Receipt {
    deliveries += 1
    return Receipt(rawValue: deliveries &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func end(_ receipt: Receipt, at now: Timestamp) throws(LeaseError) -> Entry {
    // What is over stays until somebody comes who holds both locks.
    guard let lease = live[receipt], now < lease.deadline else { throw .leaseOver }
    live[receipt] = nil
    return lease.entry
  }
}

private struct Line: Sendable {
  var resting: [(entry: Entry, readyAt: Timestamp)] = []
  var dead: [DeadLetter] = []
  /// When time alone may bring a message, as far as the last who held both locks could see.
  var due: Timestamp?
  var bells: [Bell] = []

  private var fresh: [Entry?] = []
  private var head = 0
  /// The oldest last.
  private var returned: [Entry] = []
  private var lastPlace = 0
  private var dueRung: Timestamp?

  var readyCount: Int { returned.count + fresh.count - head }

  mutating func append(_ message: Message) {
    lastPlace += 1
    fresh.append(Entry(message: message, place: lastPlace))
  }

  mutating func popFirst() -> Entry? {
    if let oldest = returned.popLast() { return oldest }
    guard head < fresh.count else { return nil }
    let entry = fresh[head].take()
    head += 1
    // Half of it is empty: to move the rest costs no more than it has cost to fill it.
    if head > 64 && 2 * head > fresh.count {
      fresh.removeFirst(head)
      head = 0
    }
    return entry
  }

  mutating func putBack(_ entry: Entry) {
    let index = returned.firstIndex { $0.place < entry.place } ?? returned.endIndex
    returned.insert(entry, at: index)
  }

  mutating func endRests(at now: Timestamp) {
    for rest in resting where rest.readyAt <= now { putBack(rest.entry) }
    resting.removeAll { $0.readyAt <= now }
  }

  /// Rings for all who wait if a message is ready, or if something is due at another time than it was.
  mutating func wake() {
    guard readyCount > 0 || due != dueRung else { return }
    dueRung = due
    for bell in bells { bell.ring() }
  }
}

/// Rings once, and is heard even by who listens later.
private final class Bell: Sendable {
  private enum State {
    case silent
    case awaited(CheckedContinuation<Void, Never>)
    case rung
  }

  private let state = Mutex(State.silent)

  func ring() {
    state.withLock { state in
      if case .awaited(let listener) = state { listener.resume() }
      state = .rung
    }
  }

  func heard() async {
    await withCheckedContinuation { listener in
      state.withLock { state in
        if case .rung = state { listener.resume() } else { state = .awaited(listener) }
      }
    }
  }
}
