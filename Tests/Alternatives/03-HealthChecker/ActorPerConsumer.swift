import Synchronization
import Vocabulary

/// An actor for each consumer, and a lock for the one thing they share: how many have failed.
///
/// Different from the reference: every operation is asynchronous, a ping is an unstructured task whose
/// owner waits for it and cancels it, and the time-out is a second one. To be watched anew is to get a new
/// actor; the old one goes on until its ping is over, and what it finds concerns nobody.
public final class HealthChecker: HealthMonitor {
  private let duties: Duties
  private let office = Mutex(Office())

  public init(
    policy: HealthPolicy = .standard, queue: any MessageQueue,
    clock: any TimeSource = MonotonicClock(),
    report: @escaping @Sendable (HealthEvent) async -> Void = { _ in }
  ) {
    duties = Duties(policy: policy, queue: queue, clock: clock, report: report)
  }

  public func watch(_ consumer: ConsumerID) async {
    let nurse = Nurse(consumer, duties)
    await replaceNurse(of: consumer, by: nurse)
  }

  public func forget(_ consumer: ConsumerID) async { await replaceNurse(of: consumer, by: nil) }

  private func replaceNurse(of consumer: ConsumerID, by new: Nurse?) async {
    let old = office.withLock { office in
      defer { office.nurses[consumer] = new }
      return office.nurses[consumer]
    }
    if new != nil { duties.share.withLock { $0.fleet += 1 } }
    await old?.leave()
  }

  public func heartbeat(_ beat: Heartbeat) async {
    await office.withLock { $0.nurses[beat.consumer] }?.note(beat)
  }

  public func status(of consumer: ConsumerID) async -> ConsumerStatus? {
    await office.withLock { $0.nurses[consumer] }?.status
  }

  public func check(_ pool: any ConsumerPool) async {
    let nurses = office.withLock { $0.nurses }
    await withTaskGroup { group in
      for (consumer, nurse) in nurses {
        group.addTask {
          guard await nurse.isAvailable else { return }
          guard self.office.withLock({ $0.pinged.insert(consumer).inserted }) else { return }
          let hasAnswered = await self.duties.ping(consumer, in: pool)
          self.office.withLock { _ = $0.pinged.remove(consumer) }
          await nurse.attend(to: hasAnswered, in: pool)
        }
      }
    }
  }

  public func run(over pool: any ConsumerPool) async throws(CancellationError) {
    await withTaskGroup { rounds in
      while !Task.isCancelled {
        rounds.addTask { await self.check(pool) }
        try? await duties.clock.sleep(for: duties.policy.interval)
      }
    }
    throw CancellationError()
  }
}

private struct Office: Sendable {
  var nurses: [ConsumerID: Nurse] = [:]
  var pinged: Set<ConsumerID> = []
}

/// What all have in common.
private final class Duties: Sendable {
  let policy: HealthPolicy
  let queue: any MessageQueue
  let clock: any TimeSource
  let report: @Sendable (HealthEvent) async -> Void
  let share = Mutex((fleet: 0, failed: 0))

  init(
    policy: HealthPolicy, queue: any MessageQueue, clock: any TimeSource,
    report: @escaping @Sendable (HealthEvent) async -> Void
  ) {
    self.policy = policy
    self.queue = queue
    self.clock = clock
    self.report = report
  }

  /// Whether the consumer has answered in time; nil if nobody wants to know any more.
  func ping(_ consumer: ConsumerID, in pool: any ConsumerPool) async -> Bool? {
    let ping = Task { try await pool.ping(consumer) }
    let alarm = Task {
      try await clock.sleep(for: policy.pingTimeout)
      ping.cancel()
    }
    let result = await withTaskCancellationHandler {
      await ping.result
    } onCancel: {
      ping.cancel()
    }
    alarm.cancel()
    _ = await alarm.result
    if Task.isCancelled { return nil }
    if case .success = result { return true }
    return false
  }

  /// Takes a place among the failed, if there is one.
  func takePlace() -> Bool {
    share.withLock { share in
      guard share.failed < policy.mostFailed(ofFleet: share.fleet) else { return false }
      share.failed += 1
      return true
    }
  }
}

/// Looks after one consumer.
private actor Nurse {
  private let consumer: ConsumerID
  private let duties: Duties
  private let since: Timestamp
  private var says = ConsumerStatus.idle
  private var lastBeat: Timestamp?
  private var progress: Int?
  private var gotOn: Timestamp
  private var failures = 0
  private var successes = 0
  private var isFailed = false
  private var isHeldBack = false
  private var isBusy = false
  private var hasLeft = false

  init(_ consumer: ConsumerID, _ duties: Duties) {
    self.consumer = consumer
    self.duties = duties
    since = duties.clock.now
    gotOn = since
  }

  var status: ConsumerStatus { isFailed ? .failed : says }
  var isAvailable: Bool { !isBusy && !hasLeft && says != .stopped }

  func leave() {
    if !hasLeft && says != .stopped { leaveFleet() }
    hasLeft = true
  }

  private func leaveFleet() {
    duties.share.withLock { share in
      share.fleet -= 1
      if isFailed { share.failed -= 1 }
    }
    isFailed = false
  }

  func note(_ beat: Heartbeat) {
    guard says != .stopped, beat.status != .failed, !hasLeft else { return }
    let isSameWork = says == .processing && beat.status == .processing
    if !isSameWork || beat.progress > progress ?? .min { gotOn = duties.clock.now }
    says = beat.status
    progress = max(progress ?? .min, beat.progress)
    lastBeat = duties.clock.now
    if says == .stopped { leaveFleet() }
  }

  func attend(to hasAnswered: Bool?, in pool: any ConsumerPool) async {
    guard let hasAnswered, isAvailable, let event = judge(hasAnswered) else { return }
    isBusy = true
    if case .failed = event {
      let revoked = await duties.queue.revokeLeases(of: consumer)
      let isReplaced = (try? await pool.replace(consumer)) != nil
      await duties.report(.failed(consumer, revokedLeases: revoked, isReplaced: isReplaced))
    } else {
      await duties.report(event)
    }
    isBusy = false
  }

  private func judge(_ hasAnswered: Bool) -> HealthEvent? {
    let (now, policy) = (duties.clock.now, duties.policy)
    let isAlive = hasAnswered || lastBeat.map { now < $0.advanced(by: policy.beatTimeout) } ?? false
    let isStuck = says == .processing && now >= gotOn.advanced(by: policy.stallTimeout)
    guard isAlive && !isStuck else { return noteFailure(at: now) }
    (failures, isHeldBack) = (0, false)
    successes += isFailed ? 1 : 0
    guard isFailed, successes >= policy.successesToRecover else { return nil }
    isFailed = false
    duties.share.withLock { $0.failed -= 1 }
    return .recovered(consumer)
  }

  private func noteFailure(at now: Timestamp) -> HealthEvent? {
    successes = 0
    guard !isFailed, now >= since.advanced(by: duties.policy.gracePeriod) else { return nil }
    failures += 1
    guard failures >= duties.policy.failuresToFall else { return nil }
    if duties.takePlace() {
      (isFailed, isHeldBack, failures) = (true, false, 0)
      return .failed(consumer, revokedLeases: 0, isReplaced: false)
    }
    defer { isHeldBack = true }
    return isHeldBack ? nil : .heldBack(consumer)
  }
}
