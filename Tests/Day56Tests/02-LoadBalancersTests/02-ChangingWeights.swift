import Exercises
import Instruments
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test func `who comes or stays carries no debt and no credit`() async {
    await explore(schedules: 100, sizes: 3...24) { world in
      // Anna may be very heavy, and leaves in the end; others are away for a while, and come back.
      var weights = WeightedTeam(packers(5), heaviest: 3, in: world).weights
      weights["anna"] = world.pick([1, 100, 1_000_000])
      let balancer = try WeightedBalancer(weights: weights) as any LoadBalancer
      for _ in 1...2 {
        _ = try await expectPick(from: candidates(packers(5), in: world), by: balancer, in: world)
      }
      let before = packers(5).filter { $0 == "anna" || world.chance(60) }
      for _ in 1...world.size {
        let absent = packers(5).filter { !before.contains($0) }
          .map { Candidate(id: $0, status: .failed) }
        let list = candidates(before, in: world) + absent
        _ = try await expectPick(from: world.inAnyOrder(list), by: balancer, in: world)
      }
      let after = ["ben", "carl"] + packers(5).suffix(2).filter { _ in world.chance(50) }
      try await expectShares(of: after, weights, by: balancer, in: world)
    }
  }

  @Test func `on a changing list nobody waits for more than its share`() async {
    await explore(schedules: 120, sizes: 6...60) { world in
      let everybody = packers(world.random(in: 2...5))
      let weights = everybody.reduce(into: [:]) { $0[$1] = world.pick([1, 1, 4]) }
      let balancer = try WeightedBalancer(weights: weights) as any LoadBalancer
      let lists = ChangingList(of: everybody, in: world)
      // What each was due of the picks since its last one at which it was eligible.
      var due: [ConsumerID: Double] = [:]
      for number in 1...world.size {
        let list = lists.next(number)
        guard !list.isEmpty else { continue }
        let pick = try await expectPick(from: list, by: balancer, in: world)
        let eligible = Set(list.filter(\.isEligible).map(\.id))
        let total = eligible.map { weights[$0] ?? 1 }.reduce(0, +)
        for consumer in eligible.sorted(by: { $0.name < $1.name }) {
          due[consumer, default: 0] += Double(weights[consumer] ?? 1) / Double(total)
          try world.expect(
            consumer == pick || due[consumer, default: 0] < 4,
            "Nobody eligible starves: \(consumer) has been passed over while it was due four picks. "
              + "The weights are \(told(weights)).")
        }
        due[pick] = 0
      }
    }
  }
}

/// Once the list is stable, everybody's picks stay close to its share, from the first one on.
private func expectShares(
  of consumers: [ConsumerID], _ weights: [ConsumerID: Int], by balancer: any LoadBalancer,
  in world: World
) async throws {
  let total = consumers.map { weights[$0] ?? 1 }.reduce(0, +)
  var counts: [ConsumerID: Int] = [:]
  for number in 1...(total + 10) {
    let list = world.inAnyOrder(candidates(consumers, in: world))
    counts[try await expectPick(from: list, by: balancer, in: world), default: 0] += 1
    for consumer in consumers {
      let share = Double(number * (weights[consumer] ?? 1)) / Double(total)
      try world.expect(
        abs(Double(counts[consumer] ?? 0) - share) < 3,
        "Nobody carries debt or credit from another list: \(consumer) has weight "
          + "\(weights[consumer] ?? 1) of \(total), and since the list is as it is, it has got "
          + "\(counts[consumer] ?? 0) of \(number) picks.")
    }
  }
}
