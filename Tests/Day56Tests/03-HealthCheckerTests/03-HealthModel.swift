import Vocabulary

/// The rules of `HealthMonitor`, written as plainly as possible: what was heard of a consumer is kept, and
/// gone through again at every question.
struct HealthModel {
  private struct Person {
    let since: Timestamp
    var beats: [(time: Timestamp, beat: Heartbeat)] = []
    /// Whether the checks that count were good, since the last edge.
    var row: [Bool] = []
    var isFailed = false
    var isHeldBack = false

    var isStopped: Bool { beats.last?.beat.status == .stopped }

    /// When it last got on, if it works.
    var gotOn: Timestamp? {
      var gotOn: Timestamp?
      var highest = Int.min
      for (time, beat) in beats {
        if beat.status != .processing {
          gotOn = nil
        } else if gotOn == nil || beat.progress > highest {
          gotOn = time
        }
        highest = max(highest, beat.progress)
      }
      return gotOn
    }
  }

  let policy: HealthPolicy
  private var people: [ConsumerID: Person] = [:]
  /// What should have been reported, in order; nobody held a lease, and all were replaced.
  private(set) var events: [HealthEvent] = []

  init(policy: HealthPolicy) { self.policy = policy }

  mutating func watch(_ consumer: ConsumerID, at now: Timestamp) {
    people[consumer] = Person(since: now)
  }

  mutating func forget(_ consumer: ConsumerID) { people[consumer] = nil }

  mutating func heartbeat(_ beat: Heartbeat, at now: Timestamp) {
    guard people[beat.consumer]?.isStopped == false, beat.status != .failed else { return }
    people[beat.consumer]?.beats.append((now, beat))
  }

  func status(of consumer: ConsumerID) -> ConsumerStatus? {
    guard let person = people[consumer] else { return nil }
    return person.isFailed && !person.isStopped
      ? .failed : person.beats.last?.beat.status ?? .idle
  }

  /// A ping of `consumer` was over.
  mutating func judge(_ consumer: ConsumerID, answered: Bool, at now: Timestamp) {
    guard var person = people[consumer], !person.isStopped else { return }
    let isSilent =
      !answered && person.beats.last.map { now >= $0.time + policy.beatTimeout } ?? true
    let isStuck = person.gotOn.map { now >= $0 + policy.stallTimeout } ?? false
    let isGood = !isSilent && !isStuck
    if isGood || now >= person.since + policy.gracePeriod { person.row.append(isGood) }
    if isGood { person.isHeldBack = false }
    if person.isFailed {
      if person.row.ends(in: policy.successesToRecover, true) {
        (person.isFailed, person.row) = (false, [])
        events.append(.recovered(consumer))
      }
    } else if person.row.ends(in: policy.failuresToFall, false) {
      let fleet = people.values.filter { !$0.isStopped }
      if fleet.count(where: \.isFailed) < policy.mostFailed(ofFleet: fleet.count) {
        (person.isFailed, person.isHeldBack, person.row) = (true, false, [])
        events.append(.failed(consumer, revokedLeases: 0, isReplaced: true))
      } else if !person.isHeldBack {
        person.isHeldBack = true
        events.append(.heldBack(consumer))
      }
    }
    people[consumer] = person
  }
}

extension [Bool] {
  fileprivate func ends(in count: Int, _ value: Bool) -> Bool {
    self.count >= count && suffix(count).allSatisfy { $0 == value }
  }
}

private func + (time: Timestamp, duration: Duration) -> Timestamp { time.advanced(by: duration) }
