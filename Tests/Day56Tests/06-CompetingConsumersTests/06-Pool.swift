import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

extension CompetingConsumersTests {
  @Test func `the balancer says who works`() async {
    await explore(schedules: 30, sizes: 1...20) { world in
      let favourite = ConsumerID("consumer-\(world.random(in: 1...3))")
      let shop = try Shop(
        in: world,
        choose: { candidates in
          candidates.contains(favourite) ? favourite : world.pick(candidates)
        }
      ) { _, _ in .succeeds(after: .seconds(1)) }
      try await shop.open {
        for number in 1...world.size {
          await shop.order(number...number)
          try await world.clock.sleep(for: .milliseconds(world.random(in: 0...1_500)))
        }
        try await shop.untilSettled()
      }
      let shares = await shop.system.metrics().processed
      for member in Set(shares.keys).union(shop.balancer.picked.keys) {
        let (done, picks) = (shares[member] ?? 0, shop.balancer.picked[member] ?? 0)
        // Somebody may have been picked for a message that did not come.
        try world.expect(
          done...done + 1 ~= picks,
          "Who is picked gets a message, and nobody else does: \(member) was picked \(picks) times, "
            + "and handled \(done).")
      }
      try shop.expectPicksReleased()
    }
  }

  @Test func `nobody is picked in vain`() async {
    await explore(schedules: 60) { world in
      let shop = try Shop(in: world, choose: { $0.min { $0.name < $1.name } ?? $0[0] }) { _, _ in
        .succeeds(after: .seconds(1))
      }
      let falls = world.pick(["drained", "killed", "replaced"])
      try await shop.open {
        try await world.clock.sleep(for: .milliseconds(1_500))
        // The first is picked, and waits for a message; then it falls.
        let first = try await shop.someMember().id
        world.tell("night", "\(first) is \(falls)")
        switch falls {
        case "drained": await shop.system.drain(first)
        case "killed": await shop.system.kill(first)
        default: try await shop.system.replace(first)
        }
        try world.expect(
          falls != "replaced" || !shop.watchman.watched.contains(first),
          "Who was replaced is not watched any more.")
        // A message that comes at the very moment of a crash may be lost to it, until its lease ends.
        let isFollowed = falls == "drained" && world.chance(50)
        if !isFollowed { try await world.clock.sleep(for: .milliseconds(100)) }
        for _ in 0..<world.random(in: 0...5) { await Task.yield() }
        await shop.order(1...1)
        try await world.clock.sleep(for: .milliseconds(1_500))
        let counts = await shop.queue.counts()
        let shares = await shop.system.metrics().processed
        try world.expect(
          isFollowed || shares[first] == nil,
          "Who has fallen takes no further message, though it was picked before; \(first) took one."
        )
        try world.expectEqual(
          counts.told, "1 acknowledged",
          "A message goes to one who can work on it: within a second and a half it is packed.")
      }
      try shop.expectPicksReleased()
    }
  }

  @Test func `who is added works, and has a name of its own`() async {
    await explore(schedules: 30) { world in
      let shop = try Shop(in: world, policy: SystemPolicy(consumers: 1)) { _, _ in
        .succeeds(after: .seconds(1))
      }
      try await shop.open {
        try await world.clock.sleep(for: .seconds(1))
        let first = try await shop.someMember().id
        let added = try await withThrowingTaskGroup { group in
          for _ in 1...3 { group.addTask { try await shop.system.add(2) } }
          return try await group.reduce(into: []) { $0 += $1 }
        }
        let names = await shop.system.members().map(\.id)
        try world.expectEqual(names.first, first, "The longest-serving is listed first.")
        try world.expect(
          Set(added).count == 6 && Set(names).count == 7 && Set(names).isSuperset(of: added),
          "Each of 6 who are added has a name of its own, and is a member. Added: \(added); "
            + "members: \(names).")
        try world.expectEqual(
          shop.watchman.watched.count, 7, "Everyone who works is watched.")
        await shop.order(1...7)
        try await shop.until(within: .seconds(1), "Everyone who is added gets work.") {
          shop.work.underWay == 7
        }
        try await shop.untilSettled()
      }
    }
  }

  @Test func `who is drained finishes, takes nothing more, and goes`() async {
    await explore(schedules: 45) { world in
      let shop = try Shop(in: world, policy: SystemPolicy(consumers: 2)) { _, _ in
        .succeeds(after: .seconds(5))
      }
      await shop.order(1...4)
      try await shop.open {
        try await world.clock.sleep(for: .seconds(2))
        let leaver = try await shop.someMember().id
        world.tell("night", "\(leaver) is let go")
        await shop.system.drain(leaver)
        await shop.system.drain(leaver)
        try await world.clock.sleep(for: .seconds(1))
        let leaving = await shop.system.members().first { $0.id == leaver }
        try world.expect(
          leaving?.isDraining == true && leaving?.status == .processing,
          "Who was let go finishes what it has, and is a member until then.")
        try await world.clock.sleep(for: .seconds(3))
        let members = await shop.system.members().map(\.id)
        try world.expect(!members.contains(leaver), "Who has finished is gone: \(members).")
        try world.expect(
          !shop.watchman.watched.contains(leaver), "Who has gone is not watched any more.")
        try await shop.untilSettled()
      }
      let shares = await shop.system.metrics().processed
      try world.expectEqual(
        shares.values.sorted(), [1, 3], "Who was let go did one order; the other did the rest.")
      try world.expectEqual(shop.work.repetitions, 0, "Nothing is done twice.")
    }
  }

  @Test func `who hangs is replaced, and its message done`() async {
    await explore(schedules: 30) { world in
      let shop = try Shop(in: world, policy: SystemPolicy(consumers: 2)) { message, attempt in
        message == "order-1" && attempt == 1 ? .hangs : .succeeds(after: .seconds(1))
      }
      await shop.order(1...2)
      try await shop.open {
        try await world.clock.sleep(for: .seconds(1))
        let before = await shop.system.members().map(\.id)
        try await shop.untilSettled()
        let after = await shop.system.members().map(\.id)
        try world.expect(
          after.count == 2 && Set(after).intersection(before).count == 1,
          "Who makes no step for 20 s is replaced. Before: \(before); after: \(after).")
        try await shop.until(within: .seconds(1), "The work of who was replaced is broken off.") {
          shop.work.underWay == 0
        }
      }
    }
  }

  @Test func `only the living answer`() async {
    await explore(schedules: 20) { world in
      let shop = try Shop(in: world, addParts: { $0.health = Blind() }) { _, _ in
        .succeeds(after: .seconds(1))
      }
      try await shop.open {
        try await world.clock.sleep(for: .seconds(1))
        let members = await shop.system.members().map(\.id)
        try world.expectEqual(members.count, 3, "As many as the policy says are there.")
        for member in members { try await shop.system.ping(member) }
        try await shop.system.replace("nobody")
        await shop.system.drain("nobody")
        let others = await shop.system.members().map(\.id)
        try world.expectEqual(
          others, members, "Who is not there cannot be let go, and nobody takes that place.")
        await shop.system.kill(members[0])
        for gone: ConsumerID in [members[0], "nobody"] {
          let answered = (try? await shop.system.ping(gone)) != nil
          try world.expect(
            !answered, "Who is dead, or was never there, does not answer: \(gone) did.")
        }
        let found = await shop.system.members().map(\.id)
        try world.expectEqual(
          found, members, "A crash tells nobody: the dead is a member until it is replaced.")
        try await withThrowingTaskGroup { group in
          for _ in 1...2 { group.addTask { try await shop.system.replace(members[0]) } }
          try await group.waitForAll()
        }
        let alive = await shop.system.members().map(\.id)
        try world.expect(
          alive.count == 3 && !alive.contains(members[0]),
          "Replaced by two at once, it has one in its place: \(alive).")
      }
    }
  }

  @Test func `the scaler is told the load, and its orders are carried out`() async {
    await explore(schedules: 15) { world in
      let scaler = ScriptedScaler()
      let shop = try Shop(
        in: world, policy: SystemPolicy(consumers: 1), addParts: { $0.scaler = scaler }
      ) { _, _ in .succeeds(after: .seconds(1)) }
      try await shop.open {
        try await world.clock.sleep(for: .milliseconds(100))
        for number in 1...20 {
          await shop.order(number...number)
          try await world.clock.sleep(for: .milliseconds(500))
        }
        let loads = scaler.loads
        try world.expectEqual(
          loads.map { Int($0.arrivalsPerSecond.rounded()) }, [2, 2],
          "Every 5 s the scaler is told how many arrive in a second.")
        try world.expect(
          loads.first.map { (4...5).contains($0.backlog) } ?? false,
          "It is told how many wait: 10 have come in 5 s, and 4 or 5 are packed. It was told "
            + "\(loads.map(\.backlog)).")
        let handling = loads.last?.handlingTime ?? .zero
        try world.expect(
          handling > .milliseconds(990) && handling < .milliseconds(1_010),
          "It is told how long a message takes, 1 s; it was told \(handling.told).")
        let members = await shop.system.members()
        try world.expectEqual(members.count, 3, "It has added 2, and with the first they are 3.")
        try await shop.untilSettled()
      }
    }
  }
}

/// Adds two consumers at the first opportunity, and remembers what it was told.
private final class ScriptedScaler: Scaler {
  private let told: Mutex<[Load]> = Mutex([])

  var loads: [Load] { told.withLock(\.self) }

  func desiredConsumers(for load: Load) async -> Int { 3 }

  func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction {
    let isFirst = told.withLock { told in
      told.append(load)
      return told.count == 1
    }
    guard isFirst, let added = try? await pool.add(2) else { return .none }
    return .added(added)
  }
}
