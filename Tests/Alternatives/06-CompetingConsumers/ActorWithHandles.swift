import Vocabulary

/// A right solution of another shape: one actor for everything, and a handle for every task.
///
/// There is no class for a consumer: it is an entry in the actor's list, and a life, which is a task. What
/// a life waits for, a message or its work, is a task of its own, whose handle lies in the entry; so to let
/// somebody go is to cancel one handle, and to kill somebody is to cancel them all. No group holds these
/// tasks together: whoever starts one awaits it, and `run` awaits the lives.
public actor CompetingConsumers: ConsumerSystem {
  private struct Employee {
    let number: Int
    var member: PoolMember
    var progress = 0
    var heart: Task<Void, Never>?
    var pull: Task<Delivery?, Never>?
    var job: Task<Outcome, Never>?
    var isDead = false
  }

  private enum Outcome {
    case done, doneBefore, failed, brokenOff, lost
    case underWay(Duration)
  }

  private enum Phase { case new, open, closing, brokenOff }

  private let parts: SystemParts
  private let policy: SystemPolicy
  private let clock: any TimeSource

  private var phase = Phase.new
  private var lastNumber = 0
  private var employees: [ConsumerID: Employee] = [:]
  private var lives: [ConsumerID: Task<Void, Never>] = [:]
  private var done = SystemMetrics()
  private var line: [ConsumerID: Latch] = [:]
  private var isTurnTaken = false

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
    guard phase == .new else { throw .startedBefore }
    phase = .open
    _ = try? await add(policy.consumers)
    let guards = Task { await self.lookAfterEverybody() }
    // Nobody opens it: the wait ends when the caller is cancelled.
    await Latch().wait()
    phase = .closing
    guards.cancel()
    for id in employees.keys { drain(id) }
    let deadline = Task { await self.breakOffAtDeadline() }
    while let life = lives.values.first { await life.value }
    deadline.cancel()
    await deadline.value
    await guards.value
    for id in employees.keys { await strike(id) }
  }

  private func lookAfterEverybody() async {
    await withTaskGroup { group in
      group.addTask { try? await self.parts.health.run(over: self) }
      group.addTask { try? await self.scale() }
    }
  }

  private func breakOffAtDeadline() async {
    do { try await clock.sleep(for: policy.shutdownDeadline) } catch { return }
    phase = .brokenOff
    for employee in employees.values { employee.job?.cancel() }
  }

  private func scale() async throws {
    guard let scaler = parts.scaler else { return }
    var before = await parts.queue.counts().accepted
    while true {
      try await clock.sleep(for: policy.scalingInterval)
      let counts = await parts.queue.counts()
      let arrivals = Double(counts.accepted - before)
      before = counts.accepted
      await scaler.adjust(
        self,
        to: Load(
          backlog: counts.depth,
          arrivalsPerSecond: arrivals / (policy.scalingInterval / .seconds(1)),
          handlingTime: done.handlingTime))
    }
  }

  // MARK: - The pool

  public func metrics() -> SystemMetrics { done }

  public func members() -> [PoolMember] {
    employees.values.sorted { $0.number < $1.number }.map(\.member)
  }

  public func ping(_ consumer: ConsumerID) throws(PoolError) {
    guard isAlive(consumer) else { throw .noAnswer(consumer) }
  }

  @discardableResult
  public func add(_ count: Int) async throws(PoolError) -> [ConsumerID] {
    guard phase == .open else { throw .closed }
    let numbers = lastNumber..<lastNumber + max(count, 0)
    lastNumber = numbers.upperBound
    var added: [ConsumerID] = []
    for number in numbers {
      let id = ConsumerID("consumer-\(number + 1)")
      await parts.health.watch(id)
      // The shop may have closed in the meantime.
      guard phase == .open else {
        await parts.health.forget(id)
        break
      }
      employees[id] = Employee(number: number, member: PoolMember(id: id, started: clock.now))
      lives[id] = Task { await self.live(id) }
      added.append(id)
    }
    return added
  }

  public func replace(_ consumer: ConsumerID) async throws(PoolError) {
    guard employees[consumer] != nil else { return }
    kill(consumer)
    await strike(consumer)
    try await add(1)
  }

  public func drain(_ consumer: ConsumerID) {
    employees[consumer]?.member.isDraining = true
    employees[consumer]?.pull?.cancel()
  }

  public func kill(_ consumer: ConsumerID) {
    employees[consumer]?.isDead = true
    guard let employee = employees[consumer] else { return }
    employee.heart?.cancel()
    employee.pull?.cancel()
    employee.job?.cancel()
  }

  private func strike(_ consumer: ConsumerID) async {
    employees[consumer] = nil
    await parts.health.forget(consumer)
  }

  /// Who was struck off the list has died before.
  private func isAlive(_ id: ConsumerID) -> Bool { employees[id].map { !$0.isDead } ?? false }

  // MARK: - A consumer's life

  private func live(_ id: ConsumerID) async {
    let heart = Task { await self.beat(id) }
    employees[id]?.heart = heart
    while let delivery = await nextDelivery(id) { await handle(delivery, id) }
    heart.cancel()
    await heart.value
    if isAlive(id) { await strike(id) }
    lives[id] = nil
  }

  private func beat(_ id: ConsumerID) async {
    while let employee = employees[id], !employee.isDead, !Task.isCancelled {
      await parts.health.heartbeat(
        Heartbeat(consumer: id, status: employee.member.status, progress: employee.progress))
      try? await clock.sleep(for: policy.heartbeatInterval)
    }
  }

  private func nextDelivery(_ id: ConsumerID) async -> Delivery? {
    guard let employee = employees[id], !employee.isDead, !employee.member.isDraining else {
      return nil
    }
    let pull = Task { await self.pull(id) }
    employees[id]?.pull = pull
    return await pull.value
  }

  /// Waits for the turn, and then at the queue; nil if cancelled.
  private func pull(_ id: ConsumerID) async -> Delivery? {
    let call = Latch()
    line[id] = call
    await callNext()
    await call.wait()
    guard line.removeValue(forKey: id) == nil else { return nil }
    let delivery = try? await parts.queue.nextDelivery(for: id)
    if delivery == nil { await parts.balancer.release(id) }
    isTurnTaken = false
    await callNext()
    return delivery
  }

  private func callNext() async {
    while !isTurnTaken, !line.isEmpty {
      isTurnTaken = true
      let choice = await parts.balancer.selectConsumer(from: line.keys.map { Candidate(id: $0) })
      if let call = choice.flatMap({ line.removeValue(forKey: $0) }) { return call.open() }
      isTurnTaken = false
      guard let choice else { return }
      await parts.balancer.release(choice)
    }
  }

  private func handle(_ delivery: Delivery, _ id: ConsumerID) async {
    if isAlive(id) {
      step(id, .processing)
      let job = Task { await self.work(on: delivery, id) }
      employees[id]?.job = job
      if phase == .brokenOff { job.cancel() }
      let keeper = Task { await self.keepLease(of: delivery, for: job) }
      let outcome = await job.value
      keeper.cancel()
      let isLost = await keeper.value
      if isAlive(id) { await settle(delivery, isLost ? .lost : outcome, id) }
      step(id, .idle)
    }
    await parts.balancer.release(id)
  }

  private func step(_ id: ConsumerID, _ status: ConsumerStatus? = nil) {
    employees[id]?.progress += 1
    guard let status else { return }
    employees[id]?.member.status = status
    employees[id]?.member.lastActive = clock.now
  }

  /// Returns whether the lease was lost, in which case the job was told.
  private func keepLease(of delivery: Delivery, for job: Task<Outcome, Never>) async -> Bool {
    while true {
      do { try await clock.sleep(for: policy.lease / 3) } catch { return false }
      do {
        let deadline = try await parts.queue.extend(delivery.receipt, by: policy.lease)
        _ = await parts.deduplicator?.begin(
          delivery.message.id, for: delivery.receipt, until: deadline)
      } catch {
        job.cancel()
        return true
      }
    }
  }

  private func settle(_ delivery: Delivery, _ outcome: Outcome, _ id: ConsumerID) async {
    let (queue, receipt) = (parts.queue, delivery.receipt)
    do {
      switch outcome {
      case .done:
        try await queue.acknowledge(receipt)
        done.processed[id, default: 0] += 1
      case .doneBefore:
        try await queue.acknowledge(receipt)
        done.duplicates += 1
      case .failed:
        try await queue.nack(receipt)
        done.failed += 1
      case .underWay(let rest):
        try await queue.nack(receipt, delay: rest)
        done.failed += 1
      case .brokenOff:
        try await queue.nack(receipt, delay: .zero)
        done.handedBack += 1
      case .lost: done.late += 1
      }
    } catch {
      done.late += 1
    }
  }

  // MARK: - The work

  private func work(on delivery: Delivery, _ id: ConsumerID) async -> Outcome {
    guard let message = try? parts.preprocess(delivery.message) else { return .failed }
    let memory = parts.deduplicator
    switch await memory?.begin(message.id, for: delivery.receipt, until: delivery.deadline) {
    case .done: return .doneBefore
    case .underWay(let end): return .underWay(clock.now.duration(to: end))
    case .first, nil: break
    }
    var passes: [(gate: any Gate, pass: Pass)] = []
    var result = WorkOutcome.succeeded
    do {
      for gate in parts.gates { passes.append((gate, try await enter(gate, id))) }
      try Task.checkCancellation()
      let start = clock.now
      try await parts.processor.process(message)
      let time = start.duration(to: clock.now)
      done.handlingTime = done.handlingTime.map { $0 * 0.8 + time * 0.2 } ?? time
      try await parts.postprocess(message)
    } catch {
      result = Task.isCancelled ? .unknown : .failed
    }
    for (gate, pass) in passes.reversed() { await gate.leave(pass, result) }
    if result == .succeeded {
      await memory?.finish(message.id)
      return .done
    }
    await memory?.abandon(message.id, for: delivery.receipt)
    return result == .failed ? .failed : .brokenOff
  }

  private func enter(_ gate: any Gate, _ id: ConsumerID) async throws -> Pass {
    while true {
      try Task.checkCancellation()
      switch await gate.enter() {
      case .passed(let pass): return pass
      case .wait(let time):
        let end = clock.now.advanced(by: time)
        while clock.now < end {
          let nextStep = clock.now.advanced(by: policy.heartbeatInterval)
          try await clock.sleep(until: min(end, nextStep))
          step(id)
        }
      }
    }
  }
}

public enum SystemError: Error, Equatable {
  case startedBefore
}

public enum PoolError: Error, Equatable {
  case closed
  case noAnswer(ConsumerID)
}
