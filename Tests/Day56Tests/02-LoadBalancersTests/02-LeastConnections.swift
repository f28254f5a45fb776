import Exercises
import Instruments
import Testing
import Vocabulary

extension LoadBalancersTests {
  @Test func `the pick has the fewest connections`() async {
    await explore(schedules: 200, sizes: 3...12) { world in
      var office = Office(packers(world.random(in: 1...5)), in: world)
      for _ in 1...world.size {
        if world.chance(60) {
          try await office.pick()
        } else {
          try await office.release()
        }
      }
    }
  }

  @Test func `the connections are picks that were not released yet`() async {
    await explore(schedules: 100, sizes: 2...14) { world in
      var office = Office(packers(world.random(in: 1...4)), in: world)
      for _ in 1...world.size {
        switch world.random(in: 1...10) {
        case 1...5: try await office.pick()
        case 6...9: try await office.release()
        default: try await office.releaseInVain()
        }
        try await office.expectConnections()
      }
      while office.hasWork {
        try await office.release()
        try await office.expectConnections()
      }
    }
  }

  @Test func `what is cancelled is released, too`() async {
    await explore(schedules: 60, sizes: 1...6) { world in
      let balancer = countingBalancer(in: world)
      let list = candidates(packers(3), in: world)
      await withTaskGroup { group in
        for _ in 1...world.size {
          group.addTask {
            guard let pick = try? await expectPick(from: list, by: balancer, in: world) else {
              return
            }
            try? await world.clock.sleep(for: .seconds(60))
            await balancer.release(pick)
            world.tell("dispatcher", "releases \(pick)")
          }
        }
        if world.chance(70) { group.cancelAll() }
      }
      let left = await balancer.connections()
      try world.expect(
        left.isEmpty, "Every pick was released, but there are connections: \(told(left)).")
      _ = try await expectPick(from: list, by: balancer, in: world)
    }
  }

  @Test func `who is gone is forgotten, and who is away is not`() async {
    await explore(schedules: 40, sizes: 2...8) { world in
      let balancer = countingBalancer(in: world)
      let away = try await expectPick(from: [Candidate(id: "anna")], by: balancer, in: world)
      for number in 1...world.size {
        let list = [Candidate(id: "newcomer-\(number)"), Candidate(id: away, status: .failed)]
        await balancer.release(try await expectPick(from: list, by: balancer, in: world))
        let known = await balancer.connections()
        try world.expectEqual(
          told(known), "anna 1",
          "Connections are those of whoever has any, on the list or not, and of nobody else.")
      }
      await balancer.release(away)
      let none = await balancer.connections()
      try world.expectEqual(told(none), "nothing", "What was released is no connection.")
    }
  }
}

/// A balancer, and what it has been asked for.
private struct Office {
  private let balancer: any CountingLoadBalancer
  private let consumers: [ConsumerID]
  private let world: World
  private var connections: [ConsumerID: Int]

  init(_ consumers: [ConsumerID], in world: World) {
    balancer = countingBalancer(in: world)
    self.consumers = consumers
    self.world = world
    connections = consumers.reduce(into: [:]) { $0[$1] = 0 }
  }

  var hasWork: Bool { !busy.isEmpty }
  private var busy: [ConsumerID] { consumers.filter { connections[$0] != 0 } }

  mutating func pick() async throws {
    let list = candidates(world.inAnyOrder(consumers), in: world)
    let pick = try await expectPick(from: list, by: balancer, in: world)
    let fewest = connections.values.min()
    try world.expect(
      connections[pick] == fewest,
      "The pick has the fewest connections: there are \(told(connections)), but it is \(pick).")
    connections[pick, default: 0] += 1
  }

  mutating func release() async throws {
    guard hasWork else { return }
    let done = world.pick(busy)
    await balancer.release(done)
    world.tell("dispatcher", "releases \(done)")
    connections[done, default: 0] -= 1
  }

  /// Releases somebody that was not picked, or not as often.
  func releaseInVain() async throws {
    let idle = consumers.filter { connections[$0] == 0 } + ["zoe"]
    let idler = world.pick(idle)
    await balancer.release(idler)
    world.tell("dispatcher", "releases \(idler), who was not picked")
  }

  func expectConnections() async throws {
    let (seen, wanted) = (await balancer.connections(), connections.filter { $0.value != 0 })
    try world.expectEqual(
      told(seen), told(wanted), "A connection is a pick that was not released yet.")
  }
}
