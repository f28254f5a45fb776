import Exercises
import Instruments
import Testing
import Vocabulary

extension CompetingConsumersTests {
  @Test func `who is told to end finishes what it has, and begins nothing`() async {
    await explore(schedules: 60, sizes: 1...6) { world in
      let shop = try Shop(in: world) { _, _ in .succeeds(after: .seconds(5)) }
      await shop.order(1...3 + world.size)
      try await shop.open { try await world.clock.sleep(for: .seconds(2)) }
      try world.expect(
        (5.0...6.0).contains(world.clock.now.sinceStart / .seconds(1)),
        "It ends when the last has finished, at 5 s, and soon: not at \(world.clock.now.told).")
      let counts = await shop.queue.counts()
      try world.expectEqual(
        counts.told, "\(world.size) ready, 3 acknowledged",
        "What was begun is finished and acknowledged; the rest stays in the queue.")
      let members = await shop.system.members()
      try world.expect(
        members.isEmpty, "Nobody is left when it has ended, but \(members.map(\.id)) are.")
      try shop.expectNothingRuns()
      try world.expect(
        shop.watchman.watched.isEmpty,
        "Who has gone is not watched any more, but \(shop.watchman.watched) are.")
      await shop.order(100...100)
      try await world.clock.sleep(for: .seconds(100))
      try world.expectEqual(
        shop.work.beginnings.count, 3, "Nothing of it works on after it has ended.")
    }
  }

  @Test func `what is not finished by the deadline is handed back`() async {
    await explore(schedules: 40) { world in
      let shop = try Shop(in: world, policy: SystemPolicy(shutdownDeadline: .seconds(10))) {
        message, _ in message == "order-1" ? .hangs : .succeeds(after: .seconds(4))
      }
      await shop.order(1...3)
      try await shop.open { try await world.clock.sleep(for: .seconds(2)) }
      try world.expect(
        (12.0...13.0).contains(world.clock.now.sinceStart / .seconds(1)),
        "It ends 10 s after it was told to, at 12 s, and soon: not at \(world.clock.now.told).")
      try world.expectEqual(shop.work.underWay, 0, "When it has ended, all work has.")
      let counts = await shop.queue.counts()
      try world.expectEqual(
        counts.told, "1 ready, 2 acknowledged",
        "What is not finished is handed back at once: nobody has to wait for its lease to end.")
      let metrics = await shop.system.metrics()
      try world.expectEqual(metrics.handedBack, 1, "What is handed back is counted so.")
    }
  }

  @Test func `a system runs once`() async {
    await explore(schedules: 30) { world in
      let shop = try Shop(in: world) { _, _ in .succeeds(after: .seconds(1)) }
      await shop.order(1...9)
      let early = try? await shop.system.add(1)
      try world.expect(
        (early ?? []).isEmpty, "Before the start nobody is hired, but \(early ?? []) was.")
      try await shop.open {
        try await world.clock.sleep(for: .milliseconds(500))
        let refused = try await withThrowingTaskGroup { group in
          for _ in 1...2 { group.addTask { await isRefused(shop.system) } }
          try await shop.untilSettled()
          group.cancelAll()
          return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        try world.expectEqual(refused, 2, "To start it again while it runs is refused.")
        let members = await shop.system.members()
        try world.expectEqual(members.count, 3, "Started three times, it has three consumers.")
      }
      try world.expectEqual(
        shop.work.mostUnderWay, 3, "Started three times, it does one system's work.")
      let isRefusedInTheEnd = await isRefused(shop.system)
      try world.expect(isRefusedInTheEnd, "To start it again after its end is refused.")
      // Whether it has really ended by then, other tests ask.
      try await world.clock.sleep(for: .seconds(1))
      let hired = try? await shop.system.add(1)
      try world.expect(
        (hired ?? []).isEmpty, "After the end nobody is hired, but \(hired ?? []) was.")
    }
  }

  @Test func `a system that is told to end at once ends`() async {
    await explore(schedules: 45) { world in
      let shop = try Shop(in: world) { _, _ in .succeeds(after: .seconds(1)) }
      let orders = world.random(in: 0...4)
      if orders > 0 { await shop.order(1...orders) }
      let patience = world.random(in: 0...40)
      try await shop.open { for _ in 0..<patience { await Task.yield() } }
      try world.expect(
        world.clock.now.sinceStart <= .seconds(orders > 0 ? 2 : 1),
        "It ends when those who have a message have finished, and soon if nobody has one: with "
          + "\(orders) orders of 1 s, not at \(world.clock.now.told).")
      try shop.expectNothingRuns()
      let counts = await shop.queue.counts()
      try world.expectEqual(counts.leased, 0, "When it has ended, nothing is left on lease.")
      // The rest of the night is another system's.
      let next = try Shop(in: world) { _, _ in .succeeds(after: .seconds(1)) }
      await next.order(1...4)
      try await next.open { try await next.untilSettled() }
    }
  }
}

private func isRefused(_ system: any ConsumerSystem) async -> Bool {
  do { try await system.run() } catch { return true }
  return false
}
