import Exercises
import Instruments
import Testing
import Vocabulary

extension CompetingConsumersTests {
  @Test func `every message ends acknowledged or dead, with one effect at most`() async {
    await explore(schedules: 80, sizes: 1...8) { world in
      let policy = try SystemPolicy(heartbeatInterval: .seconds(2))
      let shop = try Shop(in: world, policy: policy, deliveries: 3) { _, _ in
        let time = Duration.seconds(world.random(in: 0...6))
        return world.chance(60) ? .succeeds(after: time) : .fails(after: time)
      }
      try await shop.open {
        for number in 1...world.size {
          await shop.order(number...number)
          try await world.clock.sleep(for: .seconds(world.random(in: 0...3)))
        }
        try await shop.untilSettled()
      }
      let counts = await shop.queue.counts()
      let effects = (1...world.size).map { shop.work.effects("order-\($0)") }
      try world.expectEqual(
        effects.filter { $0 == 1 }.count, counts.acknowledged,
        "What is acknowledged has had its effect once, and what is dead has had none.")
      try world.expectEqual(shop.work.repetitions, 0, "No effect comes twice.")
    }
  }

  @Test func `who dies, at whatever moment, loses nothing`() async {
    await explore(schedules: 200, sizes: 1...6) { world in
      let shop = try Shop(in: world, deliveries: 50) { _, _ in
        .succeeds(after: .seconds(world.random(in: 0...3)))
      }
      let deaths = world.random(in: 1...4)
      await shop.order(1...world.size)
      try await shop.open {
        for _ in 1...deaths {
          try await world.clock.sleep(for: .seconds(world.random(in: 0...3)))
          for _ in 0..<world.random(in: 0...6) { await Task.yield() }
          let victim = world.pick(await shop.system.members().map(\.id) + ["nobody"])
          world.tell("night", "kills \(victim)")
          await shop.system.kill(victim)
          let answers = (try? await shop.system.ping(victim)) != nil
          try world.expect(!answers, "Who was killed is dead, but \(victim) answers.")
        }
        try await shop.untilSettled()
        _ = try await shop.someMember()
      }
      for number in 1...world.size {
        try world.expect(
          shop.work.effects("order-\(number)") >= 1,
          "What is acknowledged has had its effect, but order-\(number) has not.")
      }
      try world.expect(
        shop.work.repetitions <= deaths,
        "An effect is repeated only if a consumer died before it could acknowledge: \(deaths) died, "
          + "and \(shop.work.repetitions) effects were repeated.")
    }
  }

  @Test func `a dead consumer settles nothing, and beats no more`() async {
    await explore(schedules: 45) { world in
      let shop = try Shop(
        in: world, policy: SystemPolicy(consumers: 2, lease: .seconds(9)),
        addParts: { parts in
          // Nobody watches: only the lease tells that something is wrong.
          parts.health = Blind()
        }
      ) { _, attempt in
        .succeeds(after: .seconds(attempt == 1 ? 10 : 1))
      }
      await shop.order(1...1)
      try await shop.open {
        try await shop.until(within: .seconds(1), "A ready message is worked on at once.") {
          shop.work.underWay == 1
        }
        // Late enough that the lease was extended.
        try await world.clock.sleep(for: .seconds(world.random(in: 4...8)))
        let members = await shop.system.members()
        guard let victim = members.first(where: { $0.status == .processing })?.id else {
          throw world.breakLaw(
            "Who works is processing, but they say they are \(members.map(\.status.rawValue)).")
        }
        world.tell("night", "kills \(victim)")
        await shop.system.kill(victim)
        try await world.clock.sleep(for: .milliseconds(500))
        let counts = await shop.queue.counts()
        try world.expect(
          counts.told == "1 leased" && shop.work.begun("order-1") == 1,
          "The dead give nothing back: until its lease is over, nobody else gets what they had. It was "
            + "begun \(shop.work.begun("order-1")) times, and the queue counts \(counts.told).")
        try world.expectEqual(
          shop.work.underWay, 0, "Death breaks off the work. Under way:")
        try await shop.until(
          within: .seconds(9),
          "A lease that was extended by 9 s is over 9 s later, and another works."
        ) { shop.work.begun("order-1") == 2 }
        try await shop.untilSettled()
      }
    }
  }

  @Test func `a message that always fails is dead in the end, and holds up no other`() async {
    await explore(schedules: 25, sizes: 2...8) { world in
      let shop = try Shop(in: world, deliveries: 3) { message, _ in
        message == "order-1" ? .fails(after: .seconds(1)) : .succeeds(after: .seconds(1))
      }
      await shop.order(1...world.size)
      try await shop.open {
        try await shop.untilSettled()
        try world.expect(
          world.clock.now.sinceStart < .seconds(20),
          "What failed is given back at once, and not when its lease is over: three tries of 1 s, "
            + "with 2 s between them, do not take \(world.clock.now.told).")
        let statuses = await shop.system.members().map(\.status.rawValue)
        try world.expect(
          statuses.allSatisfy { $0 == "idle" },
          "Who has nothing to do is idle, also after a failure; they say that they are \(statuses)."
        )
      }
      let letters = await shop.queue.deadLetters()
      try world.expectEqual(
        letters.map(\.message.id), ["order-1"], "Poison dies, and nothing else.")
      try world.expect(
        zip(shop.work.failures, shop.work.failures.dropFirst()).allSatisfy { earlier, later in
          earlier.duration(to: later) >= .seconds(3)
        },
        "What failed rests as the back-off says, 2 s, and the next try takes 1 s; but tries failed at "
          + "\(shop.work.failures.map(\.told)).")
      try world.expectEqual(
        shop.work.begun("order-1"), 3, "A message is tried as often as the queue delivers it.")
      let metrics = await shop.system.metrics()
      try world.expectEqual(metrics.failed, 3, "Each failure is counted as one.")
      try world.expectEqual(
        metrics.processed.values.reduce(0, +), world.size - 1, "Each success is counted as one.")
    }
  }
}
