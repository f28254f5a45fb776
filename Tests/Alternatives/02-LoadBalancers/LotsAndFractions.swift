import Synchronization
import Vocabulary

/// Ties by lot, and debts as fractions of a pick.
///
/// Different from the reference: of those with equally few connections the generator draws one. What
/// is owed is counted in picks, so that nothing has to be converted when the list changes; sums of
/// fractions are never quite equal, so those that differ by less than a millionth count as equal. In
/// the round everybody knows whom to let go first, and nobody has a number.
public final class RoundRobinBalancer: LoadBalancer {
  private struct Turns: Sendable {
    /// Whom each one has to let go first: those who were there when it was picked, or came.
    var ahead: [ConsumerID: Set<ConsumerID>] = [:]
  }

  private let turns = Mutex(Turns())

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = Set(candidates.filter(\.isEligible).map(\.id)).sorted { $0.name < $1.name }
    return turns.withLock { turns in
      for newcomer in eligible where turns.ahead[newcomer] == nil {
        turns.ahead[newcomer] = Set(turns.ahead.keys)
      }
      if turns.ahead.count > eligible.count + 1_000 {
        turns.ahead = turns.ahead.filter { eligible.contains($0.key) }
      }
      let next = eligible.first { turns.ahead[$0, default: []].isDisjoint(with: eligible) }
      guard let next else { return nil }
      for other in turns.ahead.keys { turns.ahead[other]?.remove(next) }
      turns.ahead[next] = Set(turns.ahead.keys.filter { $0 != next })
      return next
    }
  }

  public func release(_ consumer: ConsumerID) {}
}

public final class WeightedBalancer: WeightedLoadBalancer {
  private struct Debts: Sendable {
    var weights: [ConsumerID: Int]
    var picksOwed: [ConsumerID: Double] = [:]
  }

  private let debts: Mutex<Debts>

  public init(weights: [ConsumerID: Int] = [:]) throws(WeightError) {
    for (consumer, weight) in weights { try Self.check(weight, for: consumer) }
    debts = Mutex(Debts(weights: weights))
  }

  public func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    try Self.check(weight, for: consumer)
    debts.withLock { $0.weights[consumer] = weight }
  }

  private static func check(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    if weight < 1 { throw .notPositive(weight, for: consumer) }
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = Set(candidates.filter(\.isEligible).map(\.id)).sorted { $0.name < $1.name }
    return debts.withLock { debts in
      let total = eligible.reduce(0.0) { $0 + Double(debts.weights[$1] ?? 1) }
      for consumer in eligible {
        debts.picksOwed[consumer, default: 0] += Double(debts.weights[consumer] ?? 1) / total
      }
      guard let most = eligible.compactMap({ debts.picksOwed[$0] }).max() else { return nil }
      let next = eligible.first { debts.picksOwed[$0, default: 0] > most - 0.000_001 }
      guard let next else { return nil }
      debts.picksOwed[next, default: 0] -= 1
      if debts.picksOwed.count > eligible.count + 1_000 {
        debts.picksOwed = debts.picksOwed.filter { eligible.contains($0.key) }
      }
      return next
    }
  }

  public func release(_ consumer: ConsumerID) {}
}

public final class LeastConnectionsBalancer: CountingLoadBalancer {
  private struct Desk: Sendable {
    var connections: [ConsumerID: Int] = [:]
    var lastList: Set<ConsumerID> = []
    var lastPicked: ConsumerID?
    /// Those who came while the others were at work, and have had fewer connections ever since.
    var guests: Set<ConsumerID> = []
    var generator: any RandomNumberGenerator & Sendable

    mutating func pick(from eligible: Set<ConsumerID>) -> ConsumerID? {
      guests.formUnion(eligible.subtracting(lastList))
      guests.formIntersection(eligible)
      lastList = eligible
      let hosts = eligible.subtracting(guests).map { connections[$0] ?? 0 }
      if let least = hosts.min() {
        guests = guests.filter { connections[$0] ?? 0 < least }
      } else {
        guests = []
      }
      let open = eligible.filter { $0 != lastPicked || !guests.contains($0) }
      let fewest = open.map { connections[$0] ?? 0 }.min()
      let tied = open.filter { connections[$0] ?? 0 == fewest }.sorted { $0.name < $1.name }
      guard let next = tied.randomElement(using: &generator) else { return nil }
      connections[next, default: 0] += 1
      lastPicked = next
      return next
    }
  }

  private let desk: Mutex<Desk>

  public init(generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    desk = Mutex(Desk(generator: generator))
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    desk.withLock { $0.pick(from: Set(candidates.filter(\.isEligible).map(\.id))) }
  }

  public func release(_ consumer: ConsumerID) {
    desk.withLock { desk in
      guard let count = desk.connections.removeValue(forKey: consumer) else { return }
      if count > 1 { desk.connections[consumer] = count - 1 }
    }
  }

  public func connections() -> [ConsumerID: Int] { desk.withLock(\.connections) }
}
