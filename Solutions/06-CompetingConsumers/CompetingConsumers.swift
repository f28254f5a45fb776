import Synchronization
import Vocabulary

/// Consumers that share one queue, and those who look after them: the whole system.
///
/// ```swift
/// let system = CompetingConsumers(of: parts)
/// try await system.run()  // until the task is cancelled
/// ```
///
/// A message that the queue has accepted ends acknowledged or dead, whoever dies meanwhile. Its effect
/// comes once, unless a consumer dies between the effect and the acknowledgement.
///
/// `run` returns when its task is cancelled, and not before everything that it began has ended: consumers
/// may finish what they have until the policy's deadline, and then hand it back.
///
/// Cost: a consumer is two tasks, a message at work two more; a turn at the queue is O(idle consumers).
///
/// Source: seed 003, "Competing consumer system"; the turns are the Leader/Followers pattern (Schmidt,
/// Stal, Rohnert, Buschmann, "Pattern-Oriented Software Architecture", volume 2).
public final class CompetingConsumers: ConsumerSystem {
  private let parts: SystemParts
  private let policy: SystemPolicy
  private let clock: any TimeSource
  private let turnstile: Turnstile
  private let journal = Journal()
  private let roster = Mutex(Roster())
  private let closing = Latch()
  /// Consumers that were added, on their way into the group in which they work.
  private let newcomers = AsyncStream.makeStream(of: Consumer.self)

  public init(
    of parts: SystemParts, policy: SystemPolicy = .standard,
    clock: any TimeSource = MonotonicClock()
  ) {
    self.parts = parts
    self.policy = policy
    self.clock = clock
    turnstile = Turnstile(balancer: parts.balancer)
  }

  public func metrics() -> SystemMetrics { journal.metrics }

  // MARK: - Running

  /// Lets the consumers work until the task is cancelled and the last of them has finished or handed
  /// back what it had.
  ///
  /// - Throws: `SystemError.startedBefore`: a system runs once.
  public func run() async throws(SystemError) {
    try roster.withLock { roster throws(SystemError) in try roster.open() }
    // A task of its own, because consumers may finish when the caller's is cancelled already. It is
    // awaited right here, whatever happens.
    let work = Task { await workUntilClosed() }
    await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      closing.open()
    }
  }

  private func workUntilClosed() async {
    _ = try? await add(policy.consumers)
    await withTaskGroup { group in
      group.addTask { try? await self.closing.cancelling { try await self.monitor() } }
      group.addTask { try? await self.closing.cancelling { try await self.scale() } }
      group.addTask { await self.closeInTime() }
      await employ()
      group.cancelAll()
    }
    for consumer in roster.withLock({ $0.consumers }) { await strike(consumer) }
  }

  /// Returns when nobody can be added any more, and the last consumer has ended.
  private func employ() async {
    await withDiscardingTaskGroup { group in
      for await consumer in newcomers.stream {
        group.addTask {
          await consumer.work()
          if !consumer.isDead { await self.strike(consumer) }
        }
      }
    }
  }

  private func monitor() async throws { try await parts.health.run(over: self) }

  private func scale() async throws {
    guard let scaler = parts.scaler else { return }
    var accepted = await parts.queue.counts().accepted
    while true {
      try await clock.sleep(for: policy.scalingInterval)
      let counts = await parts.queue.counts()
      let load = Load(
        backlog: counts.depth,
        arrivalsPerSecond: Double(counts.accepted - accepted)
          / (policy.scalingInterval / .seconds(1)),
        handlingTime: journal.metrics.handlingTime)
      accepted = counts.accepted
      await scaler.adjust(self, to: load)
    }
  }

  private func closeInTime() async {
    await closing.wait()
    let consumers = roster.withLock { $0.close() }
    newcomers.continuation.finish()
    for consumer in consumers { consumer.leave() }
    // Cancelled as soon as all have left.
    try? await clock.sleep(for: policy.shutdownDeadline)
    for consumer in consumers { consumer.breakOff() }
  }

  private func strike(_ consumer: Consumer) async {
    _ = roster.withLock { $0.remove(consumer.id) }
    await parts.health.forget(consumer.id)
  }

  // MARK: - The pool

  public func members() -> [PoolMember] {
    roster.withLock { $0.consumers }.map(\.member)
  }

  /// - Throws: `PoolError.noAnswer` if nobody of that name is alive.
  public func ping(_ consumer: ConsumerID) throws(PoolError) {
    let found = roster.withLock { $0[consumer] }
    guard let found, !found.isDead else { throw .noAnswer(consumer) }
  }

  /// - Throws: `PoolError.closed` if the system does not run.
  @discardableResult
  public func add(_ count: Int) async throws(PoolError) -> [ConsumerID] {
    let consumers = try roster.withLock { roster throws(PoolError) in
      try roster.hire(max(count, 0), by: make)
    }
    for consumer in consumers {
      await parts.health.watch(consumer.id)
      // Who comes when the last has left has nowhere to work.
      if case .terminated = newcomers.continuation.yield(consumer) { await strike(consumer) }
    }
    return consumers.map(\.id)
  }

  /// Ends the consumer as a crash would, and starts another; does nothing if there is none of that name.
  public func replace(_ consumer: ConsumerID) async throws(PoolError) {
    guard let failed = roster.withLock({ $0.remove(consumer) }) else { return }
    failed.die()
    await parts.health.forget(consumer)
    try await add(1)
  }

  public func drain(_ consumer: ConsumerID) {
    let found = roster.withLock { $0[consumer] }
    found?.leave()
  }

  public func kill(_ consumer: ConsumerID) {
    let found = roster.withLock { $0[consumer] }
    found?.die()
  }

  private func make(_ id: ConsumerID) -> Consumer {
    Consumer(
      id, parts: parts, policy: policy, clock: clock, turnstile: turnstile, journal: journal)
  }
}

/// Why a system does not run.
public enum SystemError: Error, Equatable {
  /// It runs, or has run. Make a new one.
  case startedBefore
}

/// Why a pool does not do what it was asked for.
public enum PoolError: Error, Equatable {
  /// The system does not run yet, or is about to end: nobody can be added.
  case closed
  /// There is no consumer of that name, or it is dead.
  case noAnswer(ConsumerID)
}

/// Who works here.
private struct Roster: Sendable {
  private enum Phase { case new, open, closed }

  private var phase = Phase.new
  private var lastNumber = 0
  /// The longest-serving first.
  private(set) var consumers: [Consumer] = []

  subscript(id: ConsumerID) -> Consumer? { consumers.first { $0.id == id } }

  mutating func open() throws(SystemError) {
    guard phase == .new else { throw .startedBefore }
    phase = .open
  }

  mutating func close() -> [Consumer] {
    phase = .closed
    return consumers
  }

  mutating func hire(
    _ count: Int, by make: (ConsumerID) -> Consumer
  ) throws(PoolError) -> [Consumer] {
    guard phase == .open else { throw .closed }
    let hired = (0..<count).map { make(ConsumerID("consumer-\(lastNumber + 1 + $0)")) }
    lastNumber += count
    consumers += hired
    return hired
  }

  @discardableResult
  mutating func remove(_ id: ConsumerID) -> Consumer? {
    consumers.firstIndex { $0.id == id }.map { consumers.remove(at: $0) }
  }
}
