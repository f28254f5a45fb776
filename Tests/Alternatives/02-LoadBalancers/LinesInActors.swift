import Vocabulary

/// Three actors, and lines of people instead of numbers.
///
/// Different from the reference: the round is an array in the order of waiting, from which the next one
/// is taken out and put at the end. What is owed is not carried on but worked out, from the picks that
/// were made since the list last changed. A newcomer counts as no less busy than the least busy of the
/// others, and so has its turn when they have theirs.
public actor RoundRobinBalancer: LoadBalancer {
  private var line: [ConsumerID] = []

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    line.join(candidates)
    guard let next = line.first(where: { candidates.has($0) }) else { return nil }
    line.moveToEnd(next)
    return next
  }

  public func release(_ consumer: ConsumerID) {}
}

public actor WeightedBalancer: WeightedLoadBalancer {
  private var weights: [ConsumerID: Int] = [:]
  /// Since when the same have been eligible, with the same weights.
  private var era = Era()
  /// How many picks each was behind when it was last eligible in an era that is over.
  private var behind: [ConsumerID: Double] = [:]

  private struct Era {
    var shares: [ConsumerID: Double] = [:]
    var picks: [ConsumerID: Int] = [:]
    var count = 0
    var total: Double { shares.values.reduce(0, +) }

    func owed(to consumer: ConsumerID) -> Double {
      (Double(count) * (shares[consumer] ?? 0) - Double(picks[consumer] ?? 0) * total)
    }
  }

  public init(weights: [ConsumerID: Int] = [:]) throws(WeightError) {
    for (consumer, weight) in weights where weight <= 0 {
      throw .notPositive(weight, for: consumer)
    }
    self.weights = weights
  }

  public func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    guard weight > 0 else { throw .notPositive(weight, for: consumer) }
    weights[consumer] = weight
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    var shares: [ConsumerID: Double] = [:]
    for candidate in candidates where candidate.isEligible {
      shares[candidate.id] = Double(weights[candidate.id] ?? 1)
    }
    if shares != era.shares { beginEra(with: shares) }
    era.count += 1
    let total = era.total
    let next = shares.keys.max { one, other in
      let (less, more) = (
        era.owed(to: one) + (behind[one] ?? 0) * total,
        era.owed(to: other) + (behind[other] ?? 0) * total
      )
      return less == more ? one.name > other.name : less < more
    }
    if let next { era.picks[next, default: 0] += 1 }
    return next
  }

  private func beginEra(with shares: [ConsumerID: Double]) {
    for consumer in era.shares.keys {
      behind[consumer, default: 0] += era.owed(to: consumer) / era.total
    }
    era = Era(shares: shares)
    if behind.count > shares.count + 1_000 { behind = behind.filter { shares[$0.key] != nil } }
  }

  public func release(_ consumer: ConsumerID) {}
}

public actor LeastConnectionsBalancer: CountingLoadBalancer {
  private var counts: [ConsumerID: Int] = [:]
  private var line: [ConsumerID] = []
  private var lastEligible: Set<ConsumerID> = []
  private var newcomers: Set<ConsumerID> = []

  public init(generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    line.join(candidates)
    let eligible = line.filter { candidates.has($0) }
    newcomers.formUnion(eligible.filter { !lastEligible.contains($0) })
    newcomers.formIntersection(eligible)
    lastEligible = Set(eligible)
    let least = eligible.filter { !newcomers.contains($0) }.map { counts[$0] ?? 0 }.min() ?? 0
    newcomers = newcomers.filter { counts[$0] ?? 0 < least }
    // The first of several with equally few, and so the one that has waited longest.
    guard let next = eligible.min(by: { load($0, least) < load($1, least) }) else { return nil }
    counts[next, default: 0] += 1
    line.moveToEnd(next)
    return next
  }

  private func load(_ consumer: ConsumerID, _ least: Int) -> Int {
    newcomers.contains(consumer) ? least : counts[consumer] ?? 0
  }

  public func release(_ consumer: ConsumerID) {
    guard let count = counts[consumer] else { return }
    counts[consumer] = count == 1 ? nil : count - 1
  }

  public func connections() -> [ConsumerID: Int] { counts }
}

extension [Candidate] {
  fileprivate func has(_ consumer: ConsumerID) -> Bool {
    contains { $0.id == consumer && $0.isEligible }
  }
}

extension [ConsumerID] {
  fileprivate mutating func join(_ candidates: [Candidate]) {
    if count > candidates.count + 1_000 { removeAll { !candidates.has($0) } }
    for candidate in candidates where candidate.isEligible && !contains(candidate.id) {
      append(candidate.id)
    }
  }

  fileprivate mutating func moveToEnd(_ consumer: ConsumerID) {
    removeAll { $0 == consumer }
    append(consumer)
  }
}
