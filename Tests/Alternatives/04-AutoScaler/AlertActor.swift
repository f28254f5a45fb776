import Vocabulary

/// An actor that keeps the looks of a window, and knows since when it has been watching.
///
/// Different from the reference: nothing is split into a rule and a lock; whoever comes while another is
/// at it is turned away by a flag that `defer` takes down. The window holds the looks that are younger
/// than it, and after a silence as long as the window the watch begins anew.
public actor AutoScaler: Scaler {
  private let policy: ScalingPolicy
  private let clock: any TimeSource

  private var looks: [(wanted: Int, time: Timestamp)] = []
  private var watchingSince: Timestamp?
  private var growsAgain = Timestamp.start
  private var shrinksAgain = Timestamp.start
  private var isAtWork = false
  private var dismissed: Set<ConsumerID> = []

  public init(policy: ScalingPolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  public nonisolated func desiredConsumers(for load: Load) -> Int {
    let known = load.handlingTime.flatMap { $0 > .zero ? $0 : nil }
    let seconds = (known ?? policy.assumedHandlingTime) / .seconds(1)
    var needed = 0.0
    if load.arrivalsPerSecond > 0 {
      needed += load.arrivalsPerSecond * seconds / policy.targetUtilisation
    }
    if load.backlog > 0 {
      needed += Double(load.backlog) * seconds / (policy.drainTarget / .seconds(1))
    }
    guard let count = Int(exactly: needed.rounded(.up)) else { return policy.maxConsumers }
    return min(max(count, policy.minConsumers), policy.maxConsumers)
  }

  @discardableResult
  public func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    let wanted = desiredConsumers(for: load)
    note(wanted)
    if isAtWork { return .none }
    switch await work(on: pool, wanted: wanted) {
    case .done(let action): return action
    case .dismiss(let consumers):
      await withTaskGroup { group in
        for consumer in consumers { group.addTask { await pool.drain(consumer) } }
      }
      return .drained(consumers)
    }
  }

  private enum Outcome {
    case done(ScalingAction)
    case dismiss([ConsumerID])
  }

  private func work(on pool: any ConsumerPool, wanted: Int) async -> Outcome {
    isAtWork = true
    defer { isAtWork = false }
    let members = await pool.members()
    dismissed = dismissed.filter { id in members.contains { $0.id == id && !$0.isDraining } }
    let staff = members.filter {
      $0.status.isEligible && !$0.isDraining && !dismissed.contains($0.id)
    }
    if staff.count < wanted || staff.count < policy.minConsumers {
      let alive = members.filter { $0.status != .stopped }.count
      return .done(await hire(for: pool, wanted: wanted, staff: staff.count, alive: alive))
    }
    let chosen = dismiss(staff)
    return chosen.isEmpty ? .done(.none) : .dismiss(chosen)
  }

  private func hire(
    for pool: any ConsumerPool, wanted: Int, staff: Int, alive: Int
  ) async -> ScalingAction {
    let missing = max(0, policy.minConsumers - staff)
    let mayGrow = clock.now >= growsAgain && !isNear(wanted, staff)
    let growth = mayGrow ? min(wanted - staff, policy.largestStepUp(from: staff)) : 0
    let count = min(max(missing, growth), policy.maxConsumers - alive)
    guard count > 0 else { return .none }
    do {
      let new = try await pool.add(count)
      if new.count > missing { growsAgain = clock.now.advanced(by: policy.scaleUpCooldown) }
      return new.isEmpty ? .failedToAdd : .added(new)
    } catch {
      return .failedToAdd
    }
  }

  private func dismiss(_ staff: [PoolMember]) -> [ConsumerID] {
    let now = clock.now
    guard now >= shrinksAgain, let since = watchingSince,
      since.advanced(by: policy.scaleDownWindow) <= now
    else { return [] }
    let needed = looks.map(\.wanted).max() ?? staff.count
    if needed >= staff.count { return [] }
    if isNear(needed, staff.count), staff.count <= policy.maxConsumers { return [] }
    var idle = staff.filter { $0.status == .idle }
    idle.removeAll { $0.started.advanced(by: policy.newbornAge) > now }
    idle.sort { $0.lastActive < $1.lastActive }
    let chosen = idle.prefix(staff.count - needed).map(\.id)
    if !chosen.isEmpty { shrinksAgain = now.advanced(by: policy.scaleDownCooldown) }
    dismissed.formUnion(chosen)
    return chosen
  }

  private func note(_ wanted: Int) {
    let now = clock.now
    let window = policy.scaleDownWindow
    if looks.last.map({ $0.time.advanced(by: window) <= now }) ?? true { watchingSince = now }
    looks.removeAll { $0.time.advanced(by: window) <= now }
    looks.append((wanted, now))
  }

  private func isNear(_ wanted: Int, _ staff: Int) -> Bool {
    Double(abs(wanted - staff)) <= policy.tolerance * Double(staff)
  }
}
