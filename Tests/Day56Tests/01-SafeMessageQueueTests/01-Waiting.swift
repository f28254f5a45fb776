import Exercises
import Instruments
import Testing
import Vocabulary

extension SafeMessageQueueTests {
  @Test func `no wake-up is lost`() async {
    // A few hundred steps are enough for any queue that does not poll.
    await explore(schedules: 340, sizes: 1...6, stepLimit: 5_000) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 99))
      let total = world.size
      try await withThrowingTaskGroup { group in
        for number in 1...total {
          let delay = Duration.seconds(world.random(in: 0...3))
          group.addTask {
            try await world.clock.sleep(for: delay)
            await queue.enqueue("order-\(number)")
          }
        }
        // As many waits as messages: each must end, though some consumers drop what they get.
        // One consumer may wait several times at once.
        for name in ["anna", "ben", "carl", "anna", "ben", "anna"].prefix(total) {
          let drops = world.random(in: 0...2)
          group.addTask {
            for _ in 0..<drops { _ = try await queue.nextDelivery(for: ConsumerID(name)) }
            let delivery = try await queue.nextDelivery(for: ConsumerID(name))
            try? await queue.acknowledge(delivery.receipt)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `who waits all along gets what the dead leave behind`() async {
    await explore(schedules: 100, sizes: 2...5, stepLimit: 5_000) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 9))
      let consumers = ["anna", "ben", "carl", "dora", "emil"].prefix(world.size)
      try await withThrowingTaskGroup { group in
        for name in consumers {
          group.addTask {
            // All but the last die with the message in hand, and nobody comes to wait after them.
            let delivery = try await queue.nextDelivery(for: ConsumerID(name))
            if delivery.number < consumers.count { return world.tell(name, "dies") }
            try await queue.acknowledge(delivery.receipt)
          }
        }
        group.addTask { await queue.enqueue("order-1") }
        try await group.waitForAll()
      }
      let wanted = Duration.seconds(10 * (consumers.count - 1))
      try world.expectEqual(
        world.clock.now.told, wanted.told,
        "Each of them is woken when the lease of the last is over.")
    }
  }

  @Test func `a wait that is cancelled takes nothing with it`() async {
    await explore(schedules: 250, sizes: 1...4, stepLimit: 5_000) { world in
      let queue = watchedQueue(in: world)
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask { (try? await queue.nextDelivery(for: "gina")) != nil }
        let gotByOthers = try await waitImpatiently(for: queue, in: world)
        // Everybody who can go on has gone on before the clock does.
        try await world.clock.sleep(for: .nanoseconds(1))
        var left: [MessageID] = []
        while let delivery = await queue.dequeue(for: "fay") { left.append(delivery.message.id) }
        group.cancelAll()
        let gotByGina = try await group.next() ?? false
        try world.expect(
          gotByGina || left.isEmpty,
          "Nobody waits while a message is ready: gina waited in vain, though nobody had "
            + "\(left.map(\.name).joined(separator: " and ")).")
        try world.expectEqual(
          gotByOthers + (gotByGina ? 1 : 0) + left.count, 2,
          "Who stops waiting holds nothing: of two messages, each is with somebody or ready.")
      }
    }
  }

  @Test func `waiting is not polling`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world)
      let alarms = world.clock.alarms
      try await withThrowingTaskGroup { group in
        group.addTask { _ = try await queue.nextDelivery(for: "anna") }
        group.addTask {
          try await world.clock.sleep(for: .seconds(3_600))
          await queue.enqueue("order-1")
        }
        try await group.waitForAll()
      }
      let woken = world.clock.alarms - alarms - 1
      try world.expect(
        woken <= 5,
        "Who waits sleeps: in an hour without messages the queue woke up \(woken) times.")
    }
  }

  @Test func `an idle queue leaves nothing running`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 2))
      for order in ["order-1", "order-2", "order-3"] { await queue.enqueue(order) }
      let first = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      let second = try await expectDelivery(of: "order-2", to: "anna", from: queue, in: world)
      try await queue.acknowledge(first.receipt)
      try await queue.nack(second.receipt, delay: .seconds(5))
      // Everything that is under way comes to its end, and then nobody asks for anything.
      try await world.clock.sleep(for: .seconds(3_600))
      for (stretch, hours) in [("an idle hour", 1), ("an idle year", 24 * 365)] {
        let alarms = world.clock.alarms
        try await world.clock.sleep(for: .seconds(hours * 3_600))
        let woken = world.clock.alarms - alarms - 1
        try world.expect(
          woken <= 2,
          "What nobody asks does nothing: in \(stretch) the queue woke up \(woken) times.")
      }
      _ = try await expectDelivery(of: "order-2", to: "ben", from: queue, in: world)
    }
  }
}

/// Lets some consumers wait for a while, and two messages come while they do.
///
/// - Returns: how many of the consumers got one.
private func waitImpatiently(for queue: ObservedQueue, in world: World) async throws -> Int {
  let (early, late) = (world.random(in: 0...2), world.random(in: 0...2))
  return try await withThrowingTaskGroup(of: Int.self) { group in
    for name in ["anna", "ben", "carl", "dora"].prefix(world.size) {
      let patience = world.random(in: 0...2)
      group.addTask {
        await withTaskGroup(of: Int.self) { wait in
          wait.addTask { (try? await queue.nextDelivery(for: ConsumerID(name))) == nil ? 0 : 1 }
          try? await world.clock.sleep(for: .seconds(patience))
          wait.cancelAll()
          return await wait.reduce(0, +)
        }
      }
    }
    group.addTask {
      try await world.clock.sleep(for: .seconds(early))
      await queue.enqueue("order-1")
      try await world.clock.sleep(for: .seconds(late))
      await queue.enqueue("order-2")
      return 0
    }
    return try await group.reduce(0, +)
  }
}
