import Exercises
import Instruments
import Testing
import Vocabulary

extension AutoScalerTests {
  @Test func `one empty moment takes nobody away`() async {
    await explore(schedules: 15) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 9, in: world)
      let law = "Who was needed within the last minute, or may have been, stays."
      try await shop.look(Load())
      try shop.expectStaff(9, "The first look does not know what was before it. \(law)")
      for _ in 1...12 {
        try await shop.look(.needing(9), for: .seconds(world.random(in: 1...60)))
        try await world.clock.sleep(for: .seconds(world.random(in: 1...10)))
        try await shop.look(Load())
        try shop.expectStaff(9, law)
      }
      try await shop.look(.needing(9))
      try await world.clock.sleep(for: .seconds(600))
      try await shop.look(Load())
      try shop.expectStaff(9, "One look after a long silence is but one look. \(law)")
      // Time alone proves nothing, but a window of looks does.
      try await shop.look(Load(), for: .seconds(80))
      try shop.expectStaff(2, "After a minute in which nobody needed them, they go.")
    }
  }

  @Test func `whom nobody needed for a whole window goes`() async {
    await explore(schedules: 20, sizes: 3...12) { world in
      let least = world.random(in: 2...world.size)
      let shop = StaffedShop(try plainPolicy(), staff: 15, in: world)
      try await shop.look(.needing(15), for: .seconds(70))
      let low = world.clock.now
      // The highest recommendation of the window is what counts, not the last and not the mean.
      for second in stride(from: 10, through: 50, by: 10) {
        try await world.clock.sleep(until: low.advanced(by: .seconds(second)))
        try await shop.look(.needing(second == 30 ? least : world.random(in: 0...least)))
        try shop.expectStaff(15, "They were needed until \(second) s ago.")
      }
      try await shop.look(.needing(0), for: .seconds(30))
      try shop.expectStaff(least, "For a minute, \(least) at most were needed.")
      try await shop.look(.needing(0), for: .seconds(70))
      try shop.expectStaff(2, "Since then nobody was needed, and the minimum stays.")
    }
  }

  @Test func `the longest idle goes first, and never who is busy or new`() async {
    await explore(schedules: 40, sizes: 1...8) { world in
      let shop = StaffedShop(try plainPolicy(min: 1), in: world)
      try await shop.look(Load(), for: .seconds(70))
      shop.pool.change { $0.members = [] }
      // In an order that has nothing to do with who is idle for how long.
      let idle = [50, 100, 150, 200, 250, 300]
        .map { ($0, world.random(in: 0...999)) }.sorted { $0.1 < $1.1 }.map(\.0)
      for seconds in idle { shop.pool.settle(1, idleFor: seconds) }
      shop.pool.settle(2, status: .processing, idleFor: 900)
      shop.pool.settle(2, status: .failed, idleFor: 900)
      let now = world.clock.now
      for (name, age) in [("newborn", 19), ("grown", 20)] {
        let member = PoolMember(
          id: ConsumerID(name), started: now.advanced(by: .seconds(-age)))
        shop.pool.change { $0.members.insert(member, at: 0) }
        world.tell("pool", "has \(name), \(age) s old")
      }
      let (members, staff) = (shop.pool.now.members, 10)
      let surplus = world.size
      try await shop.look(.needing(staff - surplus))
      let stay = Set(shop.pool.now.members.map(\.id))
      let gone = members.filter { !stay.contains($0.id) }.map {
        $0.lastActive.duration(to: now)
      }
      try world.expectEqual(
        gone.map(\.told).sorted(),
        ([20] + idle.sorted()).suffix(surplus).map { Duration.seconds($0).told }.sorted(),
        "Of \(staff) that can work, \(staff - surplus) are needed: who is idle for longest goes. Gone, by the time idle:"
      )
    }
  }

  @Test func `who is busy stays until it is idle`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(try plainPolicy(), in: world)
      shop.pool.settle(8, status: .processing)
      try await shop.look(Load(), for: .seconds(80))
      try shop.expectStaff(8, "Nobody is taken from its work.")
      shop.pool.change { for index in 0..<3 { $0.members[index].status = .idle } }
      world.tell("pool", "has 3 that are done")
      try await shop.look(Load())
      try shop.expectStaff(5, "What could not be done starts no cooldown: who is idle goes now.")
      shop.pool.change { for index in $0.members.indices { $0.members[index].status = .idle } }
      world.tell("pool", "has everybody done")
      try await shop.look(Load())
      try shop.expectStaff(5, "After a drain there is a cooldown of 30 s.")
      try await world.clock.sleep(for: .seconds(30))
      try await shop.look(Load())
      try shop.expectStaff(2, "After the cooldown the rest goes, except for the minimum.")
    }
  }

  @Test func `who is leaving is not let go again`() async {
    await explore(schedules: 20) { world in
      let shop = StaffedShop(try plainPolicy(downCooldown: .zero), staff: 10, in: world)
      shop.pool.change { $0.leaveTime = nil }
      try await shop.look(.needing(6), for: .seconds(100))
      try shop.expectStaff(6, "Four are not needed.")
      try world.expectEqual(
        shop.pool.now.drained.count, 4, "Four are let go, though they take their time. Let go:")
      try await shop.look(.needing(7))
      try shop.expectStaff(7, "Who is leaving comes not back: somebody else is started.")
    }
  }

  @Test func `a small difference is left alone`() async {
    await explore(schedules: 20) { world in
      let shop = StaffedShop(
        try plainPolicy(min: 12, max: 22, tolerance: 0.25), staff: 20, in: world)
      for _ in 1...20 {
        try await shop.look(.needing(world.random(in: 15...25)))
        try await world.clock.sleep(for: .seconds(15))
      }
      try shop.expectStaff(20, "What is within 25 % of capacity is near enough.")
      try await shop.look(.needing(14), for: .seconds(80))
      try shop.expectStaff(14, "What is further off is not.")
      shop.pool.settle(10)
      try await shop.look(.needing(22), for: .seconds(80))
      try shop.expectStaff(22, "Beyond the bounds nothing is near enough.")
      shop.pool.change { $0.members = Array($0.members.prefix(11)) }
      world.tell("pool", "loses all but 11")
      try await shop.look(.needing(0))
      try shop.expectStaff(12, "Beyond the bounds nothing is near enough.")
    }
  }

  @Test func `letting go holds up no growth`() async {
    await explore(schedules: 40) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 10, in: world)
      shop.pool.change { $0.leaveTime = .seconds(40) }
      try await shop.look(.needing(4), for: .seconds(50))
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await world.clock.sleep(for: .seconds(20))
          await shop.scaler.adjust(shop.pool, to: .needing(4))
          world.tell("scaler", "is done with letting go")
        }
        try await world.clock.sleep(for: .seconds(25))
        let gone = shop.pool.now.drained
        try world.expectEqual(gone.count, 6, "They are let go side by side. By now:")
        world.tell("scaler", "looks, and wants 12")
        let deadline = world.clock.now.advanced(by: .seconds(1))
        group.addTask {
          await shop.scaler.adjust(shop.pool, to: .needing(12))
          try world.expect(
            world.clock.now < deadline,
            "A look waits for nobody whom another lets go, but it took until \(world.clock.now.told)."
          )
        }
        try await group.waitForAll()
      }
      try shop.expectNothingWrong()
      try shop.expectStaff(
        12, "Neither those who leave nor their cooldown keep others from coming.")
    }
  }
}
