import Vocabulary

/// A class whose methods are all asynchronous and delegate to an actor within.
///
/// Different from the reference: every operation is a hop, so that others get between a call and its
/// effect and between the effect and the return. Who waits takes a nap on the clock, until something
/// falls due or for good; to wake somebody is to cancel the nap.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let desk: Desk

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.clock = clock
    desk = Desk(policy: policy, clock: clock)
  }

  public func enqueue(_ message: Message) async { await desk.enqueue(message) }

  public func dequeue(for consumer: ConsumerID) async -> Delivery? {
    await desk.dequeue(for: consumer)
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      switch await desk.dequeueOrNap(for: consumer) {
      case .delivery(let delivery): return delivery
      case .nap(let nap):
        await withTaskCancellationHandler {
          await nap.value
        } onCancel: {
          nap.cancel()
        }
        await desk.forget(nap)
      }
      if Task.isCancelled { throw CancellationError() }
    }
  }

  public func acknowledge(_ receipt: Receipt) async throws(LeaseError) {
    try await desk.settle(receipt) { desk, _, _ in desk.acknowledged += 1 }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) async throws(LeaseError) {
    try await desk.settle(receipt) { desk, entry, now in
      let rest = delay ?? desk.policy.rest(afterDelivery: entry.deliveries)
      desk.takeBack(entry, .nacked, readyAt: now.advanced(by: rest))
    }
  }

  @discardableResult
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) async throws(LeaseError) -> Timestamp {
    try await desk.extend(receipt, by: duration)
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) async -> Int {
    await desk.revokeLeases(of: consumer)
  }

  public func counts() async -> QueueCounts { await desk.counts() }

  public func deadLetters() async -> [DeadLetter] { await desk.deadLetters() }

  @discardableResult
  public func redriveDeadLetters() async -> Int { await desk.redriveDeadLetters() }
}

/// Keeps the books. None of its methods suspends, so each is done before the next begins.
private actor Desk {
  struct Entry {
    let message: Message
    let place: Int
    var deliveries = 0
  }

  /// A delivery that is not settled: held until the time, or resting until then.
  struct Pending {
    var entry: Entry
    let holder: ConsumerID?
    var until: Timestamp
  }

  enum Answer {
    case delivery(Delivery)
    case nap(Task<Void, Never>)
  }

  let policy: QueuePolicy
  let clock: any TimeSource
  var acknowledged = 0

  /// Ready messages by their place, and the lowest place that may be among them.
  private var ready: [Int: Entry] = [:]
  private var lowest = 1
  private var lastPlace = 0
  /// Leases and rests, both under the receipt of the delivery that they follow.
  private var pending: [Receipt: Pending] = [:]
  private var lastReceipt: UInt64 = 0
  private var dead: [DeadLetter] = []
  private var naps: Set<Task<Void, Never>> = []

  init(policy: QueuePolicy, clock: any TimeSource) {
    self.policy = policy
    self.clock = clock
  }

  func enqueue(_ message: Message) {
    lastPlace += 1
    makeReady(Entry(message: message, place: lastPlace))
  }

  func dequeue(for consumer: ConsumerID) -> Delivery? {
    let now = catchUp()
    guard !ready.isEmpty else { return nil }
    while ready[lowest] == nil { lowest += 1 }
    guard var entry = ready.removeValue(forKey: lowest) else { return nil }
    entry.deliveries += 1
    lastReceipt += 1
    let delivery = Delivery(
      message: entry.message, receipt: Receipt(rawValue: lastReceipt), consumer: consumer,
      number: entry.deliveries, deadline: now.advanced(by: policy.visibilityTimeout))
    pending[delivery.receipt] = Pending(
      entry: entry, holder: consumer, until: delivery.deadline)
    wakeAll()
    return delivery
  }

  func dequeueOrNap(for consumer: ConsumerID) -> Answer {
    if let delivery = dequeue(for: consumer) { return .delivery(delivery) }
    // Nobody sleeps through a thousand years; it only has to be long.
    let end = pending.values.map(\.until).min() ?? clock.now.advanced(by: .seconds(1 << 35))
    let nap = Task { [clock] in
      _ = try? await clock.sleep(until: end)
    }
    naps.insert(nap)
    return .nap(nap)
  }

  func forget(_ nap: Task<Void, Never>) { naps.remove(nap) }

  func settle(
    _ receipt: Receipt,
    _ effect: @Sendable (isolated Desk, Entry, Timestamp) -> Void
  ) throws(LeaseError) {
    let now = catchUp()
    let entry = try lease(receipt).entry
    pending[receipt] = nil
    effect(self, entry, now)
    catchUp()
  }

  func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    let end = catchUp().advanced(by: duration)
    _ = try lease(receipt)
    pending[receipt]?.until = end
    wakeAll()
    return end
  }

  func revokeLeases(of consumer: ConsumerID) -> Int {
    let now = catchUp()
    let revoked = pending.filter { $0.value.holder == consumer }
    for (receipt, lease) in revoked {
      pending[receipt] = nil
      takeBack(lease.entry, .revoked, readyAt: now)
    }
    catchUp()
    return revoked.count
  }

  func counts() -> QueueCounts {
    catchUp()
    let leased = pending.values.count { $0.holder != nil }
    return QueueCounts(
      ready: ready.count, delayed: pending.count - leased, leased: leased, dead: dead.count,
      acknowledged: acknowledged)
  }

  func deadLetters() -> [DeadLetter] {
    catchUp()
    return dead
  }

  func redriveDeadLetters() -> Int {
    catchUp()
    let letters = dead
    dead = []
    for letter in letters { enqueue(letter.message) }
    return letters.count
  }

  func takeBack(_ entry: Entry, _ reason: DeadLetter.Reason, readyAt: Timestamp) {
    if entry.deliveries >= policy.maxDeliveries {
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else {
      lastReceipt += 1
      pending[Receipt(rawValue: lastReceipt)] = Pending(
        entry: entry, holder: nil, until: readyAt)
      wakeAll()
    }
  }

  private func lease(_ receipt: Receipt) throws(LeaseError) -> Pending {
    guard let lease = pending[receipt], lease.holder != nil else { throw .leaseOver }
    return lease
  }

  /// Ends what is over: leases first, so that their messages, which do not rest, are ready as well.
  @discardableResult
  private func catchUp() -> Timestamp {
    let now = clock.now
    for isLease in [true, false] {
      let over = pending.filter { $0.value.until <= now && ($0.value.holder != nil) == isLease }
      for (receipt, matter) in over.sorted(by: { $0.value.until < $1.value.until }) {
        pending[receipt] = nil
        if isLease {
          takeBack(matter.entry, .expired, readyAt: now)
        } else {
          makeReady(matter.entry)
        }
      }
    }
    return now
  }

  private func makeReady(_ entry: Entry) {
    ready[entry.place] = entry
    lowest = min(lowest, entry.place)
    wakeAll()
  }

  private func wakeAll() {
    for nap in naps { nap.cancel() }
    naps = []
  }
}
