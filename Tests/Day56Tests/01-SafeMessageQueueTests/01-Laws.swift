import Exercises
import Instruments
import Testing
import Vocabulary

extension SafeMessageQueueTests {
  @Test func `the counts tell where every message is, without being asked twice`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(
        in: world, try briefPolicy(maxDeliveries: 1 + world.random(in: 0...1)), auditing: true)
      for order in ["settled", "given back", "forgotten"] { await queue.enqueue(order) }
      let settled = try await expectDelivery(of: "settled", to: "anna", from: queue, in: world)
      let returned = try await expectDelivery(of: "given back", to: "anna", from: queue, in: world)
      let held = try await expectDelivery(of: "forgotten", to: "ben", from: queue, in: world)
      try await queue.acknowledge(settled.receipt)
      let leased = await queue.counts()
      try world.expectEqual(
        leased.told, "2 leased, 1 acknowledged", "What is delivered is leased until it is settled.")
      try await queue.nack(returned.receipt, delay: .seconds(20))
      // Time alone ends a lease and a rest: the next to look sees it.
      try await world.clock.sleep(until: held.deadline)
      let (ended, letters) = (await queue.counts(), await queue.deadLetters())
      try world.expectEqual(
        ended.told,
        letters.isEmpty ? "1 ready, 1 delayed, 1 acknowledged" : "2 dead, 1 acknowledged",
        "At its deadline a lease is over, though nobody has looked.")
      try await world.clock.sleep(for: .seconds(10))
      let rested = await queue.counts()
      try world.expectEqual(
        rested.told, letters.isEmpty ? "2 ready, 1 acknowledged" : "2 dead, 1 acknowledged",
        "At the end of its rest a message is ready, though nobody has looked.")
    }
  }

  @Test func `after every event each message is in exactly one place`() async {
    await explore(schedules: 340, sizes: 3...60) { world in
      let policy = try QueuePolicy(
        visibilityTimeout: .seconds(world.random(in: 1...10)),
        maxDeliveries: world.random(in: 1...4),
        backoff: world.pick([[], [.seconds(2)], [.seconds(1), .seconds(4)]]))
      var comparison = ComparisonWithModel(
        of: plainQueue(in: world, policy), with: QueueModel(policy: policy), in: world)
      for _ in 1...world.size { try await comparison.step() }
    }
  }

  @Test func `competing consumers never hold one message together`() async {
    await explore(schedules: 200, sizes: 1...8) { world in
      let policy = try briefPolicy(maxDeliveries: 3, backoff: [.seconds(1), .seconds(3)])
      let queue = watchedQueue(in: world, policy, auditing: true)
      let total = world.size
      try await withThrowingTaskGroup { group in
        for number in 1...total {
          let delay = Duration.seconds(world.random(in: 0...12))
          group.addTask {
            try await world.clock.sleep(for: delay)
            await queue.enqueue("order-\(number)")
          }
        }
        for name in ["anna", "ben", "carl"] {
          group.addTask {
            while !Task.isCancelled { try await work(ConsumerID(name), on: queue, in: world) }
          }
        }
        var counts = await queue.counts()
        while counts.acknowledged + counts.dead < total && world.broken == nil {
          try await world.clock.sleep(for: .seconds(5))
          if world.chance(10) { await queue.revokeLeases(of: "anna") }
          counts = await queue.counts()
          try world.expect(
            world.clock.now.sinceStart < .seconds(3_600),
            "Every message is settled in the end, but an hour after the last came in it is: "
              + "\(counts.told).")
        }
        group.cancelAll()
      }
    }
  }
}

/// One turn of a consumer that is well, slow, clumsy or dying, as chance will have it.
private func work(_ name: ConsumerID, on queue: ObservedQueue, in world: World) async throws {
  let delivery = try await queue.nextDelivery(for: name)
  try await world.clock.sleep(for: .seconds(world.random(in: 0...11)))
  do {
    switch world.random(in: 1...10) {
    case 1...4: try await queue.acknowledge(delivery.receipt)
    case 5...6: try await queue.nack(delivery.receipt)
    case 7: try await queue.nack(delivery.receipt, delay: .seconds(world.random(in: 0...5)))
    case 8:
      try await queue.extend(delivery.receipt, by: .seconds(10))
      try await world.clock.sleep(for: .seconds(9))
      try await queue.acknowledge(delivery.receipt)
    default: world.tell(name.name, "crashes")
    }
  } catch is LeaseError {
    // It was late, and is told so: the message is somebody else's.
  }
}
