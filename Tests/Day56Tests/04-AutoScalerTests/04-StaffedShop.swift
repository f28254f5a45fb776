import Exercises
import Instruments
import Testing
import Vocabulary

/// The learner's scaler, the pool it works on, and the world in which it does.
struct StaffedShop: Sendable {
  let policy: ScalingPolicy
  let scaler: any Scaler
  let pool: ScriptedPool
  let world: World

  /// - Parameter staff: how many have been there for long, and are idle.
  init(_ policy: ScalingPolicy, staff: Int = 0, in world: World) {
    self.policy = policy
    self.world = world
    scaler = AutoScaler(policy: policy, clock: world.clock)
    pool = ScriptedPool(policy, clock: world.clock, in: world)
    if staff > 0 { pool.settle(staff) }
  }

  /// Lets the scaler look once, at a pool that answers at once. Nothing else may be under way: what it
  /// says must be what the pool did.
  @discardableResult
  func look(_ load: Load, at place: SourceLocation = #_sourceLocation) async throws -> LookResult {
    let wanted = await scaler.desiredConsumers(for: load)
    world.tell("scaler", "looks, and wants \(wanted): \(load.told)")
    let (before, begun) = (pool.now, world.clock.now)
    let action = await scaler.adjust(pool, to: load)
    let after = pool.now
    try expectNothingWrong(at: place)
    try world.expectEqual(
      world.clock.now.told, begun.told,
      "A look takes no time of its own: it tries once, and the next one tries again. It ended at:",
      at: place)
    let deed = LookResult(
      asked: after.asked.dropFirst(before.asked.count).reduce(0, +),
      added: Array(after.added.dropFirst(before.added.count)),
      drained: Array(after.drained.dropFirst(before.drained.count)))
    try world.expect(
      action.names == deed.action.names,
      "The answer is what was done: expected \(deed.action.told), but the scaler says "
        + "\(action.told).", at: place)
    return deed
  }

  /// The same load, looked at every ten seconds.
  func look(
    _ load: Load, for time: Duration, at place: SourceLocation = #_sourceLocation
  ) async throws {
    let end = world.clock.now.advanced(by: time)
    while world.clock.now < end {
      try await world.clock.sleep(for: .seconds(10))
      try await look(load, at: place)
    }
  }

  func expectNothingWrong(at place: SourceLocation = #_sourceLocation) throws {
    if let wrong = pool.now.wrong { throw world.breakLaw(wrong, at: place) }
  }

  func expectStaff(
    _ wanted: Int, _ law: String, at place: SourceLocation = #_sourceLocation
  ) throws {
    try world.expectEqual(
      pool.now.staff.count, wanted, "\(law) Consumers that can work:", at: place)
  }
}

/// What came of a look.
struct LookResult {
  let asked: Int
  let added: [ConsumerID]
  let drained: [ConsumerID]

  /// What a scaler says that has done it.
  var action: ScalingAction {
    if !added.isEmpty { return .added(added) }
    if !drained.isEmpty { return .drained(drained) }
    return asked > 0 ? .failedToAdd : .none
  }
}

extension ScalingAction {
  /// The kind and whom it concerns, in no order.
  var names: [String] {
    switch self {
    case .none: ["none"]
    case .added(let consumers): ["added"] + consumers.map(\.name).sorted()
    case .drained(let consumers): ["drained"] + consumers.map(\.name).sorted()
    case .failedToAdd: ["failed to add"]
    }
  }

  var told: String {
    switch self {
    case .none: "none"
    case .added(let consumers): "\(consumers.count) added"
    case .drained(let consumers): "\(consumers.count) drained"
    case .failedToAdd: "failed to add"
    }
  }
}

extension Load {
  /// A load that asks for so many under `plainPolicy`, with no rounding to argue about.
  static func needing(_ consumers: Int) -> Load {
    Load(arrivalsPerSecond: max(Double(consumers) - 0.25, 0), handlingTime: .milliseconds(500))
  }

  var told: String {
    let arrivals =
      Int(exactly: arrivalsPerSecond).map { "\($0)" } ?? "\(arrivalsPerSecond)"
    let time = handlingTime.map { "\($0.told) each" } ?? "handling time unknown"
    return "\(backlog) waiting, \(arrivals) a second arriving, \(time)"
  }
}

/// Half a second of work a second is one consumer's. No band, a step of 10, and times that are easy to see.
func plainPolicy(
  min: Int = 2, max: Int = 40, tolerance: Double = 0, window: Duration = .seconds(60),
  upCooldown: Duration = .seconds(15), downCooldown: Duration = .seconds(30), stepUp: Int = 10,
  newbornAge: Duration = .seconds(20)
) throws -> ScalingPolicy {
  try ScalingPolicy(
    minConsumers: min, maxConsumers: max, targetUtilisation: 0.5, tolerance: tolerance,
    scaleDownWindow: window, scaleUpCooldown: upCooldown, scaleDownCooldown: downCooldown,
    stepUp: stepUp, growthFactor: 1, newbornAge: newbornAge)
}
