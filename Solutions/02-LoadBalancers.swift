import Synchronization
import Vocabulary

/// Gives everybody a turn: whoever has waited longest is next.
///
/// ```swift
/// let balancer = RoundRobinBalancer()
/// let packers = ["anna", "ben", "carl"].map { Candidate(id: $0) }
/// balancer.selectConsumer(from: packers)  // anna; then ben, carl, anna, …
/// ```
///
/// One waits since one was last picked or, as a newcomer, since one was first eligible. So nobody is
/// passed over twice for the same other, whoever comes and goes in between, and nobody pushes in.
///
/// Cost: O(n) for a pick among n.
///
/// Source: seed 003, "Load balancing", round robin.
public final class RoundRobinBalancer: LoadBalancer {
  private let line = Mutex(WaitingLine())

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = candidates.eligible
    return line.withLock { line in
      line.admit(eligible)
      let next = eligible.min { line.place(of: $0) < line.place(of: $1) }
      if let next { line.sendToEnd(next) }
      return next
    }
  }

  /// Nothing to do: a turn is a turn, however long it takes.
  public func release(_ consumer: ConsumerID) {}
}

/// Shares out the work by weight, and evenly: whoever is furthest behind its share is next.
///
/// ```swift
/// let balancer = try WeightedBalancer(weights: ["anna": 5])
/// let packers = ["anna", "ben", "carl"].map { Candidate(id: $0) }
/// balancer.selectConsumer(from: packers)  // anna; then anna, ben, anna, carl, anna, anna, …
/// ```
///
/// Of each pick everybody eligible is due a share: its weight, 1 if none was set, of the sum Σ of all
/// their weights. Of two who are equally far behind, the one whose name comes first is next. As long
/// as the same are eligible, and Σ is below 2⁵³, any Σ picks in a row hold each exactly as often as its
/// weight says, and nobody is ever a whole pick ahead.
///
/// When the list changes, what is owed is kept, counted in picks: a newcomer is owed nothing, and who
/// was away neither loses nor gains. So nobody waits while its shares add up to more than a few picks.
///
/// Cost: O(n) for a pick among n. It is the floor, since a list has to be read: a structure that
/// finds the next one in O(log n) would have to be compared with the list at every pick.
///
/// Source: seed 003, "Load balancing", weighted; smooth weighted round robin as in nginx.
public final class WeightedBalancer: WeightedLoadBalancer {
  private let shares: Mutex<Shares>

  /// - Throws: `WeightError` if a weight is not above zero.
  public init(weights: [ConsumerID: Int] = [:]) throws(WeightError) {
    var shares = Shares()
    for (consumer, weight) in weights { try shares.setWeight(weight, for: consumer) }
    self.shares = Mutex(shares)
  }

  public func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    try shares.withLock { shares throws(WeightError) in
      try shares.setWeight(weight, for: consumer)
    }
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = candidates.eligible
    return shares.withLock { $0.pick(from: eligible) }
  }

  /// Nothing to do: a share is counted when it is given.
  public func release(_ consumer: ConsumerID) {}
}

/// Gives the next thing to do to whoever has the least to do.
///
/// ```swift
/// let balancer = LeastConnectionsBalancer()
/// if let packer = balancer.selectConsumer(from: packers) {
///   defer { balancer.release(packer) }
///   await pack(order, by: packer)
/// }
/// ```
///
/// A pick is a connection from the moment it is made, so two who pick at once never get the same free
/// consumer. Of those with equally few, the one that has waited longest is next.
///
/// One that comes, or comes back, while the others are at work takes turns with them: as long as it
/// has fewer connections than each of those who were there, it is not picked twice in a row. Else it
/// would be given everything until it has as much as they have, cold as it is.
///
/// Cost: O(n) for a pick among n. Connections are kept as long as they last, whether or not the
/// consumer is on the list.
///
/// Source: seed 003, "Load balancing", least connections.
public final class LeastConnectionsBalancer: CountingLoadBalancer {
  private let ledger: Mutex<ConnectionLedger>

  /// - Parameter generator: those who come at the same time draw lots for their order, so that several
  ///   balancers that start together do not all begin with the same consumer.
  public init(
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    ledger = Mutex(ConnectionLedger(generator: generator))
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = candidates.eligible
    return ledger.withLock { $0.pick(from: eligible) }
  }

  public func release(_ consumer: ConsumerID) { ledger.withLock { $0.release(consumer) } }

  public func connections() -> [ConsumerID: Int] { ledger.withLock(\.connections) }
}

// MARK: - Rules

extension [Candidate] {
  /// Those who can be given work, each once, in their order.
  fileprivate var eligible: [ConsumerID] {
    var known: Set<ConsumerID> = []
    return compactMap { $0.isEligible && known.insert($0.id).inserted ? $0.id : nil }
  }
}

extension Dictionary where Key == ConsumerID {
  /// Memory follows the list, not all who were ever on it; yet who is away for a while is remembered.
  fileprivate mutating func forget(allBut eligible: [ConsumerID]) {
    guard count > eligible.count + 1_000 else { return }
    let present = Set(eligible)
    self = filter { present.contains($0.key) }
  }
}

/// Everybody's place: newcomers join at the end, and who was picked goes there again.
private struct WaitingLine: Sendable {
  private var places: [ConsumerID: Int] = [:]
  private var lastPlace = 0

  /// - Parameter newcomers: puts those who are not in the line yet into the order in which they join.
  mutating func admit(
    _ eligible: [ConsumerID], ordering newcomers: ([ConsumerID]) -> [ConsumerID] = { $0 }
  ) {
    for newcomer in newcomers(eligible.filter { places[$0] == nil }) { sendToEnd(newcomer) }
    places.forget(allBut: eligible)
  }

  func place(of consumer: ConsumerID) -> Int { places[consumer] ?? .max }

  mutating func sendToEnd(_ consumer: ConsumerID) {
    lastPlace += 1
    places[consumer] = lastPlace
  }
}

/// What everybody is owed.
private struct Shares: Sendable {
  private var weights: [ConsumerID: Int] = [:]
  /// How far each is behind its share. A whole pick is worth `total`, so that on a stable list all
  /// these are whole numbers: `Double` holds those exactly, up to 2⁵³, and does not overflow.
  private var owed: [ConsumerID: Double] = [:]
  /// The sum of the weights of those who were eligible last.
  private var total = 1.0

  mutating func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    guard weight > 0 else { throw .notPositive(weight, for: consumer) }
    weights[consumer] = weight
  }

  mutating func pick(from eligible: [ConsumerID]) -> ConsumerID? {
    let shares = eligible.map { Double(weights[$0] ?? 1) }
    count(inPicksWorth: shares.reduce(0, +))
    for (consumer, share) in zip(eligible, shares) { owed[consumer, default: 0] += share }
    guard let next = eligible.max(by: isLessBehind) else { return nil }
    owed[next, default: 0] -= total
    owed.forget(allBut: eligible)
    return next
  }

  /// Whether `one` is less far behind than `other`. Names decide between equals, not the order of the
  /// list: that may be another one at the next pick, and no pick would come back after Σ others.
  private func isLessBehind(_ one: ConsumerID, _ other: ConsumerID) -> Bool {
    (owed[one] ?? 0, other.name) < (owed[other] ?? 0, one.name)
  }

  /// A debt of one pick stays one pick when those are gone whose weights made it a large number.
  private mutating func count(inPicksWorth newTotal: Double) {
    guard newTotal > 0, newTotal != total else { return }
    let scale = newTotal / total
    owed = owed.mapValues { $0 * scale }
    total = newTotal
  }
}

/// Who has how much to do.
private struct ConnectionLedger: Sendable {
  /// Without those who have none.
  private(set) var connections: [ConsumerID: Int] = [:]
  private var line = WaitingLine()
  /// Who was eligible at the last pick.
  private var present: Set<ConsumerID> = []
  /// Who has come since, and has had fewer connections than each of the others all the time.
  private var newcomers: Set<ConsumerID> = []
  private var lastPicked: ConsumerID?
  private var generator: any RandomNumberGenerator & Sendable

  init(generator: any RandomNumberGenerator & Sendable) { self.generator = generator }

  mutating func pick(from eligible: [ConsumerID]) -> ConsumerID? {
    line.admit(eligible) { $0.shuffled(using: &generator) }
    welcome(eligible)
    let next =
      eligible
      .filter { $0 != lastPicked || !newcomers.contains($0) }
      .min { (load(of: $0), line.place(of: $0)) < (load(of: $1), line.place(of: $1)) }
    guard let next else { return nil }
    connections[next, default: 0] += 1
    line.sendToEnd(next)
    lastPicked = next
    return next
  }

  mutating func release(_ consumer: ConsumerID) {
    guard let count = connections[consumer] else { return }
    connections[consumer] = count > 1 ? count - 1 : nil
  }

  private func load(of consumer: ConsumerID) -> Int { connections[consumer] ?? 0 }

  /// Finds out who is new here. If there are newcomers afterwards, somebody else is eligible, too.
  private mutating func welcome(_ eligible: [ConsumerID]) {
    let now = Set(eligible)
    newcomers.formUnion(now.subtracting(present))
    let others = eligible.filter { !newcomers.contains($0) }
    let least = others.map { load(of: $0) }.min() ?? 0
    newcomers = newcomers.filter { now.contains($0) && load(of: $0) < least }
    present = now
  }
}
