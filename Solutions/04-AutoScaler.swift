import Synchronization
import Vocabulary

/// Keeps as many consumers as the load needs: grows in leaps, shrinks with patience, stays within bounds.
///
/// ```swift
/// let scaler = AutoScaler(policy: try ScalingPolicy(minConsumers: 2, maxConsumers: 80))
/// await scaler.adjust(pool, to: Load(backlog: 12_000, arrivalsPerSecond: 5_000))
/// ```
///
/// Nothing runs in the background: whoever owns the scaler has it look, say every ten seconds. A look
/// asks the pool who is there, decides under the lock, and acts when the lock is free again.
///
/// Cost of a look: O(n log n) for n members, and O(looks in a window).
///
/// Source: seed 003, "Dynamic scaling"; the rules are those of `Scaler`.
public final class AutoScaler: Scaler {
  private let policy: ScalingPolicy
  private let clock: any TimeSource
  private let planner: Mutex<Planner>

  public init(policy: ScalingPolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
    planner = Mutex(Planner(policy: policy))
  }

  /// A pure function of policy and load. O(1).
  public func desiredConsumers(for load: Load) -> Int { policy.desiredConsumers(for: load) }

  @discardableResult
  public func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    let wanted = desiredConsumers(for: load)
    guard planner.withLock({ $0.beginLook(recommending: wanted, at: clock.now) }) else {
      return .none
    }
    let members = await pool.members()
    switch planner.withLock({ $0.plan(for: members, wanted, at: clock.now) }) {
    case .stay: return .none
    case .add(let count, let missing): return await add(count, to: pool, missing: missing)
    case .drain(let surplus):
      await withDiscardingTaskGroup { group in
        for consumer in surplus { group.addTask { await pool.drain(consumer) } }
      }
      return .drained(surplus)
    }
  }

  private func add(_ count: Int, to pool: any ConsumerPool, missing: Int) async -> ScalingAction {
    let added = (try? await pool.add(count)) ?? []
    planner.withLock { $0.endAdding(hasGrown: added.count > missing, at: clock.now) }
    return added.isEmpty ? .failedToAdd : .added(added)
  }
}

// MARK: - How many

extension ScalingPolicy {
  /// A backlog over a drain target is no number of consumers but a rate, messages a second, just as
  /// arrivals are: both become one times the handling time.
  fileprivate func desiredConsumers(for load: Load) -> Int {
    var handlingTime = load.handlingTime ?? assumedHandlingTime
    if handlingTime <= .zero { handlingTime = assumedHandlingTime }
    // The greater of nothing and what is not a number is nothing.
    let arrivals = Double.maximum(load.arrivalsPerSecond, 0)
    let backlog = Double(max(load.backlog, 0))
    let toKeepUp = arrivals * (handlingTime / .seconds(1)) / targetUtilisation
    let toCatchUp = backlog * (handlingTime / drainTarget)
    let needed = (toKeepUp + toCatchUp).rounded(.up)
    return needed < Double(maxConsumers) ? max(Int(needed), minConsumers) : maxConsumers
  }
}

// MARK: - What to do

/// What a look has come to.
private enum Plan {
  case stay
  /// So many are to be added, of which so many are missing below the minimum.
  case add(Int, missing: Int)
  case drain([ConsumerID])
}

/// What the looks so far have shown, and what follows from it. It does nothing but decide, and is told
/// the time.
private struct Planner: Sendable {
  struct Recommendation {
    let count: Int
    let time: Timestamp
  }

  let policy: ScalingPolicy

  /// The oldest first. Each is in force until the next one is made.
  private var recommendations: [Recommendation] = []
  private var lastGrowth: Timestamp?
  private var lastDrain: Timestamp?
  /// From a question who is there to the decision, and on to the end of an addition: what another look
  /// would see meanwhile is about to change.
  private var isLooking = false
  /// Those who were let go, until the pool says so, too.
  private var leaving: Set<ConsumerID> = []

  init(policy: ScalingPolicy) { self.policy = policy }

  /// Takes note of what the load asks for, and says whether this look may go on.
  mutating func beginLook(recommending count: Int, at now: Timestamp) -> Bool {
    recommendations.append(Recommendation(count: count, time: now))
    forgetWhatIsPast(at: now)
    defer { isLooking = true }
    return !isLooking
  }

  mutating func plan(for members: [PoolMember], _ wanted: Int, at now: Timestamp) -> Plan {
    let unmarked = members.lazy.filter { !$0.isDraining }.map(\.id)
    leaving.formIntersection(unmarked)
    let staff = members.filter {
      $0.status.isEligible && !$0.isDraining && !leaving.contains($0.id)
    }
    let alive = members.count { $0.status != .stopped }
    let plan =
      wanted > staff.count
      ? growth(from: staff.count, to: wanted, room: policy.maxConsumers - alive, at: now)
      : surplus(of: staff, at: now)
    if case .add = plan { return plan }
    isLooking = false
    return plan
  }

  mutating func endAdding(hasGrown: Bool, at now: Timestamp) {
    if hasGrown { lastGrowth = now }
    isLooking = false
  }

  private func growth(
    from capacity: Int, to wanted: Int, room: Int, at now: Timestamp
  ) -> Plan {
    let missing = max(policy.minConsumers - capacity, 0)
    var count = missing
    if isOver(policy.scaleUpCooldown, since: lastGrowth, at: now), isFar(wanted, from: capacity) {
      count = max(missing, min(wanted - capacity, policy.largestStepUp(from: capacity)))
    }
    count = min(count, room)
    return count > 0 ? .add(count, missing: missing) : .stay
  }

  private mutating func surplus(of staff: [PoolMember], at now: Timestamp) -> Plan {
    guard let needed = highestOfWindow(at: now), needed < staff.count,
      staff.count > policy.maxConsumers || isFar(needed, from: staff.count),
      isOver(policy.scaleDownCooldown, since: lastDrain, at: now)
    else { return .stay }
    let dispensable = staff.filter {
      $0.status == .idle && $0.started.duration(to: now) >= policy.newbornAge
    }
    let chosen = dispensable.sorted { $0.lastActive < $1.lastActive }
      .prefix(staff.count - needed).map(\.id)
    if chosen.isEmpty { return .stay }
    lastDrain = now
    leaving.formUnion(chosen)
    return .drain(chosen)
  }

  /// How many were needed at some time of the window; nil if its beginning was before the first look.
  private func highestOfWindow(at now: Timestamp) -> Int? {
    guard let first = recommendations.first, isPast(first, at: now) else { return nil }
    return recommendations.lazy.map(\.count).max()
  }

  /// Of those before the window, only the last is in force when it begins.
  private mutating func forgetWhatIsPast(at now: Timestamp) {
    let past = recommendations.prefix { isPast($0, at: now) }.count
    if past > 1 { recommendations.removeFirst(past - 1) }
  }

  private func isPast(_ recommendation: Recommendation, at now: Timestamp) -> Bool {
    recommendation.time.duration(to: now) >= policy.scaleDownWindow
  }

  private func isFar(_ wanted: Int, from capacity: Int) -> Bool {
    Double((wanted - capacity).magnitude) > policy.tolerance * Double(capacity)
  }

  private func isOver(_ cooldown: Duration, since last: Timestamp?, at now: Timestamp) -> Bool {
    last.map { $0.duration(to: now) >= cooldown } ?? true
  }
}
