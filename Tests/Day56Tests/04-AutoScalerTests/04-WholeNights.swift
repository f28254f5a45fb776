import Exercises
import Instruments
import Testing
import Vocabulary

extension AutoScalerTests {
  @Test func `every look keeps every rule`() async {
    await explore(schedules: 380, sizes: 2...12) { world in
      let least = world.random(in: 0...4)
      let policy = try ScalingPolicy(
        minConsumers: least, maxConsumers: least + world.random(in: 1...16),
        targetUtilisation: 0.5, tolerance: world.pick([0, 0.125, 0.5]),
        scaleDownWindow: .seconds(world.random(in: 0...40)),
        scaleUpCooldown: .seconds(world.random(in: 0...20)),
        scaleDownCooldown: .seconds(world.random(in: 0...40)), stepUp: world.random(in: 1...5),
        growthFactor: world.pick([1, 1.5, 3]), newbornAge: .seconds(world.random(in: 0...20)))
      let shop = StaffedShop(policy, staff: world.random(in: 0...policy.maxConsumers), in: world)
      shop.pool.change { $0.leaveTime = world.pick([nil, .zero]) }
      var model = ScalerModel(policy)
      var load = Load.needing(0)
      for _ in 1...world.size {
        try await world.clock.sleep(for: .seconds(world.random(in: 1...16)))
        if world.chance(3) { try await world.clock.sleep(for: .seconds(60)) }
        if world.chance(50) { load = .needing(world.random(in: 0...policy.maxConsumers + 2)) }
        shop.meddle()
        let before = shop.pool.now
        let deed = try await shop.look(load)
        let wanted = await shop.scaler.desiredConsumers(for: load)
        let objection = model.objection(
          to: deed, wanted: wanted, in: before, at: world.clock.now)
        if let objection { throw world.breakLaw(objection) }
      }
      let most = await shop.scaler.desiredConsumers(for: .needing(policy.maxConsumers))
      try world.expectEqual(most, policy.maxConsumers, "A load asks for as many as it needs.")
    }
  }

  /// The seed's own night: 100 messages a second and consumer, 5,000 a second at the peak.
  @Test func `the peak is served, and the fleet never flaps`() async {
    await explore(schedules: 2) { world in
      let shop = StaffedShop(.standard, staff: 2, in: world)
      var night = Night(of: shop)
      for second in stride(from: 0, to: 3_600, by: 10) {
        let isPeak = (600..<2_400).contains(second)
        // It is not quite even: one per cent up or down, and in some moments nobody comes.
        let arrivals = isPeak ? 5_000 + world.random(in: -50...50) : 100
        try await night.pass(arrivals: world.chance(5) ? 0 : arrivals)
        if second == 2_390 {
          try world.expect(
            night.backlog < 50_000,
            "Half an hour into the peak it is served as it comes, but \(night.backlog) messages wait."
          )
        }
      }
      try world.expectEqual(night.backlog, 0, "At the end nobody waits. Waiting:")
      try world.expect(
        night.highest < 600_000,
        "The fleet leaps: until it has caught up, less than 600,000 messages pile up, but "
          + "\(night.highest) did.")
      try shop.expectStaff(2, "After the peak the fleet is as small as before.")
      try world.expectEqual(
        night.turns, 1,
        "The fleet grows for the peak, and shrinks after it, and does not turn again. Turns:")
    }
  }
}

extension StaffedShop {
  /// Lets something happen that is none of the scaler's doing.
  fileprivate func meddle() {
    let now = world.clock.now
    pool.change { state in
      if world.chance(15) {
        state.starts = [world.pick([.failure, .some(world.random(in: 0...3))])]
      }
      for _ in 0..<min(world.random(in: 0...3), state.members.count) {
        let index = world.random(in: 0...state.members.count - 1)
        state.members[index].status = world.pick([.idle, .idle, .processing, .failed])
        state.members[index].lastActive = now
      }
      if world.chance(10) { state.members.removeAll { _ in world.chance(30) } }
      if world.chance(10), !state.members.isEmpty {
        state.members[world.random(in: 0...state.members.count - 1)].status = .stopped
      }
    }
    let told = { (status: ConsumerStatus) in pool.now.members.count { $0.status == status } }
    world.tell(
      "pool",
      "has \(told(.idle)) idle, \(told(.processing)) busy, \(told(.failed)) failed, "
        + "\(pool.now.members.count(where: \.isDraining)) draining")
  }
}

/// A night in steps of ten seconds: no single message, only how many come, are handled, and wait.
private struct Night {
  private let shop: StaffedShop
  private(set) var backlog = 0
  private(set) var highest = 0
  /// How often the fleet grew after it had shrunk, or shrank after it had grown.
  private(set) var turns = 0
  private var lastChange = 0

  init(of shop: StaffedShop) { self.shop = shop }

  mutating func pass(arrivals: Int) async throws {
    let waiting = backlog + arrivals * 10
    let staff = shop.pool.now.staff.count
    let handled = min(waiting, staff * 1_000)
    backlog = waiting - handled
    highest = max(highest, backlog)
    try await shop.world.clock.sleep(for: .seconds(10))
    work(share: (handled + 999) / 1_000)
    let deed = try await shop.look(
      Load(
        backlog: backlog, arrivalsPerSecond: Double(arrivals), handlingTime: .milliseconds(10)))
    let change = deed.added.count - deed.drained.count
    if change.signum() * lastChange.signum() < 0 { turns += 1 }
    if change != 0 { lastChange = change }
  }

  /// As many as were needed are still at work, and were until now.
  private func work(share busy: Int) {
    let now = shop.world.clock.now
    shop.pool.change { state in
      for index in state.members.indices {
        let isBusy = index < busy
        state.members[index].status = isBusy ? .processing : .idle
        if isBusy { state.members[index].lastActive = now }
      }
    }
  }
}
