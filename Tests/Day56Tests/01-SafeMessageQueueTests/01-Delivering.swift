import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 01: a message is in exactly one of ready, leased, delayed, dead, acknowledged.
@Suite struct SafeMessageQueueTests {
  @Test func `a message is delivered, and its receipt settles it`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world)
      await queue.enqueue("order-1")
      let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      try world.expectEqual(delivery.number, 1, "The first delivery has the number 1.")
      try world.expectEqual(delivery.consumer, "anna", "A delivery names its consumer.")
      try await queue.acknowledge(delivery.receipt)
      try await world.clock.sleep(for: .seconds(3_600))
      try await expectNothing(for: "ben", from: queue, in: world)
    }
  }

  @Test func `messages come out in the order in which they went in`() async {
    await explore(schedules: 20, sizes: 2...40) { world in
      let queue = watchedQueue(in: world)
      var (first, last) = (1, 0)
      // The line grows and shrinks, so that a ring has to grow when its end is before its beginning.
      for _ in 1...4 {
        for _ in 1...world.random(in: 1...world.size) {
          last += 1
          await queue.enqueue("order-\(last)")
        }
        for _ in 1...world.random(in: 1...(last - first + 1)) {
          _ = try await expectDelivery(of: "order-\(first)", to: "anna", from: queue, in: world)
          first += 1
        }
      }
    }
  }

  @Test func `what one consumer holds, no other gets`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world)
      await queue.enqueue("order-1")
      let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      try await world.clock.sleep(until: delivery.deadline.advanced(by: .nanoseconds(-1)))
      try await expectNothing(for: "ben", from: queue, in: world)
      try await queue.acknowledge(delivery.receipt)
      try await world.clock.sleep(for: .seconds(3_600))
      try await expectNothing(for: "ben", from: queue, in: world)
    }
  }

  @Test func `two messages with one id are two messages`() async {
    await explore(schedules: 20) { world in
      let queue =
        SafeMessageQueue(policy: try briefPolicy(), clock: world.clock) as any MessageQueue
      await queue.enqueue(Message(id: "order-1", body: "pizza"))
      await queue.enqueue(Message(id: "order-1", body: "salad"))
      let pizza = await queue.dequeue(for: "anna")
      let salad = await queue.dequeue(for: "ben")
      try world.expectEqual(pizza?.message.body, "pizza", "The first of two with one id is first.")
      try world.expectEqual(salad?.message.body, "salad", "The second is delivered as well.")
      do {
        if let pizza { try await queue.acknowledge(pizza.receipt) }
      } catch {
        throw world.breakLaw(
          "The receipt of a live lease is good, though another message has the same id.")
      }
      try await world.clock.sleep(for: .seconds(10))
      let again = await queue.dequeue(for: "anna")
      try world.expectEqual(
        again?.message.body, "salad", "To acknowledge one of two with the same id leaves the other."
      )
      let none = await queue.dequeue(for: "ben")
      try world.expectEqual(none?.message.body, nil, "What was acknowledged does not come back.")
    }
  }

  @Test func `every delivery has a receipt of its own`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 9))
      await queue.enqueue("order-1")
      await queue.enqueue("order-2")
      var receipts: Set<Receipt> = []
      for _ in 1...8 {
        for order in ["order-1", "order-2"] {
          let delivery = try await expectDelivery(
            of: MessageID(order), to: "anna", from: queue, in: world)
          try world.expect(
            receipts.insert(delivery.receipt).inserted,
            "Every delivery has a receipt of its own: \(order) came with one that was used before.")
        }
        try await world.clock.sleep(for: .seconds(10))
      }
    }
  }

  @Test func `a delivery costs the same at any depth`() async {
    await explore(schedules: 1, stepLimit: 10_000_000) { world in
      let (shallow, deep) = (plainQueue(in: world), plainQueue(in: world))
      await fill(shallow, 1_000)
      // The first depth soon finds what would take minutes to reach the second.
      for (depth, missing) in [(30_000, 30_000), (90_000, 60_000)] {
        await fill(deep, missing)
        // What is put off until the first delivery, and then done once, does not count.
        for queue in [shallow, deep] { await passThrough(queue, 100) }
        let ratio = await CostMeter.ratio {
          await passThrough(deep, 100)
        } to: {
          await passThrough(shallow, 100)
        }
        let oldest = try await expectDelivery(of: "old", to: "anna", from: deep, in: world)
        try? await deep.acknowledge(oldest.receipt)
        // A heap and cold caches take up to twice as long; an array whose numbers all move, five times.
        try world.expect(
          ratio < 3,
          "A delivery costs the same at any depth: with \(depth) messages in line it took "
            + "\(Int(ratio.rounded())) times as long as with a thousand.")
      }
    }
  }
}

private func fill(_ queue: any MessageQueue, _ count: Int) async {
  let message = Message(id: "old")
  for _ in 0..<count { await queue.enqueue(message) }
}

/// Puts in a number of messages, and takes out and settles as many, one after the other.
private func passThrough(_ queue: any MessageQueue, _ count: Int) async {
  let message = Message(id: "newcomer")
  for _ in 0..<count {
    await queue.enqueue(message)
    guard let delivery = await queue.dequeue(for: "anna") else { continue }
    try? await queue.acknowledge(delivery.receipt)
  }
}
