import Synchronization
import Vocabulary

/// A round that sets one alarm for all its pings, and judges in one place what comes in.
///
/// Different from the reference: all pings of a round are children of one group, and when the alarm goes
/// off, whoever has not answered is silent. So a round of n consumers takes n + 1 tasks. What follows from
/// a verdict is a child of a second group around it, which the alarm does not cancel. Who has failed is
/// seen from the last checks, kept as bits.
public final class HealthChecker: HealthMonitor {
  private let policy: HealthPolicy
  private let queue: any MessageQueue
  private let clock: any TimeSource
  private let report: @Sendable (HealthEvent) async -> Void
  private let register = Mutex(Register())

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
    let now = clock.now
    register.withLock { register in
      register.lastCard += 1
      register.cards[consumer] = Card(number: register.lastCard, opened: now)
    }
  }

  public func forget(_ consumer: ConsumerID) {
    register.withLock { _ = $0.cards.removeValue(forKey: consumer) }
  }

  public func heartbeat(_ beat: Heartbeat) {
    let now = clock.now
    register.withLock { $0.cards[beat.consumer]?.note(beat, at: now) }
  }

  public func status(of consumer: ConsumerID) -> ConsumerStatus? {
    register.withLock { $0.cards[consumer]?.status }
  }

  public func run(over pool: any ConsumerPool) async throws(CancellationError) {
    await withDiscardingTaskGroup { rounds in
      while !Task.isCancelled {
        rounds.addTask { await self.check(pool) }
        do { try await clock.sleep(for: policy.interval) } catch { return }
      }
    }
    throw CancellationError()
  }

  public func check(_ pool: any ConsumerPool) async {
    let visits = register.withLock { $0.beginRound() }
    guard !visits.isEmpty else { return }
    await withDiscardingTaskGroup { treatments in
      await withTaskGroup(of: News.self) { pings in
        for visit in visits {
          pings.addTask {
            do { try await pool.ping(visit.consumer) } catch { return .silence(visit) }
            return .answer(visit)
          }
        }
        pings.addTask {
          try? await self.clock.sleep(for: self.policy.pingTimeout)
          return .alarm
        }
        var open = Set(visits)
        for await news in pings {
          let judged: [Visit]
          var isAnswer = false
          switch news {
          case .answer(let visit): (judged, isAnswer) = ([visit], true)
          case .silence(let visit): judged = [visit]
          case .alarm: judged = Array(open)
          }
          // In the alarm's name a visit may have been judged already.
          for visit in judged where open.remove(visit) != nil {
            let step = conclude(visit, isAnswer: Task.isCancelled ? nil : isAnswer)
            if let step { treatments.addTask { await self.perform(step, visit, in: pool) } }
          }
          if case .alarm = news { pings.cancelAll() }
          // A ping is over when its task is, be it judged or not.
          register.withLock { register in
            switch news {
            case .answer(let visit), .silence(let visit): register.pinged.remove(visit.consumer)
            case .alarm: break
            }
          }
          if open.isEmpty { pings.cancelAll() }
        }
      }
    }
  }

  private func conclude(_ visit: Visit, isAnswer: Bool?) -> Step? {
    guard let isAnswer else { return nil }
    let now = clock.now
    return register.withLock { $0.conclude(visit, isAnswer, under: policy, at: now) }
  }

  private func perform(_ step: Step, _ visit: Visit, in pool: any ConsumerPool) async {
    let consumer = visit.consumer
    switch step {
    case .failOver:
      let revoked = await queue.revokeLeases(of: consumer)
      let replaced: Bool
      do {
        try await pool.replace(consumer)
        replaced = true
      } catch { replaced = false }
      await report(.failed(consumer, revokedLeases: revoked, isReplaced: replaced))
    case .recover: await report(.recovered(consumer))
    case .holdBack: await report(.heldBack(consumer))
    }
    register.withLock { register in
      if register.cards[consumer]?.number == visit.card { register.cards[consumer]?.isOpen = false }
    }
  }
}

private struct Visit: Hashable, Sendable {
  let consumer: ConsumerID
  let card: Int
}

private enum News {
  case answer(Visit), silence(Visit), alarm
}

private enum Step {
  case failOver, recover, holdBack
}

private struct Register: Sendable {
  var cards: [ConsumerID: Card] = [:]
  var pinged: Set<ConsumerID> = []
  var lastCard = 0

  mutating func beginRound() -> [Visit] {
    var visits: [Visit] = []
    for (consumer, card) in cards where card.status != .stopped && !card.isOpen {
      if pinged.insert(consumer).inserted {
        visits.append(Visit(consumer: consumer, card: card.number))
      }
    }
    return visits
  }

  mutating func conclude(
    _ visit: Visit, _ isAnswer: Bool, under policy: HealthPolicy, at now: Timestamp
  ) -> Step? {
    guard var card = cards[visit.consumer], card.number == visit.card, card.status != .stopped
    else { return nil }
    let step = card.enter(card.passes(isAnswer, under: policy, at: now), under: policy, at: now) {
      let fleet = cards.values.filter { $0.status != .stopped }
      return fleet.count { $0.status == .failed } < policy.mostFailed(ofFleet: fleet.count)
    }
    card.isOpen = step != nil
    cards[visit.consumer] = card
    return step
  }
}

private struct Card: Sendable {
  let number: Int
  let opened: Timestamp
  /// How many of the last checks were good, or failed: above zero or below.
  private var streak = 0
  private var hasFallen = false
  private var isHeldBack = false
  private var says = ConsumerStatus.idle
  private var heard: Timestamp?
  private var best = Int.min
  private var gotOn: Timestamp?
  /// Somebody attends to it.
  var isOpen = false

  init(number: Int, opened: Timestamp) {
    self.number = number
    self.opened = opened
  }

  var status: ConsumerStatus { hasFallen && says != .stopped ? .failed : says }

  mutating func note(_ beat: Heartbeat, at now: Timestamp) {
    guard says != .stopped, beat.status != .failed else { return }
    heard = now
    if beat.status != .processing {
      gotOn = nil
    } else if gotOn == nil || beat.progress > best {
      gotOn = now
    }
    best = max(best, beat.progress)
    says = beat.status
  }

  func passes(_ isAnswer: Bool, under policy: HealthPolicy, at now: Timestamp) -> Bool {
    if let gotOn, gotOn.duration(to: now) >= policy.stallTimeout { return false }
    if let heard, heard.duration(to: now) < policy.beatTimeout { return true }
    return isAnswer
  }

  mutating func enter(
    _ isGood: Bool, under policy: HealthPolicy, at now: Timestamp, ifThereIsRoom: () -> Bool
  ) -> Step? {
    if !isGood && opened.duration(to: now) < policy.gracePeriod { return nil }
    streak = isGood ? max(streak, 0) + 1 : min(streak, 0) - 1
    if isGood { isHeldBack = false }
    if hasFallen {
      guard streak >= policy.successesToRecover else { return nil }
      hasFallen = false
      return .recover
    }
    guard streak <= -policy.failuresToFall else { return nil }
    if ifThereIsRoom() {
      (hasFallen, isHeldBack, streak) = (true, false, 0)
      return .failOver
    }
    defer { isHeldBack = true }
    return isHeldBack ? nil : .holdBack
  }
}
