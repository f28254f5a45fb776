import Exercises
import Instruments
import Testing
import Vocabulary

extension CompetingConsumersTests {
  @Test func `long work keeps its lease`() async {
    await explore(schedules: 30) { world in
      let policy = try SystemPolicy(heartbeatInterval: .seconds(5), lease: .seconds(20))
      let shop = try Shop(in: world, policy: policy, addParts: { $0.health = Blind() }) { _, _ in
        .succeeds(after: .seconds(world.random(in: 21...100)))
      }
      await shop.order(1...2)
      try await shop.open { try await shop.untilSettled() }
      for order: MessageID in ["order-1", "order-2"] {
        try world.expectEqual(
          shop.work.begun(order), 1, "As long as somebody works on \(order), nobody else gets it.")
      }
    }
  }

  @Test func `work whose lease is lost is broken off`() async {
    await explore(schedules: 45) { world in
      // Over before the next extension, or long after it.
      let isShort = world.chance(25)
      let shop = try Shop(in: world) { _, attempt in
        .succeeds(after: .seconds(attempt > 1 ? 1 : isShort ? 5 : 100))
      }
      await shop.order(1...1)
      try await shop.open {
        try await shop.until(within: .seconds(1), "A ready message is worked on at once.") {
          shop.work.underWay == 1
        }
        for member in await shop.system.members() {
          await shop.queue.revokeLeases(of: member.id)
        }
        try await shop.untilSettled()
        try await shop.until(
          within: .seconds(30), "Who finds that the lease is lost stops: the message is another's."
        ) { shop.work.underWay == 0 }
      }
      try world.expectEqual(
        shop.work.effects("order-1"), isShort ? 2 : 1,
        "Who is told that the lease is lost has no effect; who had it before that cannot help it.")
      let metrics = await shop.system.metrics()
      try world.expectEqual(
        metrics.processed.values.reduce(0, +), 1, "Processed is what was acknowledged: one message."
      )
      try world.expectEqual(metrics.late, 1, "A lease that was lost is counted as late.")
    }
  }

  @Test func `a consumer holds one message at a time`() async {
    await explore(schedules: 25, sizes: 1...5) { world in
      let policy = try SystemPolicy(consumers: world.size)
      let shop = try Shop(in: world, policy: policy) { _, _ in .succeeds(after: .seconds(1)) }
      await shop.order(1...4 * world.size)
      try await shop.open {
        var most = 0
        try await shop.until(within: .seconds(60), "All is packed within a minute.") {
          let counts = await shop.queue.counts()
          most = max(most, counts.leased)
          return counts.acknowledged == 4 * world.size
        }
        try world.expectEqual(
          most, world.size, "\(world.size) consumers hold as many messages, and no more.")
        try world.expect(
          world.clock.now.sinceStart < .milliseconds(4_500),
          "Nobody idles while there is work: 4 rounds of one second take 4 s, not "
            + "\(world.clock.now.told).")
      }
    }
  }

  @Test func `a consumer beats as long as it lives, and says what it does`() async {
    await explore(schedules: 20) { world in
      let shop = try Shop(in: world, policy: SystemPolicy(consumers: 1)) { _, _ in
        .succeeds(after: .seconds(10))
      }
      try await shop.open {
        try await world.clock.sleep(for: .milliseconds(4_500))
        let id = try await shop.someMember().id
        let count = shop.watchman.beats(of: id).count
        try world.expect(
          4...6 ~= count, "A beat comes every second: not \(count) of them in 4.5 s.")
        await shop.order(1...1)
        try await world.clock.sleep(for: .seconds(5))
        let member = try await shop.someMember()
        try world.expectEqual(member.status, .processing, "Who works is processing.")
        try await shop.untilSettled()
        try await world.clock.sleep(for: .seconds(2))
        let lastActive = try await shop.someMember().lastActive
        try world.expect(
          (4.5...14.5).contains(lastActive.sinceStart / .seconds(1)),
          "Who worked from 4.5 s to 14.5 s was last active then, not at \(lastActive.told).")
        let beats = shop.watchman.beats(of: id)
        var said: [ConsumerStatus] = []
        for beat in beats where said.last != beat.status { said.append(beat.status) }
        try world.expectEqual(said, [.idle, .processing, .idle], "A beat tells the truth.")
        try world.expect(
          (beats.first?.progress ?? 0) < (beats.last?.progress ?? 0),
          "Every message is progress, but all beats of \(id) told the same.")
      }
    }
  }
}

/// Watches nobody.
struct Blind: HealthMonitor {
  func watch(_ consumer: ConsumerID) async { await Task.yield() }
  func forget(_ consumer: ConsumerID) async { await Task.yield() }
  func heartbeat(_ beat: Heartbeat) async {}
  func status(of consumer: ConsumerID) async -> ConsumerStatus? { nil }
  func check(_ pool: any ConsumerPool) async {}
  func run(over pool: any ConsumerPool) async throws(CancellationError) {
    await Latch().wait()
    throw CancellationError()
  }
}
