import Exercises
import Instruments
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test func `two who pick at once get two`() async {
    await explore(schedules: 300, sizes: 2...6) { world in
      let balancer = countingBalancer(in: world)
      let everybody = packers(world.size)
      let list = candidates(everybody, in: world)
      let picks = try await withThrowingTaskGroup { group in
        for _ in everybody {
          group.addTask { try await expectPick(from: list, by: balancer, in: world) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      try world.expect(
        Set(picks).count == everybody.count,
        "A pick counts from the moment it is made, so that each of \(everybody.count) who pick at "
          + "once gets another one: \(told(counted(picks))).")
    }
  }

  @Test func `ties do not always go to the same one`() async {
    await explore(schedules: 6, sizes: 2...4) { world in
      let balancer = countingBalancer(in: world)
      let list = candidates(packers(world.size), in: world)
      var counts: [ConsumerID: Int] = [:]
      let rounds = 80
      for _ in 1...(rounds * world.size) {
        let pick = try await expectPick(from: list, by: balancer, in: world)
        counts[pick, default: 0] += 1
        await balancer.release(pick)
      }
      // Lots leave some further from the middle than turns do, but not as far as this.
      let least = list.map { counts[$0.id] ?? 0 }.min() ?? 0
      try world.expect(
        least > rounds / 2,
        "Of those with equally few connections none is preferred: everybody was free at each of "
          + "\(rounds * world.size) picks, and they went so: \(told(counts)).")
      try await expectNoPreference(forNewcomersOver: "anna", in: world)
    }
  }

  /// Something crashes and is started anew, under a new name, before every pick.
  private func expectNoPreference(
    forNewcomersOver veteran: ConsumerID, in world: World
  ) async throws {
    let balancer = countingBalancer(in: world)
    var turns = 0
    for number in 1...60 {
      let list = world.inAnyOrder([veteran, "newcomer-\(number)"])
      let pick = try await expectPick(from: candidates(list, in: world), by: balancer, in: world)
      if pick == veteran { turns += 1 }
      await balancer.release(pick)
    }
    try world.expect(
      turns > 10,
      "A newcomer is not preferred to one who is as free: \(veteran) was there at 60 picks, each time "
        + "beside somebody new, and got \(turns).")
  }

  @Test func `chance comes from the generator`() async {
    await explore(schedules: 40, sizes: 2...5) { world in
      let (one, other) = (countingBalancer(in: world), countingBalancer(in: world))
      for _ in 1...12 {
        let list = candidates(world.inAnyOrder(packers(world.size)), in: world)
        let first = try await expectPick(from: list, by: one, in: world)
        let second = try await expectPick(from: list, by: other, in: world)
        try world.expectEqual(
          second, first, "With the same generator and the same list the pick is the same.")
        if world.chance(50) {
          await one.release(first)
          await other.release(second)
        }
      }
    }
  }

  @Test func `a newcomer takes turns with the others`() async {
    await explore(schedules: 120, sizes: 2...5) { world in
      let balancer = countingBalancer(in: world)
      let others = packers(world.random(in: 2...4))
      let newcomer: ConsumerID = "zoe"
      var loads: [ConsumerID: Int] = [:]
      // She is new, or has been there before, but was unwell when the others got their work.
      if world.chance(50) {
        _ = try await expectPick(
          from: candidates(others.suffix(1) + [newcomer], in: world), by: balancer, in: world)
        for consumer in others + [newcomer] { await balancer.release(consumer) }
      }
      for _ in 1...(world.size * others.count) {
        let list = candidates(others, in: world) + [Candidate(id: newcomer, status: .failed)]
        loads[try await expectPick(from: list, by: balancer, in: world), default: 0] += 1
      }
      var (previous, turns, picks) = (nil as ConsumerID?, 0, 0)
      while turns < others.compactMap({ loads[$0] }).min() ?? 0, picks < 10 * others.count {
        let list = candidates(world.inAnyOrder(others + [newcomer]), in: world)
        let pick = try await expectPick(from: list, by: balancer, in: world)
        try world.expect(
          pick != newcomer || previous != newcomer,
          "A newcomer takes turns: zoe has \(turns) where the others have \(told(loads)), and is "
            + "picked twice in a row.")
        if pick == newcomer { turns += 1 } else { loads[pick, default: 0] += 1 }
        (previous, picks) = (pick, picks + 1)
      }
      try world.expect(
        turns > 0, "A newcomer has its turns: zoe had none in \(picks) picks.")
    }
  }
}
