import Synchronization
import Vocabulary

/// A right solution of another shape: one dispatcher, and consumers that are only names on a board.
///
/// Nobody pulls for himself. The dispatcher asks the balancer who of the idle ones is next, fetches a
/// delivery in that name, and starts a child task for the work on it. One round beats for all who live,
/// and one round extends the leases of all jobs. Who may be picked, and who has gone, is decided by a
/// struct behind a lock that waits for nothing.
public final class CompetingConsumers: ConsumerSystem {
  private let parts: SystemParts
  private let policy: SystemPolicy
  private let clock: any TimeSource
  private let board = Mutex(Board())
  private let closing = Latch()

  public init(
    of parts: SystemParts, policy: SystemPolicy = .standard,
    clock: any TimeSource = MonotonicClock()
  ) {
    self.parts = parts
    self.policy = policy
    self.clock = clock
  }

  // MARK: - The night

  public func run() async throws(SystemError) {
    guard board.withLock({ $0.open() }) else { throw .startedBefore }
    // Not a child: what is under way goes on when the caller is cancelled, until the deadline.
    let night = Task { await work() }
    await withTaskCancellationHandler {
      await night.value
    } onCancel: {
      closing.open()
    }
  }

  private func work() async {
    _ = try? await add(policy.consumers)
    await withTaskGroup { rounds in
      rounds.addTask {
        try? await self.closing.cancelling { try await self.parts.health.run(over: self) }
      }
      rounds.addTask { try? await self.closing.cancelling { try await self.scale() } }
      rounds.addTask {
        await self.every(self.policy.heartbeatInterval, \.beats, self.parts.health.heartbeat)
      }
      rounds.addTask { await self.every(self.policy.lease / 3, \.jobs, self.extend) }
      rounds.addTask { await self.closeInTime() }
      await withDiscardingTaskGroup { jobs in
        while let job = await nextJob() { jobs.addTask { await self.perform(job) } }
      }
      rounds.cancelAll()
    }
    for member in members() { await strike(member.id) }
  }

  /// Makes a round at every interval.
  private func every<Item>(
    _ interval: Duration, _ items: (Board) -> [Item], _ visit: (Item) async -> Void
  ) async {
    while (try? await clock.sleep(for: interval)) != nil {
      for item in board.withLock({ items($0) }) { await visit(item) }
    }
  }

  private func closeInTime() async {
    await closing.wait()
    for latch in board.withLock({ $0.close() }) { latch.open() }
    guard (try? await clock.sleep(for: policy.shutdownDeadline)) != nil else { return }
    for job in board.withLock(\.jobs) { job.ending.open() }
  }

  private func scale() async throws {
    guard let scaler = parts.scaler else { return }
    var last = await parts.queue.counts().accepted
    while true {
      try await clock.sleep(for: policy.scalingInterval)
      let counts = await parts.queue.counts()
      let rate = Double(counts.accepted - last) / (policy.scalingInterval / .seconds(1))
      last = counts.accepted
      let time = metrics().handlingTime
      let load = Load(backlog: counts.depth, arrivalsPerSecond: rate, handlingTime: time)
      await scaler.adjust(self, to: load)
    }
  }

  // MARK: - Dispatching

  private func nextJob() async -> Job? {
    while !closing.isOpen {
      let (idle, change) = board.withLock { ($0.idle, $0.change) }
      guard let pick = await parts.balancer.selectConsumer(from: idle) else {
        await change.wait()
        continue
      }
      if let job = await fetch(for: pick) { return job }
      await parts.balancer.release(pick)
      await rest(pick)
    }
    return nil
  }

  /// Waits at the queue in the name of a consumer, as long as that one can work.
  private func fetch(for id: ConsumerID) async -> Job? {
    guard let fallen = board.withLock({ $0.book(id) }),
      let delivery = try? await fallen.cancelling({
        try await self.parts.queue.nextDelivery(for: id)
      })
    else { return nil }
    let (job, now) = (Job(worker: id, delivery: delivery), clock.now)
    return board.withLock { $0.begin(job, at: now) }
  }

  private func perform(_ job: Job) async {
    let outcome = try? await job.ending.cancelling { await self.work(on: job) }
    if board.withLock({ $0.isAlive(job.worker) }) {
      await settle(job, as: job.lost.isOpen ? .lost : outcome ?? .brokenOff)
    }
    await parts.balancer.release(job.worker)
    await rest(job.worker)
  }

  /// Back to the board, or home.
  private func rest(_ id: ConsumerID) async {
    let now = clock.now
    if board.withLock({ $0.rest(id, at: now) }) { await strike(id) }
    board.withLock { $0.changed() }.open()
  }

  private func settle(_ job: Job, as outcome: Outcome) async {
    let (queue, receipt) = (parts.queue, job.delivery.receipt)
    do {
      switch outcome {
      case .done, .doneBefore: try await queue.acknowledge(receipt)
      case .failed: try await queue.nack(receipt)
      case .underWay(let until): try await queue.nack(receipt, delay: clock.now.duration(to: until))
      case .brokenOff: try await queue.nack(receipt, delay: .zero)
      case .lost: break
      }
      board.withLock { $0.count(outcome, by: job.worker) }
    } catch {
      board.withLock { $0.metrics.late += 1 }
    }
  }

  private func extend(_ job: Job) async {
    let delivery = job.delivery
    do {
      let deadline = try await parts.queue.extend(delivery.receipt, by: policy.lease)
      _ = await parts.deduplicator?.begin(
        delivery.message.id, for: delivery.receipt, until: deadline)
    } catch {
      // It may also have been settled a moment ago; then nobody asks for this.
      job.lost.open()
      job.ending.open()
    }
  }

  // MARK: - The pool

  public func metrics() -> SystemMetrics { board.withLock(\.metrics) }

  public func members() -> [PoolMember] { board.withLock { $0.workers.map(\.member) } }

  public func ping(_ consumer: ConsumerID) throws(PoolError) {
    guard board.withLock({ $0.isAlive(consumer) }) else { throw .noAnswer(consumer) }
  }

  @discardableResult
  public func add(_ count: Int) async throws(PoolError) -> [ConsumerID] {
    let names = try board.withLock { board throws(PoolError) in try board.names(max(count, 0)) }
    var added: [ConsumerID] = []
    for id in names {
      await parts.health.watch(id)
      let member = PoolMember(id: id, started: clock.now)
      guard let change = board.withLock({ $0.admit(member) }) else {
        await parts.health.forget(id)
        break
      }
      await parts.health.heartbeat(Heartbeat(consumer: id, status: .idle, progress: 0))
      change.open()
      added.append(id)
    }
    return added
  }

  public func replace(_ consumer: ConsumerID) async throws(PoolError) {
    guard board.withLock({ $0.update(consumer) { _ in } }) != nil else { return }
    kill(consumer)
    await strike(consumer)
    try await add(1)
  }

  public func drain(_ consumer: ConsumerID) async {
    let (fallen, isIdle) = board.withLock { ($0.drain(consumer), $0.isIdle(consumer)) }
    fallen?.open()
    if isIdle { await strike(consumer) }
  }

  public func kill(_ consumer: ConsumerID) {
    let latches = board.withLock { $0.update(consumer) { $0.die() } }
    for latch in latches ?? [] { latch.open() }
  }

  private func strike(_ consumer: ConsumerID) async {
    board.withLock { $0.workers.removeAll { $0.member.id == consumer } }
    await parts.health.forget(consumer)
  }

  // MARK: - The work

  private func work(on job: Job) async -> Outcome {
    let (memory, receipt) = (parts.deduplicator, job.delivery.receipt)
    guard let message = try? parts.preprocess(job.delivery.message) else { return .failed }
    switch await memory?.begin(message.id, for: receipt, until: job.delivery.deadline) {
    case .done: return .doneBefore
    case .underWay(let until): return .underWay(until: until)
    case .first, nil: break
    }
    var passes: [(gate: any Gate, pass: Pass)] = []
    var result = WorkOutcome.succeeded
    do {
      for gate in parts.gates { passes.append((gate, try await pass(gate, job.worker))) }
      try Task.checkCancellation()
      let start = clock.now
      try await parts.processor.process(message)
      let time = start.duration(to: clock.now)
      board.withLock { $0.metrics.handlingTime = (($0.metrics.handlingTime ?? time) + time) / 2 }
      try await parts.postprocess(message)
    } catch {
      result = Task.isCancelled ? .unknown : .failed
    }
    for (gate, pass) in passes.reversed() { await gate.leave(pass, result) }
    if result == .succeeded {
      await memory?.finish(message.id)
      return .done
    }
    await memory?.abandon(message.id, for: receipt)
    return result == .failed ? .failed : .brokenOff
  }

  private func pass(_ gate: any Gate, _ id: ConsumerID) async throws -> Pass {
    while true {
      try Task.checkCancellation()
      switch await gate.enter() {
      case .passed(let pass): return pass
      case .wait(let time):
        let end = clock.now.advanced(by: time)
        while clock.now < end {
          let left = clock.now.duration(to: end)
          try await clock.sleep(for: min(left, policy.heartbeatInterval))
          board.withLock { _ = $0.update(id) { $0.progress += 1 } }
        }
      }
    }
  }
}

public enum SystemError: Error, Equatable { case startedBefore }

public enum PoolError: Error, Equatable { case closed, noAnswer(ConsumerID) }

private enum Outcome: Sendable {
  case done, doneBefore, failed, brokenOff, lost, underWay(until: Timestamp)
}

private struct Job: Sendable {
  let worker: ConsumerID
  let delivery: Delivery
  let ending = Latch()
  let lost = Latch()
}

/// Who is there, and what everybody does.
private struct Board: Sendable {
  struct Worker: Sendable {
    var member: PoolMember
    var progress = 0
    var isDead = false
    var isBooked = false
    var job: Job?
    /// Open: it takes no further message.
    let fallen = Latch()

    var canBePicked: Bool { !isBooked && !isDead && !member.isDraining }

    mutating func note(_ status: ConsumerStatus, at now: Timestamp) {
      progress += 1
      member.status = status
      member.lastActive = now
    }

    mutating func die() -> [Latch] {
      isDead = true
      return [fallen] + (job.map { [$0.ending] } ?? [])
    }
  }

  private var phase: (hasOpened: Bool, hasClosed: Bool) = (false, false)
  private var lastNumber = 0
  var workers: [Worker] = []
  var metrics = SystemMetrics()
  /// Opens when there may be somebody to pick.
  private(set) var change = Latch()

  var idle: [Candidate] { workers.filter(\.canBePicked).map { Candidate(id: $0.member.id) } }

  var jobs: [Job] { workers.compactMap(\.job) }

  var beats: [Heartbeat] {
    workers.filter { !$0.isDead }.map {
      Heartbeat(consumer: $0.member.id, status: $0.member.status, progress: $0.progress)
    }
  }

  mutating func open() -> Bool {
    defer { phase.hasOpened = true }
    return !phase.hasOpened
  }

  /// Returns what to open.
  mutating func close() -> [Latch] {
    phase.hasClosed = true
    return workers.compactMap { drain($0.member.id) } + [changed()]
  }

  mutating func drain(_ id: ConsumerID) -> Latch? {
    update(id) { worker in
      worker.member.isDraining = true
      return worker.fallen
    }
  }

  /// Returns what to open.
  mutating func changed() -> Latch {
    defer { change = Latch() }
    return change
  }

  mutating func names(_ count: Int) throws(PoolError) -> [ConsumerID] {
    guard phase == (true, false) else { throw .closed }
    lastNumber += count
    return (0..<count).map { ConsumerID("consumer-\(lastNumber - count + 1 + $0)") }
  }

  mutating func admit(_ member: PoolMember) -> Latch? {
    guard phase == (true, false) else { return nil }
    workers.append(Worker(member: member))
    return changed()
  }

  mutating func update<Value>(_ id: ConsumerID, _ body: (inout Worker) -> Value) -> Value? {
    workers.firstIndex { $0.member.id == id }.map { body(&workers[$0]) }
  }

  mutating func count(_ outcome: Outcome, by worker: ConsumerID) {
    switch outcome {
    case .done: metrics.processed[worker, default: 0] += 1
    case .doneBefore: metrics.duplicates += 1
    case .failed, .underWay: metrics.failed += 1
    case .brokenOff: metrics.handedBack += 1
    case .lost: metrics.late += 1
    }
  }

  func isAlive(_ id: ConsumerID) -> Bool { workers.contains { $0.member.id == id && !$0.isDead } }

  func isIdle(_ id: ConsumerID) -> Bool {
    workers.contains { $0.member.id == id && !$0.isBooked && !$0.isDead }
  }

  mutating func book(_ id: ConsumerID) -> Latch? {
    update(id) { worker in
      guard worker.canBePicked else { return nil }
      worker.isBooked = true
      return worker.fallen
    } ?? nil
  }

  mutating func begin(_ job: Job, at now: Timestamp) -> Job? {
    update(job.worker) { worker in
      if worker.isDead { return nil }
      worker.job = job
      worker.note(.processing, at: now)
      return job
    } ?? nil
  }

  /// Returns whether it has left.
  mutating func rest(_ id: ConsumerID, at now: Timestamp) -> Bool {
    update(id) { worker in
      if worker.job != nil { worker.note(.idle, at: now) }
      worker.job = nil
      worker.isBooked = false
      return worker.member.isDraining && !worker.isDead
    } ?? false
  }
}
