import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test(arguments: [BalancerKind.roundRobin, .weighted])
  func `dispatchers that pick at once share the turns`(_ kind: BalancerKind) async throws {
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
    await expectExactTurns(
      on: kind == .roundRobin ? RoundRobinBalancer() : try WeightedBalancer(weights: [:]))
  }

  @Test func `threads never share one that is free`() async {
    let balancer =
      LeastConnectionsBalancer(generator: InterruptingGenerator()) as any CountingLoadBalancer
    let list = Self.list(of: 60)
    let held = Mutex<Set<ConsumerID>>([])
    let results = await onThreads(3) { thread in
      var (picks, shared) = (0, 0)
      // Each keeps a few for a while, so that a pick that two have got is with both of them.
      var mine: [ConsumerID] = []
      func giveBack(downTo count: Int) async {
        while mine.count > count {
          let done = mine.removeFirst()
          held.withLock { _ = $0.remove(done) }
          await balancer.release(done)
        }
      }
      for round in 1...12 {
        // Some come anew each time, so that there is a reason to draw lots.
        let newcomers = (1...8).map { Candidate(id: "newcomer-\(thread)-\(round)-\($0)") }
        guard let pick = await balancer.selectConsumer(from: list + newcomers) else { continue }
        picks += 1
        if held.withLock({ $0.insert(pick).inserted }) {
          mine.append(pick)
        } else {
          shared += 1
        }
        await giveBack(downTo: 4)
      }
      await giveBack(downTo: 0)
      return (picks, shared)
    }
    let picks = results.map(\.0).reduce(0, +)
    let shared = results.map(\.1).reduce(0, +)
    #expect(picks == 36, "Of those who are eligible one is picked: \(picks) of 36 times.")
    #expect(
      shared == 0,
      """
      There are more consumers than threads, so each thread gets one that no other has; but \(shared) \
      of \(picks) picks were somebody else's. To look and to count must be one step, under one lock.
      """)
    guard shared == 0 else { return }
    // A release that is still on its way is another test's matter; what was lost never comes.
    var left = await balancer.connections()
    for _ in 1...10_000 where !left.isEmpty {
      await Task.yield()
      left = await balancer.connections()
    }
    #expect(left.isEmpty, "Every pick was released, but there are connections: \(told(left)).")
  }

  /// It takes a while to look through, so that others come and queue up for the lock. Who has given it
  /// up between two steps that should be one has to go behind them.
  private static func list(of count: Int) -> [Candidate] {
    (1...count).map { Candidate(id: "packer-\($0)") }
  }

  /// Several threads pick from the same list, which has exactly so many turns for each.
  private func expectExactTurns(on balancer: any LoadBalancer) async {
    let list = Self.list(of: 24)
    let picks = await onThreads(3) { _ in
      var picks: [ConsumerID] = []
      for _ in list {
        if let pick = await balancer.selectConsumer(from: list) { picks.append(pick) }
      }
      return picks
    }
    let counts = counted(picks.joined())
    #expect(
      list.allSatisfy { counts[$0.id] == 3 },
      """
      Three threads share the turns: 3 for each, but it is \(told(counts)). To look and to take note \
      must be one step, under one lock.
      """)
  }
}
