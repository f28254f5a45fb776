import Synchronization
import Vocabulary

/// One array, in the order of the line, whose entries know their place; a lock around it.
///
/// Different from the reference: there is nothing but the array. What is due is not taken back but
/// seen by looking: an entry whose lease is over *is* ready. Only the entries that were ever out are
/// looked at, so the depth costs nothing. As many consumers are woken as messages are ready, and one
/// that has no use for its wake-up passes it on.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let state: Mutex<State>

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.clock = clock
    state = Mutex(State(policy: policy))
  }

  public func enqueue(_ message: Message) {
    change { state, _ in state.entries.append(Entry(message: message)) }
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    change { state, now in state.lease(to: consumer, now) }
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try change { state, _ throws(LeaseError) in
      let index = try state.index(of: receipt)
      state.entries[index].place = .gone
      state.acknowledged += 1
    }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    try change { state, now throws(LeaseError) in
      let index = try state.index(of: receipt)
      let rest = delay ?? state.policy.rest(afterDelivery: state.entries[index].deliveries)
      state.takeBack(index, .nacked, .resting(until: now.advanced(by: rest)))
    }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    try change { state, now throws(LeaseError) in
      let index = try state.index(of: receipt)
      let deadline = now.advanced(by: duration)
      if case .leased(_, let consumer, _) = state.entries[index].place {
        state.entries[index].place = .leased(receipt, consumer, until: deadline)
      }
      return deadline
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    change { state, _ in
      var revoked = 0
      for index in state.known {
        guard case .leased(_, consumer, _) = state.entries[index].place else { continue }
        state.takeBack(index, .revoked, .ready)
        revoked += 1
      }
      return revoked
    }
  }

  public func counts() -> QueueCounts { change { state, _ in state.counts } }

  public func deadLetters() -> [DeadLetter] { change { state, _ in state.dead } }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    change { state, _ in
      let letters = state.dead
      state.dead = []
      state.entries += letters.map { Entry(message: $0.message) }
      return letters.count
    }
  }

  /// Brings the entries up to date, changes them, and wakes whom that concerns.
  private func change<Answer: Sendable, Failure>(
    _ body: (inout State, Timestamp) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try state.withLock { state throws(Failure) in
      let now = clock.now
      state.pass(to: now)
      defer { state.wake() }
      return try body(&state, now)
    }
  }

  // MARK: - Waiting

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    while true {
      if let delivery = dequeue(for: consumer) { return delivery }
      await sleepUntilWoken()
      if Task.isCancelled {
        // Whatever this wake-up was for is somebody else's now.
        change { _, _ in }
        throw CancellationError()
      }
    }
  }

  private func sleepUntilWoken() async {
    let ticket = change { state, _ in
      state.lastTicket += 1
      return state.lastTicket
    }
    await withTaskGroup { group in
      group.addTask { await self.wakeUpCall(for: ticket) }
      if let alarm = change({ state, _ in state.setAlarm(for: ticket) }) {
        group.addTask { try? await self.clock.sleep(until: alarm) }
      }
      await group.next()
      group.cancelAll()
    }
    state.withLock { state in
      state.alarms[ticket] = nil
      state.early.remove(ticket)
    }
  }

  private func wakeUpCall(for ticket: Int) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          let hasBeenCalled = state.early.remove(ticket) != nil
          if hasBeenCalled || Task.isCancelled {
            continuation.resume()
          } else {
            state.sleepers[ticket] = continuation
          }
        }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: ticket) }?.resume()
    }
  }
}

private struct Entry {
  enum Place {
    case ready
    case leased(Receipt, ConsumerID, until: Timestamp)
    case resting(until: Timestamp)
    /// Acknowledged or dead.
    case gone
  }

  let message: Message
  var deliveries = 0
  var place = Place.ready
}

private struct State: Sendable {
  let policy: QueuePolicy
  var entries: [Entry] = []
  /// The entries that have been out and may not be gone; before them all are gone, behind them ready.
  var known = 0..<0
  var dead: [DeadLetter] = []
  var acknowledged = 0
  var lastReceipt: UInt64 = 0

  var sleepers: [Int: CheckedContinuation<Void, Never>] = [:]
  /// When the alarms of those who sleep, or are about to, ring.
  var alarms: [Int: Timestamp?] = [:]
  /// Who was called before falling asleep.
  var early: Set<Int> = []
  var lastTicket = 0

  init(policy: QueuePolicy) { self.policy = policy }

  func index(of receipt: Receipt) throws(LeaseError) -> Int {
    let index = known.first {
      if case .leased(receipt, _, _) = entries[$0].place { true } else { false }
    }
    guard let index else { throw .leaseOver }
    return index
  }

  private var oldestReady: Int? {
    let returned = known.first { if case .ready = entries[$0].place { true } else { false } }
    return returned ?? (known.upperBound < entries.count ? known.upperBound : nil)
  }

  mutating func lease(to consumer: ConsumerID, _ now: Timestamp) -> Delivery? {
    guard let index = oldestReady else { return nil }
    known = known.lowerBound..<max(known.upperBound, index + 1)
    lastReceipt += 1
    let receipt = Receipt(rawValue: lastReceipt)
    let deadline = now.advanced(by: policy.visibilityTimeout)
    entries[index].deliveries += 1
    entries[index].place = .leased(receipt, consumer, until: deadline)
    return Delivery(
      message: entries[index].message, receipt: receipt, consumer: consumer,
      number: entries[index].deliveries, deadline: deadline)
  }

  mutating func takeBack(_ index: Int, _ reason: DeadLetter.Reason, _ place: Entry.Place) {
    let entry = entries[index]
    if entry.deliveries >= policy.maxDeliveries {
      entries[index].place = .gone
      dead.append(
        DeadLetter(message: entry.message, deliveries: entry.deliveries, reason: reason))
    } else {
      entries[index].place = place
    }
  }

  mutating func pass(to now: Timestamp) {
    for index in known {
      switch entries[index].place {
      case .leased(_, _, let end) where end <= now: takeBack(index, .expired, .ready)
      case .resting(let end) where end <= now: entries[index].place = .ready
      default: break
      }
    }
    let gone = known.prefix { if case .gone = entries[$0].place { true } else { false } }.count
    known = known.lowerBound + gone..<known.upperBound
    if known.lowerBound > 64 + entries.count / 2 {
      entries.removeFirst(known.lowerBound)
      known = 0..<known.count
    }
  }

  var counts: QueueCounts {
    let fresh = entries.count - known.upperBound
    var counts = QueueCounts(ready: fresh, dead: dead.count, acknowledged: acknowledged)
    for index in known {
      switch entries[index].place {
      case .ready: counts.ready += 1
      case .leased: counts.leased += 1
      case .resting: counts.delayed += 1
      case .gone: break
      }
    }
    return counts
  }

  private var nextDue: Timestamp? {
    known.compactMap {
      switch entries[$0].place {
      case .leased(_, _, let end), .resting(let end): end
      default: nil
      }
    }.min()
  }

  mutating func setAlarm(for ticket: Int) -> Timestamp? {
    alarms[ticket] = .some(nextDue)
    return nextDue
  }

  /// Calls one consumer for each message that is ready, and those whose alarm would ring too late.
  mutating func wake() {
    guard !alarms.isEmpty else { return }
    let ready = counts.ready
    for ticket in alarms.keys.sorted().prefix(ready) { call(ticket) }
    guard let due = nextDue else { return }
    for (ticket, alarm) in alarms where alarm.map({ due < $0 }) ?? true { call(ticket) }
  }

  private mutating func call(_ ticket: Int) {
    alarms[ticket] = nil
    if let sleeper = sleepers.removeValue(forKey: ticket) {
      sleeper.resume()
    } else {
      early.insert(ticket)
    }
  }
}
