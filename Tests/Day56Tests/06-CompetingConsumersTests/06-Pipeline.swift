import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

extension CompetingConsumersTests {
  @Test func `what cannot be made fit is given back, and never worked on`() async {
    await explore(schedules: 20) { world in
      let shop = try Shop(
        in: world, deliveries: 2,
        addParts: { parts in
          parts.preprocess = { message in
            if message.id == "order-1" { throw WorkFailed() }
            return Message(id: message.id, body: "fit")
          }
        }
      ) { _, _ in .succeeds(after: .seconds(1)) }
      await shop.order(1...3)
      try await shop.open { try await shop.untilSettled() }
      let counts = await shop.queue.counts()
      try world.expectEqual(
        counts.told, "1 dead, 2 acknowledged",
        "A message that cannot be read is given back, until the queue gives it up.")
      try world.expectEqual(shop.work.begun("order-1"), 0, "What is not fit is not worked on.")
      try world.expectEqual(shop.work.bodies, ["fit"], "What was made fit is what is worked on.")
    }
  }

  @Test func `work that cannot be finished is not done`() async {
    await explore(schedules: 20) { world in
      let failures = Mutex(world.random(in: 1...3))
      let shop = try Shop(
        in: world,
        addParts: { parts in
          parts.postprocess = { _ in
            let fails = failures.withLock { left in
              left -= 1
              return left >= 0
            }
            if fails { throw WorkFailed() }
          }
        }
      ) { _, _ in .succeeds(after: .seconds(1)) }
      await shop.order(1...1)
      let expected = failures.withLock { $0 }
      try await shop.open { try await shop.untilSettled() }
      let metrics = await shop.system.metrics()
      try world.expectEqual(
        [metrics.failed, metrics.processed.values.reduce(0, +)], [expected, 1],
        "If what comes after the work fails, the message has failed [failed, processed].")
      try world.expectEqual(
        shop.work.effects("order-1"), expected + 1, "What comes after the work comes after it.")
    }
  }

  @Test func `a retry is no duplicate`() async {
    await explore(schedules: 30, sizes: 1...4) { world in
      let shop = try Shop(in: world, addParts: { $0.deduplicator = Memory(clock: world.clock) }) {
        _, attempt in
        attempt < 3 ? .fails(after: .seconds(1)) : .succeeds(after: .seconds(1))
      }
      await shop.order(1...world.size)
      try await shop.open {
        try await shop.untilSettled()
        try world.expect(
          world.clock.now.sinceStart < .seconds(20),
          "What failed is given back, and so is the claim to it: three tries of 1 s, with 2 s between "
            + "them, do not take \(world.clock.now.told).")
      }
      for number in 1...world.size {
        try world.expectEqual(
          shop.work.effects("order-\(number)"), 1,
          "What was tried and failed was not done: order-\(number) is tried until it is.")
      }
    }
  }

  @Test func `a message that comes twice has one effect`() async {
    await explore(schedules: 25) { world in
      let inner = try QueuePolicy(visibilityTimeout: .seconds(30), maxDeliveries: 20, backoff: [])
      let twice = ModelQueue(policy: inner, clock: world.clock)
      let shop = try Shop(
        in: world,
        addParts: { parts in
          parts.queue = twice
          parts.health = Blind()
          parts.deduplicator = Memory(clock: world.clock)
        }
      ) { _, _ in
        // Shorter and longer than the first lease.
        .succeeds(after: .seconds(world.pick([1, 35, 50])))
      }
      for copy in ["now", "again"] { twice.enqueue(Message(id: "order-1", body: copy)) }
      try await shop.open {
        try await untilAcknowledged(2, of: twice, by: shop, in: world)
        twice.enqueue(Message(id: "order-1", body: "much later"))
        try await untilAcknowledged(3, of: twice, by: shop, in: world)
      }
      try world.expectEqual(
        shop.work.effects("order-1"), 1, "Three copies of one order are packed once.")
      let metrics = await shop.system.metrics()
      try world.expectEqual(metrics.duplicates, 2, "What had been done before is counted so.")
    }
  }

  @Test func `who has waited at a gate asks again`() async {
    await explore(schedules: 25, sizes: 3...8) { world in
      let shop = try Shop(
        in: world,
        addParts: { parts in
          parts.gates = [Limiter(one: .seconds(2), clock: world.clock)]
        }
      ) { _, _ in .succeeds(after: .seconds(3)) }
      await shop.order(1...world.size)
      try await shop.open { try await shop.untilSettled() }
      let beginnings = shop.work.beginnings
      for (earlier, later) in zip(beginnings, beginnings.dropFirst()) {
        try world.expect(
          earlier.duration(to: later) >= .seconds(2),
          "The limiter lets one through every 2 s, but work was begun at \(earlier.told) and at "
            + "\(later.told).")
      }
      let handling = await shop.system.metrics().handlingTime ?? .zero
      try world.expect(
        handling > .milliseconds(2_990) && handling < .milliseconds(3_010),
        "The handling time is that of the work, 3 s, without the wait before it; "
          + "it is said to be \(handling.told).")
    }
  }

  @Test func `an open breaker costs no message its life`() async {
    await explore(schedules: 35, sizes: 3...6) { world in
      let policy = try SystemPolicy(heartbeatInterval: .seconds(2))
      let breaker = Breaker(
        openUntil: .start.advanced(by: .seconds(40)), clock: world.clock)
      let shop = try Shop(
        in: world, policy: policy, deliveries: 2, addParts: { $0.gates = [breaker] }
      ) { message, attempt in
        message == "order-1" && attempt == 1
          ? .fails(after: .seconds(1)) : .succeeds(after: .seconds(1))
      }
      await shop.order(1...world.size)
      try await shop.open { try await shop.untilSettled() }
      let counts = await shop.queue.counts()
      try world.expectEqual(
        counts.told, "\(world.size) acknowledged",
        "While a breaker is open, messages wait; it is not their fault.")
      try world.expectEqual(
        shop.work.beginnings.count, breaker.passes, "All work has passed the breaker.")
      try world.expectEqual(
        breaker.outcomes.filter { $0 == .failed }.count, 1,
        "The breaker is told what came of the work: one failure.")
      try world.expectEqual(breaker.out, 0, "Every pass is given back.")
    }
  }

  @Test func `a pass is given back by who is broken off`() async {
    await explore(schedules: 40) { world in
      let breaker = Breaker(openUntil: nil, clock: world.clock)
      let shop = try Shop(
        in: world, policy: SystemPolicy(consumers: 2, shutdownDeadline: .seconds(1)),
        addParts: { $0.gates = [breaker, Limiter(one: .seconds(500), clock: world.clock)] }
      ) { _, _ in .hangs }
      await shop.order(1...3)
      try await shop.open { try await world.clock.sleep(for: .seconds(world.random(in: 1...9))) }
      try world.expectEqual(
        [breaker.passes, shop.work.beginnings.count], [2, 1],
        "Two pass the first gate, and one of them the second, and begins [first, begun].")
      try world.expectEqual(
        breaker.out, 0, "Every pass is given back, also when work is broken off.")
      try world.expectEqual(
        Set(breaker.outcomes.map { "\($0)" }), ["unknown"],
        "What is broken off says nothing about what lies behind the gate.")
      let counts = await shop.queue.counts()
      try world.expectEqual(counts.leased, 0, "What is broken off is handed back.")
    }
  }
}

private func untilAcknowledged(
  _ copies: Int, of queue: ModelQueue, by shop: Shop, in world: World,
  at place: SourceLocation = #_sourceLocation
) async throws {
  let end = world.clock.now.advanced(by: .seconds(600))
  while queue.counts().acknowledged < copies {
    try world.expect(
      queue.counts().acknowledged == 0 || shop.work.effects("order-1") == 1,
      "A copy is acknowledged when the effect has happened, and not before.", at: place)
    try world.expect(world.clock.now < end, "Every copy of a message is acknowledged.", at: place)
    try await world.clock.sleep(for: .seconds(3))
  }
}
