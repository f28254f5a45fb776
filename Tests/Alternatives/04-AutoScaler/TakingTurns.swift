import Synchronization
import Vocabulary

/// Looks take turns: nobody is turned away, and who comes second sees what the first has done.
///
/// Different from the reference: a turn is a token that is handed from look to look, and the state is a
/// plain value that travels with it, so there is no flag and nothing is locked but the line of those who
/// wait. The window remembers for each number when it was last in force.
public final class AutoScaler: Scaler {
  private let policy: ScalingPolicy
  private let clock: any TimeSource
  private let turns = Turns(Memory())

  public init(policy: ScalingPolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func desiredConsumers(for load: Load) -> Int {
    let arrivals = load.arrivalsPerSecond.isNaN ? 0 : max(0, load.arrivalsPerSecond)
    let time = load.handlingTime ?? .zero
    let handling = (time > .zero ? time : policy.assumedHandlingTime) / .seconds(1)
    let perSecond =
      arrivals / policy.targetUtilisation
      + Double(max(0, load.backlog)) / (policy.drainTarget / .seconds(1))
    let needed = (perSecond * handling).rounded(.up)
    if needed >= Double(policy.maxConsumers) { return policy.maxConsumers }
    return max(policy.minConsumers, Int(needed))
  }

  @discardableResult
  public func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    let wanted = desiredConsumers(for: load)
    var memory = await turns.begin()
    memory.remember(wanted, at: clock.now)
    let members = await pool.members()
    let roster = Roster(members, except: memory.dismissed)
    memory.dismissed = roster.unmarked
    let isShort = roster.staff.count < max(wanted, policy.minConsumers)
    if isShort {
      let action = await grow(pool, roster, to: wanted, &memory)
      turns.end(memory)
      return action
    }
    let chosen = roster.chooseSurplus(policy, memory, at: clock.now)
    if !chosen.isEmpty {
      memory.lastDrain = clock.now
      memory.dismissed.formUnion(chosen)
    }
    turns.end(memory)
    if chosen.isEmpty { return .none }
    await withTaskGroup { group in
      for consumer in chosen { group.addTask { await pool.drain(consumer) } }
    }
    return .drained(chosen)
  }

  private func grow(
    _ pool: any ConsumerPool, _ roster: Roster, to wanted: Int, _ memory: inout Memory
  ) async -> ScalingAction {
    let staff = roster.staff.count
    let missing = max(policy.minConsumers - staff, 0)
    let isRested =
      memory.lastGrowth.map { clock.now >= $0.advanced(by: policy.scaleUpCooldown) } ?? true
    var count = missing
    if isRested && Double(wanted - staff) > policy.tolerance * Double(staff) {
      count = max(count, min(wanted - staff, policy.largestStepUp(from: staff)))
    }
    count = min(count, policy.maxConsumers - roster.alive)
    if count <= 0 { return .none }
    guard let new = try? await pool.add(count), !new.isEmpty else { return .failedToAdd }
    if new.count > missing { memory.lastGrowth = clock.now }
    return .added(new)
  }
}

/// What is carried from look to look.
private struct Memory {
  /// When each number that was wanted was last in force.
  var lastInForce: [Int: Timestamp] = [:]
  var newest: Int?
  var firstLook: Timestamp?
  var lastGrowth: Timestamp?
  var lastDrain: Timestamp?
  var dismissed: Set<ConsumerID> = []

  mutating func remember(_ wanted: Int, at now: Timestamp) {
    if let newest { lastInForce[newest] = now }
    lastInForce[wanted] = now
    newest = wanted
    firstLook = firstLook ?? now
  }
}

/// Who is there.
private struct Roster {
  let staff: [PoolMember]
  let alive: Int
  /// Those who were dismissed, though the pool does not say so yet.
  let unmarked: Set<ConsumerID>

  init(_ members: [PoolMember], except dismissed: Set<ConsumerID>) {
    unmarked = Set(members.lazy.filter { !$0.isDraining }.map(\.id)).intersection(dismissed)
    staff = members.filter {
      $0.status.isEligible && !$0.isDraining && !dismissed.contains($0.id)
    }
    alive = members.count { $0.status != .stopped }
  }

  func chooseSurplus(
    _ policy: ScalingPolicy, _ memory: Memory, at now: Timestamp
  ) -> [ConsumerID] {
    let start = now.advanced(by: .zero - policy.scaleDownWindow)
    guard let first = memory.firstLook, first <= start else { return [] }
    if let last = memory.lastDrain, now < last.advanced(by: policy.scaleDownCooldown) { return [] }
    let inForce = memory.lastInForce.filter { $0.value > start || $0.key == memory.newest }
    let surplus = staff.count - (inForce.keys.max() ?? staff.count)
    let isFar = Double(surplus) > policy.tolerance * Double(staff.count)
    guard surplus > 0, isFar || staff.count > policy.maxConsumers else { return [] }
    return
      staff
      .filter { $0.status == .idle && now >= $0.started.advanced(by: policy.newbornAge) }
      .sorted { ($0.lastActive, $0.started) < ($1.lastActive, $1.started) }
      .prefix(surplus).map(\.id)
  }
}

/// Hands a value from one to the next, first come, first served.
private final class Turns<Value: Sendable>: Sendable {
  private struct State: Sendable {
    var value: Value?
    var line: [CheckedContinuation<Value, Never>] = []
  }

  private let state: Mutex<State>

  init(_ value: Value) { state = Mutex(State(value: value)) }

  func begin() async -> Value {
    await withCheckedContinuation { continuation in
      let free = state.withLock { state -> Value? in
        if let value = state.value {
          state.value = nil
          return value
        }
        state.line.append(continuation)
        return nil
      }
      if let free { continuation.resume(returning: free) }
    }
  }

  func end(_ value: Value) {
    let next = state.withLock { state -> CheckedContinuation<Value, Never>? in
      if state.line.isEmpty {
        state.value = value
        return nil
      }
      return state.line.removeFirst()
    }
    next?.resume(returning: value)
  }
}
