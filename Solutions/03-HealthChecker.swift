import Synchronization
import Vocabulary

/// Pings the consumers, listens to their beats, and has each that falls failed over once.
///
/// ```swift
/// let checker = HealthChecker(queue: queue) { event in await alert(event) }
/// checker.watch("anna")
/// try await checker.run(over: pool)  // until its task is cancelled
/// ```
///
/// What makes a check fail and what follows from it is written at `HealthMonitor`. All of it is decided
/// under a lock, at one instant, when a ping is over; to ping, to revoke, to replace and to report is
/// done with the lock free, in a task that belongs to the round.
///
/// Cost: a round of n consumers is 3n tasks and O(n); a beat is O(1).
///
/// Source: seed 003, "Health checks and failover".
public final class HealthChecker: HealthMonitor {
  private let policy: HealthPolicy
  private let queue: any MessageQueue
  private let clock: any TimeSource
  private let report: @Sendable (HealthEvent) async -> Void
  private let fleet: Mutex<Fleet>

  /// - Parameters:
  ///   - queue: where the leases of a consumer that falls are revoked.
  ///   - report: is told what happens. A slow one delays nobody but the consumer it is told about.
  public init(
    policy: HealthPolicy = .standard, queue: any MessageQueue,
    clock: any TimeSource = MonotonicClock(),
    report: @escaping @Sendable (HealthEvent) async -> Void = { _ in }
  ) {
    self.policy = policy
    self.queue = queue
    self.clock = clock
    self.report = report
    fleet = Mutex(Fleet(policy: policy))
  }

  public func watch(_ consumer: ConsumerID) {
    fleet.withLock { $0.watch(consumer, at: clock.now) }
  }

  public func forget(_ consumer: ConsumerID) {
    fleet.withLock { $0.forget(consumer) }
  }

  public func heartbeat(_ beat: Heartbeat) {
    fleet.withLock { $0.note(beat, at: clock.now) }
  }

  public func status(of consumer: ConsumerID) -> ConsumerStatus? {
    fleet.withLock { $0.status(of: consumer) }
  }

  public func check(_ pool: any ConsumerPool) async {
    let checks = fleet.withLock { $0.beginRound() }
    await withDiscardingTaskGroup { round in
      for check in checks {
        round.addTask { await self.perform(check, in: pool) }
      }
    }
  }

  public func run(over pool: any ConsumerPool) async throws(CancellationError) {
    await withDiscardingTaskGroup { rounds in
      repeat {
        rounds.addTask { await self.check(pool) }
      } while (try? await clock.sleep(for: policy.interval)) != nil
    }
    throw CancellationError()
  }

  private func perform(_ check: Check, in pool: any ConsumerPool) async {
    let hasAnswered = await ping(check.consumer, in: pool)
    // A ping that was cancelled tells something about us, and nothing about the consumer.
    let outcome: Outcome = Task.isCancelled ? .void : hasAnswered ? .answered : .silent
    let edge = fleet.withLock { $0.conclude(check, outcome, at: clock.now) }
    switch edge {
    case nil: return
    case .fell: await failOver(check.consumer, in: pool)
    case .recovered: await report(.recovered(check.consumer))
    case .heldBack: await report(.heldBack(check.consumer))
    }
    fleet.withLock { $0.release(check) }
  }

  /// Whether the consumer answers in time. Both children have ended when this returns.
  private func ping(_ consumer: ConsumerID, in pool: any ConsumerPool) async -> Bool {
    await withTaskGroup { race in
      race.addTask { (try? await pool.ping(consumer)) != nil }
      race.addTask {
        try? await self.clock.sleep(for: self.policy.pingTimeout)
        return false
      }
      defer { race.cancelAll() }
      return await race.next() ?? false
    }
  }

  private func failOver(_ consumer: ConsumerID, in pool: any ConsumerPool) async {
    let revoked = await queue.revokeLeases(of: consumer)
    let isReplaced = (try? await pool.replace(consumer)) != nil
    await report(.failed(consumer, revokedLeases: revoked, isReplaced: isReplaced))
  }
}

/// One ping of one consumer, in one of its lives.
private struct Check: Sendable {
  let consumer: ConsumerID
  let life: Int
}

/// What came of a ping.
private enum Outcome {
  case answered, silent
  /// Nobody waited for the answer.
  case void
}

/// A check that changed something.
private enum Edge {
  case fell, recovered, heldBack
}

// MARK: - The rules

/// Everyone who is watched. It does nothing but decide, and is told the time.
private struct Fleet: Sendable {
  let policy: HealthPolicy
  private var patients: [ConsumerID: Patient] = [:]
  private var stopped: Set<ConsumerID> = []
  private var failed: Set<ConsumerID> = []
  /// Not part of a patient: a ping may outlast the life in which it began.
  private var pinged: Set<ConsumerID> = []
  private var lives = 0

  init(policy: HealthPolicy) { self.policy = policy }

  mutating func watch(_ consumer: ConsumerID, at now: Timestamp) {
    forget(consumer)
    lives += 1
    patients[consumer] = Patient(life: lives, since: now)
  }

  mutating func forget(_ consumer: ConsumerID) {
    patients[consumer] = nil
    stopped.remove(consumer)
    failed.remove(consumer)
  }

  mutating func note(_ beat: Heartbeat, at now: Timestamp) {
    guard patients[beat.consumer] != nil, !stopped.contains(beat.consumer) else { return }
    switch beat.status {
    case .idle, .processing: patients[beat.consumer]?.vitals.note(beat, at: now)
    case .failed: break
    case .stopped:
      stopped.insert(beat.consumer)
      failed.remove(beat.consumer)
    }
  }

  func status(of consumer: ConsumerID) -> ConsumerStatus? {
    guard let patient = patients[consumer] else { return nil }
    if stopped.contains(consumer) { return .stopped }
    return failed.contains(consumer) ? .failed : patient.vitals.status
  }

  mutating func beginRound() -> [Check] {
    let checks = patients.compactMap { consumer, patient in
      stopped.contains(consumer) || pinged.contains(consumer) || patient.isInTreatment
        ? nil : Check(consumer: consumer, life: patient.life)
    }
    pinged.formUnion(checks.lazy.map(\.consumer))
    return checks
  }

  /// Judges a check whose ping is over. After an edge, `release` is to be called.
  mutating func conclude(_ check: Check, _ outcome: Outcome, at now: Timestamp) -> Edge? {
    pinged.remove(check.consumer)
    guard outcome != .void, !stopped.contains(check.consumer),
      var patient = patients[check.consumer], patient.life == check.life
    else { return nil }
    let isAlive = outcome == .answered || patient.vitals.hasBeaten(within: policy, at: now)
    let isWell = isAlive && !patient.vitals.isStuck(under: policy, at: now)
    let edge = isWell ? succeed(&patient, check.consumer) : fail(&patient, check.consumer, at: now)
    patient.isInTreatment = edge != nil
    patients[check.consumer] = patient
    return edge
  }

  mutating func release(_ check: Check) {
    guard patients[check.consumer]?.life == check.life else { return }
    patients[check.consumer]?.isInTreatment = false
  }

  private mutating func succeed(_ patient: inout Patient, _ consumer: ConsumerID) -> Edge? {
    patient.failures = 0
    patient.isHeldBack = false
    guard failed.contains(consumer) else { return nil }
    patient.successes += 1
    guard patient.successes >= policy.successesToRecover else { return nil }
    failed.remove(consumer)
    return .recovered
  }

  private mutating func fail(
    _ patient: inout Patient, _ consumer: ConsumerID, at now: Timestamp
  ) -> Edge? {
    patient.successes = 0
    let isNewborn = now < patient.since.advanced(by: policy.gracePeriod)
    guard !isNewborn, !failed.contains(consumer) else { return nil }
    patient.failures += 1
    guard patient.failures >= policy.failuresToFall else { return nil }
    if failed.count < policy.mostFailed(ofFleet: patients.count - stopped.count) {
      failed.insert(consumer)
      patient.failures = 0
      patient.isHeldBack = false
      return .fell
    }
    defer { patient.isHeldBack = true }
    return patient.isHeldBack ? nil : .heldBack
  }
}

/// What is known of a consumer in one of its lives.
private struct Patient: Sendable {
  let life: Int
  /// When this life began.
  let since: Timestamp
  var vitals: Vitals
  var failures = 0
  var successes = 0
  var isHeldBack = false
  /// Something is being done about it; until that is over it is not checked again, so that everything
  /// about it is told in the order in which it happened.
  var isInTreatment = false

  init(life: Int, since: Timestamp) {
    self.life = life
    self.since = since
    vitals = Vitals(movedAt: since)
  }
}

/// What a consumer says of itself.
private struct Vitals: Sendable {
  private(set) var status = ConsumerStatus.idle
  private var progress: Int?
  private var lastBeat: Timestamp?
  /// When it last got on, or had nothing to do.
  private var movedAt: Timestamp

  init(movedAt: Timestamp) { self.movedAt = movedAt }

  mutating func note(_ beat: Heartbeat, at now: Timestamp) {
    let hasMoved = progress.map { beat.progress > $0 } ?? true
    if hasMoved || status == .idle || beat.status == .idle { movedAt = now }
    (status, lastBeat) = (beat.status, now)
    progress = max(progress ?? beat.progress, beat.progress)
  }

  func hasBeaten(within policy: HealthPolicy, at now: Timestamp) -> Bool {
    lastBeat.map { now < $0.advanced(by: policy.beatTimeout) } ?? false
  }

  func isStuck(under policy: HealthPolicy, at now: Timestamp) -> Bool {
    status == .processing && now >= movedAt.advanced(by: policy.stallTimeout)
  }
}
