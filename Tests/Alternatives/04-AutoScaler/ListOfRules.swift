import Synchronization
import Vocabulary

/// Each rule is a function that may make a change smaller; what is left when all have spoken is done.
///
/// Different from the reference: a change is one signed number. It starts as what is wanted and goes
/// through a list of limits; nothing else branches on up or down. The window is a staircase: only looks
/// that no later one exceeds are kept.
public final class AutoScaler: Scaler {
  private let policy: ScalingPolicy
  private let clock: any TimeSource
  private let state = Mutex(State())

  public init(policy: ScalingPolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public func desiredConsumers(for load: Load) -> Int {
    let time = [load.handlingTime, policy.assumedHandlingTime].compactMap(\.self)
      .first { $0 > .zero }
    let seconds = (time ?? policy.assumedHandlingTime) / .seconds(1)
    let keepUp = max(load.arrivalsPerSecond, 0).orZero * seconds / policy.targetUtilisation
    let catchUp = max(Double(load.backlog), 0) * seconds / (policy.drainTarget / .seconds(1))
    let bounds = Double(policy.minConsumers)...Double(policy.maxConsumers)
    let needed = min(max((keepUp + catchUp).rounded(.up), bounds.lowerBound), bounds.upperBound)
    return Int(exactly: needed) ?? policy.maxConsumers
  }

  @discardableResult
  public func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    let wanted = desiredConsumers(for: load)
    let isMine = state.withLock { state in
      state.climb(to: wanted, at: clock.now, window: policy.scaleDownWindow)
      if state.isTaken { return false }
      state.isTaken = true
      return true
    }
    guard isMine else { return .none }
    let members = await pool.members()
    let (change, missing, leavers) = state.withLock { state in
      state.decide(members, wanted, policy, at: clock.now)
    }
    if change > 0 {
      var new: [ConsumerID] = []
      do { new = try await pool.add(change) } catch { new = [] }
      state.withLock { state in
        if new.count > missing { state.grewAt = clock.now }
        state.isTaken = false
      }
      return new.isEmpty ? .failedToAdd : .added(new)
    }
    if leavers.isEmpty { return .none }
    await withDiscardingTaskGroup { group in
      for leaver in leavers { group.addTask { await pool.drain(leaver) } }
    }
    return .drained(leavers)
  }
}

private struct State {
  /// A look, and until when it was followed by none that wanted as many.
  struct Stair {
    let wanted: Int
    /// Until it was exceeded or succeeded.
    var until: Timestamp
  }

  var stairs: [Stair] = []
  var firstLook: Timestamp?
  var grewAt: Timestamp?
  var shrankAt: Timestamp?
  var isTaken = false
  var gone: Set<ConsumerID> = []

  mutating func climb(to wanted: Int, at now: Timestamp, window: Duration) {
    firstLook = firstLook ?? now
    if !stairs.isEmpty { stairs[stairs.count - 1].until = now }
    stairs.removeAll { $0.wanted <= wanted || $0.until.duration(to: now) >= window }
    stairs.append(Stair(wanted: wanted, until: now))
  }

  mutating func decide(
    _ members: [PoolMember], _ wanted: Int, _ policy: ScalingPolicy, at now: Timestamp
  ) -> (change: Int, missing: Int, leavers: [ConsumerID]) {
    gone = gone.filter { id in members.contains { $0.id == id && !$0.isDraining } }
    let staff = members.filter {
      $0.status.isEligible && !$0.isDraining && !gone.contains($0.id)
    }
    let missing = max(policy.minConsumers - staff.count, 0)
    let idle = staff.filter {
      $0.status == .idle && $0.started.duration(to: now) >= policy.newbornAge
    }
    let alive = members.count { $0.status != .stopped }
    let isOutside = missing > 0 || staff.count > policy.maxConsumers
    var target = wanted
    if wanted < staff.count { target = min(stairs.map(\.wanted).max() ?? wanted, staff.count) }
    let limits: [(Int) -> Int] = [
      { change in
        let isNear = Double(change.magnitude) <= policy.tolerance * Double(staff.count)
        return isNear && !isOutside ? 0 : change
      },
      { change in
        let isFar = Double(change.magnitude) > policy.tolerance * Double(staff.count)
        return isFar || change < 0 ? change : min(change, missing)
      },
      { change in min(change, max(policy.largestStepUp(from: staff.count), missing)) },
      { [grewAt] change in
        isOver(policy.scaleUpCooldown, grewAt) ? change : min(change, missing)
      },
      { [shrankAt] change in isOver(policy.scaleDownCooldown, shrankAt) ? change : max(change, 0) },
      { [firstLook] change in isOver(policy.scaleDownWindow, firstLook) ? change : max(change, 0) },
      { change in change > 0 ? max(min(change, policy.maxConsumers - alive), 0) : change },
      { change in max(change, -idle.count) },
    ]
    func isOver(_ time: Duration, _ last: Timestamp?) -> Bool {
      last.map { $0.duration(to: now) >= time } ?? true
    }
    let change = limits.reduce(target - staff.count) { change, limit in limit(change) }
    isTaken = change > 0
    guard change < 0 else { return (change, missing, []) }
    let leavers = idle.sorted { $0.lastActive < $1.lastActive }.prefix(-change).map(\.id)
    gone.formUnion(leavers)
    shrankAt = now
    return (change, missing, leavers)
  }
}

extension Double {
  fileprivate var orZero: Double { isNaN ? 0 : self }
}
