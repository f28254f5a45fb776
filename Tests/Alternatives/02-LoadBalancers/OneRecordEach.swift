import Synchronization
import Vocabulary

/// One record for each consumer, and one loop over the list for all three rules.
///
/// Different from the reference: the three balancers share a desk that keeps a record for each
/// consumer, and differ only in how they compare two records. Debts are whole numbers of 128 bits,
/// which no sum of weights can overflow. A newcomer waits for as many picks as there are others before
/// it has its next turn.
public final class RoundRobinBalancer: LoadBalancer {
  private let desk = Mutex(Desk())

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    desk.withLock { desk in
      desk.open(candidates)
      return desk.pick { $0.turn < $1.turn }
    }
  }

  public func release(_ consumer: ConsumerID) {}
}

public final class WeightedBalancer: WeightedLoadBalancer {
  private let desk = Mutex(Desk())
  private let weights = Mutex<[ConsumerID: Int]>([:])

  public init(weights: [ConsumerID: Int] = [:]) throws(WeightError) {
    for (consumer, weight) in weights { try setWeight(weight, for: consumer) }
  }

  public func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    guard weight.signum() == 1 else { throw .notPositive(weight, for: consumer) }
    weights.withLock { $0[consumer] = weight }
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    let weights = weights.withLock(\.self)
    return desk.withLock { desk in
      desk.open(candidates)
      desk.payOut(weights)
      return desk.pick { $0.debt == $1.debt ? $0.id.name < $1.id.name : $0.debt > $1.debt }
    }
  }

  public func release(_ consumer: ConsumerID) {}
}

public final class LeastConnectionsBalancer: CountingLoadBalancer {
  private let desk = Mutex(Desk())

  public init(generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    desk.withLock { desk in
      desk.open(candidates)
      let next = desk.pickLeastBusy()
      if let next { desk.records[next]?.connections += 1 }
      return next
    }
  }

  public func release(_ consumer: ConsumerID) {
    desk.withLock { desk in
      guard let record = desk.records[consumer], record.connections > 0 else { return }
      desk.records[consumer]?.connections -= 1
    }
  }

  public func connections() -> [ConsumerID: Int] {
    desk.withLock { $0.records.mapValues(\.connections).filter { $0.value > 0 } }
  }
}

private struct Record: Sendable {
  let id: ConsumerID
  /// When it was last picked, or first seen.
  var turn: Int
  var lastSeen: Int
  var debt: Int128 = 0
  var connections = 0
  /// Until when it rests, if it has come while the others were at work.
  var restsUntil: Int?
}

private struct Desk: Sendable {
  var records: [ConsumerID: Record] = [:]
  private var present: [ConsumerID] = []
  private var turn = 0
  private var picks = 0
  private var total: Int128 = 0

  /// Looks who is there.
  mutating func open(_ candidates: [Candidate]) {
    picks += 1
    present = []
    for candidate in candidates where candidate.isEligible {
      if records[candidate.id]?.lastSeen == picks { continue }
      let wasThere = records[candidate.id]?.lastSeen == picks - 1
      turn += 1
      let newcomer = Record(id: candidate.id, turn: turn, lastSeen: picks)
      records[candidate.id, default: newcomer].lastSeen = picks
      if !wasThere { records[candidate.id]?.restsUntil = picks }
      present.append(candidate.id)
    }
    guard records.count > present.count + 1_000 else { return }
    records = records.filter { $0.value.lastSeen == picks || $0.value.connections > 0 }
  }

  /// Gives everybody present its share of the pick to come.
  mutating func payOut(_ weights: [ConsumerID: Int]) {
    // In millionths, so that what is rounded off when the list changes is next to nothing.
    let shares = present.map { Int128(weights[$0] ?? 1) * 1_000_000 }
    let newTotal = shares.reduce(0, +)
    if newTotal != total, newTotal > 0, total > 0 {
      let scale = Double(newTotal) / Double(total)
      for id in records.keys {
        let debt = Double(records[id]?.debt ?? 0) * scale
        records[id]?.debt = Int128(debt.rounded())
      }
    }
    if newTotal > 0 { total = newTotal }
    for (id, share) in zip(present, shares) { records[id]?.debt += share }
  }

  mutating func pick(by isBetter: (Record, Record) -> Bool) -> ConsumerID? {
    guard let next = present.compactMap({ records[$0] }).min(by: isBetter) else { return nil }
    turn += 1
    records[next.id]?.turn = turn
    records[next.id]?.debt -= total
    return next.id
  }

  mutating func pickLeastBusy() -> ConsumerID? {
    let here = present.compactMap { records[$0] }
    let least = here.filter { $0.restsUntil == nil }.map(\.connections).min() ?? 0
    for record in here where record.connections >= least { records[record.id]?.restsUntil = nil }
    let now = picks
    let next = pick { one, other in
      let (mine, theirs) = (one.restsUntil ?? now > now, other.restsUntil ?? now > now)
      if mine != theirs { return theirs }
      return (one.connections, one.turn) < (other.connections, other.turn)
    }
    if let next, records[next]?.restsUntil != nil { records[next]?.restsUntil = now + here.count }
    return next
  }
}
