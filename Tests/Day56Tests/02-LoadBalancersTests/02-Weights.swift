import Exercises
import Instruments
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test func `any Σ picks in a row follow the weights exactly`() async {
    await explore(schedules: 100, sizes: 2...5) { world in
      let team = WeightedTeam(packers(world.size), heaviest: 4, in: world)
      let balancer = try WeightedBalancer(weights: team.weights) as any LoadBalancer
      var picks: [ConsumerID] = []
      for _ in 1...(2 * team.total + 2) {
        picks.append(try await expectPick(from: team.list(in: world), by: balancer, in: world))
        let window = picks.suffix(team.total)
        try world.expect(
          picks.count < team.total || counted(window) == team.weights,
          "Any \(team.total) picks in a row hold each as often as its weight says: "
            + "\(told(team.weights)); but the last \(team.total) hold \(told(counted(window))).")
      }
    }
  }

  @Test func `the picks of one are spread out`() async {
    await explore(schedules: 40, sizes: 2...5) { world in
      try await expectSeven(in: world)
      let team = WeightedTeam(packers(world.size), heaviest: 5, in: world)
      let balancer = try WeightedBalancer(weights: team.weights) as any LoadBalancer
      var counts: [ConsumerID: Int] = [:]
      for number in 1...(team.total + 3) {
        let pick = try await expectPick(from: team.list(in: world), by: balancer, in: world)
        counts[pick, default: 0] += 1
        try world.expect(
          team.lead(of: pick, in: counts, after: number) < 1,
          "Nobody is a whole pick ahead of its share: \(pick) has weight "
            + "\(team.weights[pick] ?? 1) of \(team.total), and \(counts[pick] ?? 0) of "
            + "\(number) picks.")
      }
    }
  }

  @Test func `a weight that is not set is 1, and one that is can be changed`() async {
    await explore(schedules: 10) { world in
      let balancer = try WeightedBalancer(weights: ["anna": 3]) as any WeightedLoadBalancer
      let list = candidates(world.inAnyOrder(["anna", "ben"]), in: world)
      let before = try await picks(40, from: list, by: balancer, in: world)
      try world.expectEqual(
        told(counted(before)), "anna 30, ben 10", "Ben's weight was not set, so it is 1 beside 3.")
      try await balancer.setWeight(3, for: "ben")
      try await balancer.setWeight(1, for: "anna")
      let after = counted(try await picks(40, from: list, by: balancer, in: world))
      try world.expect(
        (28...32).contains(after["ben"] ?? 0),
        "A weight can be changed: of 40 picks with anna 1, ben 3 he is due 30, but it is "
          + "\(told(after)).")
    }
  }

  @Test(arguments: [0, -1, .min])
  func `a weight that is not positive is refused`(_ weight: Int) async {
    await explore(schedules: 5) { world in
      let balancer =
        try WeightedBalancer(weights: ["anna": 2, "ben": 1]) as any WeightedLoadBalancer
      for consumer: ConsumerID in ["anna", "carl"] {
        try await expectRefusal(of: weight, for: consumer, in: world) {
          () throws(WeightError) in try await balancer.setWeight(weight, for: consumer)
        }
        try await expectRefusal(of: weight, for: consumer, in: world) { () throws(WeightError) in
          _ = try WeightedBalancer(weights: ["ben": 1, consumer: weight])
        }
      }
      let list = candidates(["anna", "ben", "carl"], in: world)
      let counts = counted(try await picks(40, from: list, by: balancer, in: world))
      try world.expectEqual(
        told(counts), "anna 20, ben 10, carl 10", "What is refused changes nothing.")
    }
  }

  @Test func `a weight may be as large as a number can be`() async {
    await explore(schedules: 4) { world in
      let weights: [ConsumerID: Int] = ["anna": .max, "ben": .max, "carl": .max / 2, "dora": 1]
      let balancer = try WeightedBalancer(weights: weights) as any LoadBalancer
      let list = candidates(world.inAnyOrder(packers(4)), in: world)
      let counts = counted(try await picks(100, from: list, by: balancer, in: world))
      for (consumer, due) in [("anna", 40), ("ben", 40), ("carl", 20), ("dora", 0)] {
        try world.expect(
          abs((counts[ConsumerID(consumer)] ?? 0) - due) <= 1,
          "Of 100 picks \(consumer) is due \(due), however large the weights are: "
            + "\(told(counts)).")
      }
    }
  }
}

/// Ben and carl are equally light: which of them is first, nobody has promised.
private func expectSeven(in world: World) async throws {
  let balancer =
    try WeightedBalancer(weights: ["anna": 5, "ben": 1, "carl": 1]) as any LoadBalancer
  let list = candidates(["anna", "ben", "carl"], in: world)
  for _ in 1...2 {
    let seven = try await picks(7, from: list, by: balancer, in: world)
      .map(\.name).joined(separator: " ")
    try world.expect(
      ["anna anna ben anna carl anna anna", "anna anna carl anna ben anna anna"].contains(seven),
      "Whoever is furthest behind its share is next. With anna 5, ben 1, carl 1 that is "
        + "anna anna ben anna carl anna anna, but it is \(seven).")
  }
}

private func picks(
  _ count: Int, from list: [Candidate], by balancer: any LoadBalancer, in world: World
) async throws -> [ConsumerID] {
  var picks: [ConsumerID] = []
  for _ in 1...count { picks.append(try await expectPick(from: list, by: balancer, in: world)) }
  return picks
}

private func expectRefusal(
  of weight: Int, for consumer: ConsumerID, in world: World,
  at place: SourceLocation = #_sourceLocation, _ operation: () async throws(WeightError) -> Void
) async throws {
  do {
    try await operation()
  } catch {
    try world.expectEqual(
      error, .notPositive(weight, for: consumer), "The error names the weight and whose it is.",
      at: place)
    return
  }
  throw world.breakLaw(
    "A weight that is not above zero is refused: \(weight) for \(consumer) was accepted.", at: place
  )
}
