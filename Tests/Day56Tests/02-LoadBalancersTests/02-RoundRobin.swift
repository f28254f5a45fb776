import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 02: work follows the weights on any stable set, and nobody eligible starves on a changing one.
@Suite struct LoadBalancersTests {
  @Test(arguments: BalancerKind.allCases)
  func `the answer is nil only if nobody is eligible`(_ kind: BalancerKind) async {
    await explore(schedules: 100, sizes: 0...5) { world in
      let balancer = try kind.make(in: world)
      for _ in 1...6 {
        let list = packers(world.size).map {
          Candidate(id: $0, status: world.pick([.failed, .stopped, .idle, .processing]))
        }
        if list.contains(where: \.isEligible) {
          _ = try await expectPick(from: list, by: balancer, in: world)
        } else {
          let nobody = await balancer.selectConsumer(from: list)
          try world.expectEqual(nobody, nil, "Of \(told(list)) nobody is eligible.")
        }
      }
      // Whatever has been before.
      _ = try await expectPick(from: [Candidate(id: "zoe")], by: balancer, in: world)
    }
  }

  @Test func `in a round everybody has one turn`() async {
    await explore(schedules: 60, sizes: 1...6) { world in
      let balancer = RoundRobinBalancer() as any LoadBalancer
      let everybody = packers(world.size)
      var first: [ConsumerID] = []
      for round in 1...3 {
        var turns: [ConsumerID] = []
        for _ in everybody {
          // The order of the list is of no importance, and nor is it to be on it twice.
          let list = candidates(world.inAnyOrder(everybody + everybody.prefix(1)), in: world)
          turns.append(try await expectPick(from: list, by: balancer, in: world))
        }
        try world.expect(
          Set(turns).count == everybody.count,
          "In a round everybody has one turn, but in round \(round) it is \(told(counted(turns))).")
        if round == 1 { first = turns }
        try world.expectEqual(
          turns.map(\.name).joined(separator: " "), first.map(\.name).joined(separator: " "),
          "Whoever has waited longest is next, so every round is like the first.")
      }
    }
  }

  @Test func `nobody is passed over twice for the same one`() async {
    await explore(schedules: 200, sizes: 4...16) { world in
      let balancer = RoundRobinBalancer() as any LoadBalancer
      let everybody = packers(world.random(in: 2...5))
      let lists = ChangingList(of: everybody, in: world)
      // For whom each was passed over since it was picked.
      var preferred: [ConsumerID: Set<ConsumerID>] = [:]
      for number in 1...world.size {
        let list = lists.next(number)
        guard !list.isEmpty else { continue }
        let pick = try await expectPick(from: list, by: balancer, in: world)
        preferred[pick] = []
        for waiting in Set(list.filter(\.isEligible).map(\.id)) where waiting != pick {
          try world.expect(
            preferred[waiting, default: []].insert(pick).inserted,
            "Nobody is passed over twice for the same one without a turn in between: "
              + "\(waiting) was eligible both times when \(pick) was picked.")
        }
      }
    }
  }

  @Test func `a newcomer does not push in`() async {
    await explore(schedules: 60, sizes: 2...5) { world in
      let balancer = RoundRobinBalancer() as any LoadBalancer
      let everybody = packers(world.size)
      // Something crashes and is started anew, under a new name, before every pick.
      var turns: [ConsumerID] = []
      for number in 1...(3 * world.size) {
        let list = world.inAnyOrder(everybody + ["newcomer-\(number)"])
        turns.append(
          try await expectPick(from: candidates(list, in: world), by: balancer, in: world))
        let waiting = everybody.first { !turns.contains($0) }
        try world.expect(
          number <= world.size || waiting == nil,
          "A newcomer does not push in: \(waiting?.name ?? "") has been there from the beginning, "
            + "and has had no turn in \(number).")
      }
    }
  }
}
