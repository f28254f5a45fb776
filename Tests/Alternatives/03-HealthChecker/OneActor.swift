import Vocabulary

/// An actor, in which a consumer's standing is one value of an enumeration.
///
/// Different from the reference: no lock, and no sets beside the records; who has failed is counted when
/// somebody is about to. Whatever is awaited is awaited between two looks at the state, never within one.
/// A ping that takes too long throws, like one that is refused.
public actor HealthChecker: HealthMonitor {
  private enum Standing {
    case well(failures: Int, isHeldBack: Bool)
    case failed(successes: Int)
    case stopped
  }

  private struct Record {
    let life: Int
    let watched: Timestamp
    var standing = Standing.well(failures: 0, isHeldBack: false)
    var lastBeat: (beat: Heartbeat, time: Timestamp)?
    var gotOn: Timestamp
    var isAttendedTo = false
  }

  private struct TooLate: Error {}

  private let policy: HealthPolicy
  private let queue: any MessageQueue
  private let clock: any TimeSource
  private let report: @Sendable (HealthEvent) async -> Void

  private var records: [ConsumerID: Record] = [:]
  private var pinging: Set<ConsumerID> = []
  private var lives = 0

  public init(
    policy: HealthPolicy = .standard, queue: any MessageQueue,
    clock: any TimeSource = MonotonicClock(),
    report: @escaping @Sendable (HealthEvent) async -> Void = { _ in }
  ) {
    self.policy = policy
    self.queue = queue
    self.clock = clock
    self.report = report
  }

  public func watch(_ consumer: ConsumerID) {
    lives += 1
    records[consumer] = Record(life: lives, watched: clock.now, gotOn: clock.now)
  }

  public func forget(_ consumer: ConsumerID) { records[consumer] = nil }

  public func heartbeat(_ beat: Heartbeat) {
    guard var record = records[beat.consumer], beat.status != .failed else { return }
    if case .stopped = record.standing { return }
    if beat.status == .stopped {
      record.standing = .stopped
    } else {
      let wasWorking = record.lastBeat?.beat.status == .processing
      let isAhead = record.lastBeat.map { beat.progress > $0.beat.progress } ?? true
      if !wasWorking || beat.status == .idle || isAhead { record.gotOn = clock.now }
      record.lastBeat = (beat, clock.now)
    }
    records[beat.consumer] = record
  }

  public func status(of consumer: ConsumerID) -> ConsumerStatus? {
    guard let record = records[consumer] else { return nil }
    return switch record.standing {
    case .well: record.lastBeat?.beat.status ?? .idle
    case .failed: .failed
    case .stopped: .stopped
    }
  }

  public func check(_ pool: any ConsumerPool) async {
    await withTaskGroup { group in
      for (consumer, record) in records {
        if case .stopped = record.standing { continue }
        if record.isAttendedTo || pinging.contains(consumer) { continue }
        pinging.insert(consumer)
        group.addTask { await self.examine(consumer, life: record.life, in: pool) }
      }
    }
  }

  public func run(over pool: any ConsumerPool) async throws(CancellationError) {
    await withTaskGroup { rounds in
      while !Task.isCancelled {
        rounds.addTask { await self.check(pool) }
        try? await clock.sleep(for: policy.interval)
      }
    }
    throw CancellationError()
  }

  private func examine(_ consumer: ConsumerID, life: Int, in pool: any ConsumerPool) async {
    var hasAnswered = true
    do { try await ping(consumer, in: pool) } catch { hasAnswered = false }
    pinging.remove(consumer)
    guard !Task.isCancelled, records[consumer]?.life == life else { return }
    guard let event = judge(consumer, hasAnswered) else { return }
    records[consumer]?.isAttendedTo = true
    if case .failed = event {
      let revoked = await queue.revokeLeases(of: consumer)
      var isReplaced = true
      do { try await pool.replace(consumer) } catch { isReplaced = false }
      await report(.failed(consumer, revokedLeases: revoked, isReplaced: isReplaced))
    } else {
      await report(event)
    }
    if records[consumer]?.life == life { records[consumer]?.isAttendedTo = false }
  }

  private nonisolated func ping(_ consumer: ConsumerID, in pool: any ConsumerPool) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await pool.ping(consumer) }
      group.addTask {
        try await self.clock.sleep(for: self.policy.pingTimeout)
        throw TooLate()
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// What a check changes; for a failover, with figures that are not known yet.
  private func judge(_ consumer: ConsumerID, _ hasAnswered: Bool) -> HealthEvent? {
    guard let record = records[consumer] else { return nil }
    let isWell = isAlive(record, hasAnswered) && !isStuck(record)
    switch record.standing {
    case .stopped: return nil
    case .failed(let successes):
      guard isWell, successes + 1 >= policy.successesToRecover else {
        records[consumer]?.standing = .failed(successes: isWell ? successes + 1 : 0)
        return nil
      }
      records[consumer]?.standing = .well(failures: 0, isHeldBack: false)
      return .recovered(consumer)
    case .well(var failures, let isHeldBack):
      if isWell {
        records[consumer]?.standing = .well(failures: 0, isHeldBack: false)
        return nil
      }
      guard record.watched.duration(to: clock.now) >= policy.gracePeriod else { return nil }
      failures += 1
      let isDue = failures >= policy.failuresToFall
      if isDue && hasRoom {
        records[consumer]?.standing = .failed(successes: 0)
        return .failed(consumer, revokedLeases: 0, isReplaced: false)
      }
      records[consumer]?.standing = .well(failures: failures, isHeldBack: isDue)
      return isDue && !isHeldBack ? .heldBack(consumer) : nil
    }
  }

  private func isAlive(_ record: Record, _ hasAnswered: Bool) -> Bool {
    hasAnswered
      || record.lastBeat.map { $0.time.duration(to: clock.now) < policy.beatTimeout } ?? false
  }

  private func isStuck(_ record: Record) -> Bool {
    record.lastBeat?.beat.status == .processing
      && record.gotOn.duration(to: clock.now) >= policy.stallTimeout
  }

  private var hasRoom: Bool {
    var (fleet, failed) = (0, 0)
    for record in records.values {
      switch record.standing {
      case .well: fleet += 1
      case .failed: (fleet, failed) = (fleet + 1, failed + 1)
      case .stopped: break
      }
    }
    return failed < policy.mostFailed(ofFleet: fleet)
  }
}
