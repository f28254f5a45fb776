import Exercises
import Instruments
import Testing
import Vocabulary

extension AutoScalerTests {
  @Test func `a fleet leaps to its load, a step at a time`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(
        try ScalingPolicy(
          scaleUpCooldown: .seconds(15), stepUp: 4, growthFactor: 2,
          assumedHandlingTime: .milliseconds(10)), staff: 1, in: world)
      let peak = Load(arrivalsPerSecond: 5_000)
      // By four, then to the double each time, and last to what is needed.
      for wanted in [5, 10, 20, 40, 63, 63] {
        try await shop.look(peak)
        try shop.expectStaff(wanted, "A step is 4, or as many as there are, if that is more.")
        try await world.clock.sleep(for: .seconds(15) - .nanoseconds(1))
        try await shop.look(peak)
        try shop.expectStaff(wanted, "Between two steps lies the cooldown of 15 s.")
        try await world.clock.sleep(for: .nanoseconds(1))
      }
    }
  }

  @Test func `a fleet of none can grow`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(try plainPolicy(min: 0), in: world)
      try await shop.look(Load())
      try shop.expectStaff(0, "With a minimum of none, no load needs nobody.")
      try await shop.look(Load(arrivalsPerSecond: 26))
      try shop.expectStaff(6, "From nobody, and though nobody knows how long a message takes.")
    }
  }

  @Test func `the minimum is filled at once, and whole`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(try plainPolicy(min: 8, stepUp: 3), staff: 1, in: world)
      try await shop.look(.needing(1))
      try shop.expectStaff(
        8, "What is missing below the minimum is added, however large a step is.")
      try await shop.look(.needing(12))
      try shop.expectStaff(11, "To fill the minimum starts no cooldown: growth is free to follow.")
      shop.pool.change { for index in 0..<5 { $0.members[index].status = .failed } }
      world.tell("pool", "loses 5, which fail")
      try await shop.look(.needing(12))
      try shop.expectStaff(8, "To fill the minimum waits for no cooldown, but the rest does.")
      try await world.clock.sleep(for: .seconds(15))
      try await shop.look(.needing(12))
      try shop.expectStaff(11, "The cooldown counts from the last growth beyond the minimum.")
    }
  }

  @Test(arguments: [ConsumerStatus.failed, .stopped, nil])
  func `only who can work is capacity`(_ status: ConsumerStatus?) async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 6, in: world)
      shop.pool.change { state in
        for index in 0..<4 {
          if let status { state.members[index].status = status }
          state.members[index].isDraining = status == nil
        }
      }
      let condition = status?.rawValue ?? "draining"
      world.tell("pool", "has 4 of 6 that are \(condition)")
      try await shop.look(.needing(6))
      try shop.expectStaff(6, "A consumer that is \(condition) does no work, and is no capacity.")
    }
  }

  @Test func `who is just born is capacity`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(try plainPolicy(upCooldown: .zero), staff: 2, in: world)
      try await shop.look(.needing(9))
      try await shop.look(.needing(9))
      try shop.expectStaff(9, "Who was started for a load is not started for it again.")
    }
  }

  @Test func `everybody alive counts towards the maximum`() async {
    await explore(schedules: 10) { world in
      let shop = StaffedShop(
        try plainPolicy(min: 4, max: 10, upCooldown: .zero), staff: 2, in: world)
      shop.pool.settle(3, status: .failed)
      shop.pool.settle(3, status: .stopped)
      shop.pool.settle(1)
      shop.pool.change { $0.members[$0.members.count - 1].isDraining = true }
      world.tell("pool", "has 1 that is draining")
      try await shop.look(.needing(20))
      try shop.expectStaff(
        6,
        "Of 10 at most, 3 that failed and 1 that is draining are alive, and 3 that stopped are not."
      )
      // A broken fleet: whoever is started fails.
      for _ in 1...5 {
        shop.pool.change { state in
          for index in state.members.indices where state.members[index].status == .idle {
            state.members[index].status = .failed
          }
        }
        world.tell("pool", "fails altogether")
        try await world.clock.sleep(for: .seconds(15))
        try await shop.look(.needing(20))
      }
      try world.expectEqual(
        shop.pool.now.asked.reduce(0, +), 4,
        "A broken fleet stays within its bounds. Asked for in all:")
    }
  }

  @Test func `an addition that failed may be tried again at once`() async {
    await explore(schedules: 20) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 2, in: world)
      shop.pool.change { $0.starts = [.failure, .some(0)] }
      for _ in 1...3 {
        try await shop.look(.needing(9))
        try await world.clock.sleep(for: .seconds(world.random(in: 0...1)))
      }
      try shop.expectStaff(9, "What did not happen starts no cooldown.")
      try world.expectEqual(
        shop.pool.now.asked, [7, 7, 7], "Each look asks for those that are missing.")
    }
  }

  @Test func `what was really added counts`() async {
    await explore(schedules: 20) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 2, in: world)
      shop.pool.change { $0.starts = [.some(3)] }
      try await shop.look(.needing(9))
      try shop.expectStaff(5, "Three of seven were started.")
      try await shop.look(.needing(9))
      try shop.expectStaff(5, "Some were started, so there is a cooldown.")
      try await world.clock.sleep(for: .seconds(15))
      try await shop.look(.needing(9))
      try shop.expectStaff(9, "After the cooldown the rest is asked for.")
    }
  }
}
