import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test(arguments: [BalancerKind.roundRobin, .weighted])
  func `dispatchers that pick at once share the turns`(_ kind: BalancerKind) async {
    // First tasks, which meet at every suspension, then threads, which meet anywhere.
    let isWorthwhile = await explore(schedules: 200, sizes: 2...4) { world in
      let balancer = try kind.make(in: world)
      let list = candidates(packers(world.size), in: world)
      let picks = try await withThrowingTaskGroup { group in
        for _ in 1...3 {
          group.addTask {
            var picks: [ConsumerID] = []
            for _ in list {
              picks.append(try await expectPick(from: list, by: balancer, in: world))
              if world.chance(50) { await Task.yield() }
            }
            return picks
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      try world.expect(
        counted(picks).values.allSatisfy { $0 == 3 },
        "Three who pick at once share the turns: 3 for each, but it is \(told(counted(picks))).")
    }
    guard isWorthwhile else { return }
    await expectExactTurns(on: kind == .roundRobin ? RoundRobinBalancer() : plainWeighted())
  }

  @Test func `threads never share one that is free`() async {
    let balancer =
      LeastConnectionsBalancer(generator: SplitMix64(seed: 1)) as any CountingLoadBalancer
    let list = packers(3).map { Candidate(id: $0) }
    let held = Mutex<Set<ConsumerID>>([])
    let results = await onThreads(3) { _ in
      var (picks, shared) = (0, 0)
      for _ in 1...300 {
        guard let pick = await balancer.selectConsumer(from: list) else { continue }
        picks += 1
        if !held.withLock({ $0.insert(pick).inserted }) { shared += 1 }
        held.withLock { _ = $0.remove(pick) }
        await balancer.release(pick)
      }
      return (picks, shared)
    }
    let picks = results.map(\.0).reduce(0, +)
    let shared = results.map(\.1).reduce(0, +)
    #expect(picks == 900, "Of three who are eligible one is picked: \(picks) of 900 times.")
    #expect(
      shared == 0,
      """
      Three threads and three consumers: each thread gets one that no other has, but \(shared) of \
      \(picks) picks were somebody else's. To look and to count must be one step, under one lock.
      """)
    let left = await balancer.connections()
    #expect(left.isEmpty, "Every pick was released, but there are connections: \(told(left)).")
  }
}

private func plainWeighted() -> any LoadBalancer {
  do { return try WeightedBalancer(weights: [:]) } catch { return RoundRobinBalancer() }
}

/// Several threads pick from the same list of three, which has exactly so many turns for each.
private func expectExactTurns(on balancer: any LoadBalancer) async {
  let list = packers(3).map { Candidate(id: $0) }
  let picks = await onThreads(3) { _ in
    var picks: [ConsumerID] = []
    for _ in 1...200 {
      if let pick = await balancer.selectConsumer(from: list) { picks.append(pick) }
    }
    return picks
  }
  let counts = counted(picks.joined())
  #expect(
    told(counts) == "anna 200, ben 200, carl 200",
    """
    Three threads share the turns: 200 for each, but it is \(told(counts)). To look and to take note \
    must be one step, under one lock.
    """)
}
