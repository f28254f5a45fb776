import Vocabulary

/// No lock and no actor: one task owns all state, and is sent a command for each operation.
///
/// Different from the reference: an operation is a closure in an `AsyncStream`, and its answer comes
/// back through a continuation. The task sleeps while no command comes, and ends with the queue. Its
/// children are alarms, which send an empty command when something falls due while somebody waits.
public final class SafeMessageQueue: MessageQueue {
  private typealias Command = @Sendable (inout Ledger, Timestamp) -> Void

  private let commands: AsyncStream<Command>.Continuation

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    let (stream, commands) = AsyncStream.makeStream(of: Command.self)
    self.commands = commands
    // It does not hold the queue, so that the queue can go: then the stream ends, and with it the task.
    Task {
      await withDiscardingTaskGroup { group in
        var ledger = Ledger(policy: policy)
        for await command in stream {
          let now = clock.now
          ledger.pass(to: now)
          command(&ledger, now)
          ledger.serve(at: now)
          guard let alarm = ledger.newAlarm(at: now) else { continue }
          group.addTask {
            if (try? await clock.sleep(until: alarm)) != nil { commands.yield { _, _ in } }
          }
        }
        group.cancelAll()
      }
    }
  }

  deinit { commands.finish() }

  public func enqueue(_ message: Message) async {
    await ask { ledger, _ in ledger.append(message) }
  }

  public func dequeue(for consumer: ConsumerID) async -> Delivery? {
    await ask { ledger, now in ledger.deliver(to: consumer, at: now) }
  }

  public func acknowledge(_ receipt: Receipt) async throws(LeaseError) {
    try await ask { ledger, _ in ledger.acknowledge(receipt) }.get()
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) async throws(LeaseError) {
    try await ask { ledger, now in ledger.giveBack(receipt, after: delay, at: now) }.get()
  }

  @discardableResult
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) async throws(LeaseError) -> Timestamp {
    try await ask { ledger, now in
      ledger.extend(receipt, until: now.advanced(by: duration))
    }.get()
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) async -> Int {
    await ask { ledger, now in ledger.revokeLeases(of: consumer, at: now) }
  }

  public func counts() async -> QueueCounts { await ask { ledger, _ in ledger.counts } }

  public func deadLetters() async -> [DeadLetter] { await ask { ledger, _ in ledger.dead } }

  @discardableResult
  public func redriveDeadLetters() async -> Int {
    await ask { ledger, _ in ledger.redrive() }
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    let ticket = await ask { ledger, _ in ledger.drawTicket() }
    let delivery: Delivery? = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        commands.yield { ledger, _ in
          ledger.line.append((ticket, consumer, { continuation.resume(returning: $0) }))
        }
        // A cancellation from before that has sent its command too early.
        if Task.isCancelled { commands.yield { ledger, _ in ledger.leave(ticket) } }
      }
    } onCancel: {
      commands.yield { ledger, _ in ledger.leave(ticket) }
    }
    guard let delivery else { throw CancellationError() }
    return delivery
  }

  private func ask<Answer: Sendable>(
    _ question: @escaping @Sendable (inout Ledger, Timestamp) -> Answer
  ) async -> Answer {
    await withCheckedContinuation { continuation in
      commands.yield { ledger, now in continuation.resume(returning: question(&ledger, now)) }
    }
  }
}

private struct Ledger {
  typealias Waiter = (ticket: Int, consumer: ConsumerID, call: @Sendable (Delivery?) -> Void)

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

  var line: [Waiter] = []
  private(set) var dead: [DeadLetter] = []

  private let policy: QueuePolicy
  private var fresh: [Entry] = []
  private var head = 0
  private var returned: [Entry] = []
  private var resting: [(entry: Entry, readyAt: Timestamp)] = []
  private var leases: [Receipt: Lease] = [:]
  private var acknowledged = 0
  private var alarm: Timestamp?
  private var lastPlace = 0
  private var lastReceipt: UInt64 = 0
  private var lastTicket = 0

  init(policy: QueuePolicy) { self.policy = policy }

  var counts: QueueCounts {
    QueueCounts(
      ready: fresh.count - head + returned.count, delayed: resting.count, leased: leases.count,
      dead: dead.count, acknowledged: acknowledged)
  }

  mutating func append(_ message: Message) {
    lastPlace += 1
    fresh.append(Entry(message: message, place: lastPlace))
  }

  mutating func deliver(to consumer: ConsumerID, at now: Timestamp) -> Delivery? {
    guard var entry = popFirst() else { return nil }
    entry.deliveries += 1
    lastReceipt += 1
    let delivery = Delivery(
      message: entry.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: entry.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
    leases[delivery.receipt] = Lease(
      entry: entry, consumer: consumer, deadline: delivery.deadline)
    return delivery
  }

  private mutating func popFirst() -> Entry? {
    if let oldest = returned.popLast() { return oldest }
    guard head < fresh.count else { return nil }
    defer {
      head += 1
      if 2 * head > fresh.count {
        fresh.removeFirst(head)
        head = 0
      }
    }
    return fresh[head]
  }

  mutating func acknowledge(_ receipt: Receipt) -> Result<Void, LeaseError> {
    guard leases.removeValue(forKey: receipt) != nil else { return .failure(.leaseOver) }
    acknowledged += 1
    return .success(())
  }

  mutating func giveBack(
    _ receipt: Receipt, after delay: Duration?, at now: Timestamp
  ) -> Result<Void, LeaseError> {
    guard let entry = leases.removeValue(forKey: receipt)?.entry else {
      return .failure(.leaseOver)
    }
    let rest = delay ?? policy.rest(afterDelivery: entry.deliveries)
    takeBack(entry, .nacked, readyAt: now.advanced(by: rest))
    pass(to: now)
    return .success(())
  }

  mutating func extend(
    _ receipt: Receipt, until end: Timestamp
  ) -> Result<Timestamp, LeaseError> {
    guard leases[receipt] != nil else { return .failure(.leaseOver) }
    leases[receipt]?.deadline = end
    return .success(end)
  }

  mutating func revokeLeases(of consumer: ConsumerID, at now: Timestamp) -> Int {
    let revoked = leases.filter { $0.value.consumer == consumer }
    for (receipt, lease) in revoked {
      leases[receipt] = nil
      takeBack(lease.entry, .revoked, readyAt: now)
    }
    pass(to: now)
    return revoked.count
  }

  mutating func redrive() -> Int {
    let letters = dead
    dead = []
    for letter in letters { append(letter.message) }
    return letters.count
  }

  private mutating func takeBack(
    _ entry: Entry, _ reason: DeadLetter.Reason, readyAt: Timestamp
  ) {
    if entry.deliveries >= policy.maxDeliveries {
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else {
      resting.append((entry, readyAt))
    }
  }

  /// Ends leases and rests that are over.
  mutating func pass(to now: Timestamp) {
    let over = leases.filter { $0.value.deadline <= now }
    for (receipt, lease) in over.sorted(by: { $0.value.deadline < $1.value.deadline }) {
      leases[receipt] = nil
      takeBack(lease.entry, .expired, readyAt: now)
    }
    let rested = resting.filter { $0.readyAt <= now }.map(\.entry)
    guard !rested.isEmpty else { return }
    resting.removeAll { $0.readyAt <= now }
    returned = (returned + rested).sorted { $0.place > $1.place }
  }

  // MARK: - Those who wait

  mutating func drawTicket() -> Int {
    lastTicket += 1
    return lastTicket
  }

  mutating func leave(_ ticket: Int) {
    guard let index = line.firstIndex(where: { $0.ticket == ticket }) else { return }
    line.remove(at: index).call(nil)
  }

  mutating func serve(at now: Timestamp) {
    while let first = line.first, let delivery = deliver(to: first.consumer, at: now) {
      line.removeFirst()
      first.call(delivery)
    }
  }

  /// When to look again for those who wait; nil if an alarm is set for then.
  mutating func newAlarm(at now: Timestamp) -> Timestamp? {
    if let set = alarm, set <= now { alarm = nil }
    let dues = leases.values.map(\.deadline) + resting.map(\.readyAt)
    guard !line.isEmpty, let due = dues.min(), alarm.map({ due < $0 }) ?? true else { return nil }
    alarm = due
    return due
  }
}
