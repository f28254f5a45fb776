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
  private let round = Mutex(Round())

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    round.withLock { $0.pick(from: candidates) }
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
    shares.withLock { $0.pick(from: candidates) }
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
  private let ledger: Mutex<Ledger>

  /// - Parameter generator: those who come at the same time draw lots for their order, so that several
  ///   balancers that start together do not all begin with the same consumer.
  public init(
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    ledger = Mutex(Ledger(generator: generator))
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    ledger.withLock { $0.pick(from: candidates) }
  }

  public func release(_ consumer: ConsumerID) { ledger.withLock { $0.release(consumer) } }

  public func connections() -> [ConsumerID: Int] { ledger.withLock(\.connections) }
}

// MARK: - Rules

/// Whose turn it is.
private struct Round: Sendable {
  /// Since when everybody waits: since the last turn or, before the first, since it came.
  private var waitingSince: [ConsumerID: Int] = [:]
  private var now = 0

  mutating func pick(from candidates: [Candidate]) -> ConsumerID? {
    now += 1
    var next: (consumer: ConsumerID, since: Int)?
    for candidate in candidates where candidate.isEligible {
      let since = waitingSince[candidate.id] ?? now
      if since == now { waitingSince[candidate.id] = now }
      if since < next?.since ?? .max { next = (candidate.id, since) }
    }
    guard let next else { return nil }
    now += 1
    waitingSince[next.consumer] = now
    forget(allBut: candidates)
    return next.consumer
  }

  /// Memory follows the list, not all who were ever on it; yet who is away for a while is remembered.
  private mutating func forget(allBut candidates: [Candidate]) {
    guard waitingSince.count > candidates.count + 1_000 else { return }
    let present = Set(candidates.map(\.id))
    waitingSince = waitingSince.filter { present.contains($0.key) }
  }
}

/// What everybody is owed.
private struct Shares: Sendable {
  private struct Account {
    /// Nil if none was set.
    var weight: Int?
    /// How far it is behind its share, and what a whole pick was worth when that was written down: the
    /// sum of all weights then. So on a stable list these are whole numbers, which `Double` holds
    /// exactly up to 2⁵³; and it does not overflow.
    var owed = 0.0
    var pick = 1.0
    var lastLook = 0

    var share: Double { Double(weight ?? 1) }

    /// A debt of one pick stays one pick when those are gone whose weights made it a large number.
    func owed(atPicksWorth worth: Double) -> Double { pick == worth ? owed : owed / pick * worth }
  }

  private var accounts: [ConsumerID: Account] = [:]
  private var looks = 0

  mutating func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    guard weight > 0 else { throw .notPositive(weight, for: consumer) }
    accounts[consumer, default: Account()].weight = weight
  }

  mutating func pick(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = look(at: candidates)
    let total = eligible.reduce(0) { $0 + $1.account.share }
    var next: (consumer: ConsumerID, owed: Double)?
    for (consumer, old) in eligible {
      var account = old
      account.owed = account.owed(atPicksWorth: total) + account.share
      account.pick = total
      accounts[consumer] = account
      // Names decide between equals, not the order of the list: it may be another one next time, and
      // then somebody would be missing in some Σ picks.
      if next.map({ ($0.owed, consumer.name) < (account.owed, $0.consumer.name) }) ?? true {
        next = (consumer, account.owed)
      }
    }
    guard let next else { return nil }
    accounts[next.consumer]?.owed = next.owed - total
    return next.consumer
  }

  /// The accounts of those who are eligible, each once.
  private mutating func look(
    at candidates: [Candidate]
  ) -> [(consumer: ConsumerID, account: Account)] {
    looks += 1
    var eligible: [(consumer: ConsumerID, account: Account)] = []
    eligible.reserveCapacity(candidates.count)
    for candidate in candidates where candidate.isEligible {
      var account = accounts[candidate.id] ?? Account()
      if account.lastLook == looks { continue }
      account.lastLook = looks
      accounts[candidate.id] = account
      eligible.append((candidate.id, account))
    }
    if accounts.count > candidates.count + 1_000 {
      accounts = accounts.filter { $0.value.lastLook == looks || $0.value.weight != nil }
    }
    return eligible
  }
}

/// Who has how much to do.
private struct Ledger: Sendable {
  private struct Record {
    var connections = 0
    /// Since when it waits: since it was picked or, before that, since it came.
    var waitingSince: Int
    /// Decides between those who came together. Whoever was picked then is behind them.
    var lot: UInt64
    /// Whether it has come, or come back, and has had fewer connections than the others ever since.
    var isNewcomer = true
    var lastLook = 0
  }

  private typealias Entry = (consumer: ConsumerID, record: Record)

  private var records: [ConsumerID: Record] = [:]
  private var lastPicked: ConsumerID?
  private var looks = 0
  private var generator: any RandomNumberGenerator & Sendable

  init(generator: any RandomNumberGenerator & Sendable) { self.generator = generator }

  var connections: [ConsumerID: Int] {
    records.compactMapValues { $0.connections > 0 ? $0.connections : nil }
  }

  mutating func release(_ consumer: ConsumerID) {
    guard let record = records[consumer], record.connections > 0 else { return }
    records[consumer]?.connections -= 1
  }

  mutating func pick(from candidates: [Candidate]) -> ConsumerID? {
    let eligible = welcome(look(at: candidates))
    let next =
      eligible
      .filter { !$0.record.isNewcomer || $0.consumer != lastPicked }
      .min { Self.isFreer($0.record, $1.record) }
    guard let next else { return nil }
    records[next.consumer]?.connections += 1
    records[next.consumer]?.waitingSince = looks
    records[next.consumer]?.lot = .max
    lastPicked = next.consumer
    return next.consumer
  }

  private static func isFreer(_ one: Record, _ other: Record) -> Bool {
    (one.connections, one.waitingSince, one.lot)
      < (other.connections, other.waitingSince, other.lot)
  }

  /// The records of those who are eligible, each once.
  private mutating func look(at candidates: [Candidate]) -> [Entry] {
    looks += 1
    var eligible: [Entry] = []
    eligible.reserveCapacity(candidates.count)
    for candidate in candidates where candidate.isEligible {
      var record = records[candidate.id] ?? Record(waitingSince: looks, lot: generator.next())
      if record.lastLook == looks { continue }
      if record.lastLook < looks - 1 { record.isNewcomer = true }
      record.lastLook = looks
      records[candidate.id] = record
      eligible.append((candidate.id, record))
    }
    if records.count > candidates.count + 1_000 {
      records = records.filter { $0.value.lastLook == looks || $0.value.connections > 0 }
    }
    return eligible
  }

  /// Finds out who is no newcomer any more. If there are others, somebody is there who is none.
  private mutating func welcome(_ eligible: [Entry]) -> [Entry] {
    let least = eligible.lazy.filter { !$0.record.isNewcomer }.map(\.record.connections).min() ?? 0
    return eligible.map { entry in
      guard entry.record.isNewcomer, entry.record.connections >= least else { return entry }
      var entry = entry
      entry.record.isNewcomer = false
      records[entry.consumer] = entry.record
      return entry
    }
  }
}
