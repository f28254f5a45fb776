import Exercises
import Instruments
import Testing
import Vocabulary

/// The ways in which a delivery comes to nothing.
enum Ending: String, CaseIterable, Sendable {
  case nacked, expired, revoked

  /// Lets `delivery` end in this way.
  func end(_ delivery: Delivery, in queue: some MessageQueue, _ world: World) async throws {
    switch self {
    case .nacked: try await queue.nack(delivery.receipt, delay: .zero)
    case .expired: try await world.clock.sleep(until: delivery.deadline)
    case .revoked: await queue.revokeLeases(of: delivery.consumer)
    }
  }
}

extension SafeMessageQueueTests {
  @Test(arguments: [1, 2, 3, 5])
  func `a message is dead after N deliveries, however they ended`(_ limit: Int) async {
    await explore(schedules: 40) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: limit))
      await queue.enqueue("poison")
      var last = Ending.nacked
      for number in 1...limit {
        let delivery = try await expectDelivery(of: "poison", to: "anna", from: queue, in: world)
        try world.expectEqual(delivery.number, number, "Every delivery is counted.")
        last = world.pick(Ending.allCases)
        try await last.end(delivery, in: queue, world)
      }
      try await expectNothing(for: "ben", from: queue, in: world)
      let letters = await queue.deadLetters()
      try world.expectEqual(
        letters.map { "\($0.message.id), \($0.deliveries) deliveries, \($0.reason)" },
        ["poison, \(limit) deliveries, \(last)"],
        "A dead letter tells how often it was delivered, and how the last delivery ended.")
    }
  }

  @Test func `a dead message stays dead`() async {
    await explore(schedules: 30) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 1, backoff: [.seconds(1)]))
      for order in ["poison-1", "poison-2"] { await queue.enqueue(order) }
      let first = try await expectDelivery(of: "poison-1", to: "anna", from: queue, in: world)
      let second = try await expectDelivery(of: "poison-2", to: "ben", from: queue, in: world)
      // What stands behind in line may be given up before.
      try await world.pick([Ending.nacked, .revoked]).end(second, in: queue, world)
      try await world.clock.sleep(for: .seconds(1))
      try await world.pick(Ending.allCases).end(first, in: queue, world)
      for _ in 1...5 {
        try await expectNothing(for: "carl", from: queue, in: world)
        try await world.clock.sleep(for: .seconds(10))
      }
      try await expectLeaseOver("the receipt of a dead message", in: world) {
        () throws(LeaseError) in try await queue.acknowledge(first.receipt)
      }
      let letters = await queue.deadLetters()
      try world.expectEqual(
        letters.map(\.message.id.name).joined(separator: ", "), "poison-2, poison-1",
        "Each dead message is one dead letter, and the first that was given up is the first.")
    }
  }

  @Test func `returned messages come back in their old order`() async {
    await explore(schedules: 60, sizes: 2...24) { world in
      let queue = watchedQueue(in: world, try briefPolicy())
      for number in 1...world.size { await queue.enqueue("order-\(number)") }
      await queue.enqueue("newcomer")
      var deliveries: [Delivery] = []
      for number in 1...world.size {
        deliveries.append(
          try await expectDelivery(of: "order-\(number)", to: "anna", from: queue, in: world))
      }
      // Some are given back early, in any order, the rest run out together.
      for delivery in deliveries.shuffled(in: world).prefix(world.size / 2) {
        try await queue.nack(delivery.receipt, delay: .seconds(world.random(in: 0...10)))
      }
      try await world.clock.sleep(for: .seconds(10))
      for number in 1...world.size {
        _ = try await expectDelivery(of: "order-\(number)", to: "ben", from: queue, in: world)
      }
      _ = try await expectDelivery(of: "newcomer", to: "ben", from: queue, in: world)
    }
  }

  @Test func `a message that is given back rests`() async {
    await explore(schedules: 30) { world in
      let queue = watchedQueue(in: world, try briefPolicy(backoff: [.seconds(60)]))
      await queue.enqueue("order-1")
      await queue.enqueue("order-2")
      let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      try await queue.nack(delivery.receipt, delay: .seconds(7))
      try await world.clock.sleep(for: .nanoseconds(6_999_999_999))
      let other = try await expectDelivery(of: "order-2", to: "ben", from: queue, in: world)
      try await expectNothing(for: "ben", from: queue, in: world)
      try await queue.acknowledge(other.receipt)
      try await world.clock.sleep(for: .nanoseconds(1))
      let again = try await expectDelivery(of: "order-1", to: "ben", from: queue, in: world)
      // No delay asked for means none, whatever the list says.
      try await queue.nack(again.receipt, delay: .zero)
      _ = try await expectDelivery(of: "order-1", to: "ben", from: queue, in: world)
    }
  }

  @Test func `without a delay the back-off list says how long, and its last rest repeats`() async {
    await explore(schedules: 20) { world in
      let rests: [Duration] = [.seconds(1), .seconds(5), .seconds(30)]
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 6, backoff: rests))
      await queue.enqueue("order-1")
      for number in 1...5 {
        let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
        try await queue.nack(delivery.receipt)
        try await world.clock.sleep(for: rests[min(number, 3) - 1] - .nanoseconds(1))
        try await expectNothing(for: "anna", from: queue, in: world)
        try await world.clock.sleep(for: .nanoseconds(1))
      }
      _ = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
    }
  }

  @Test func `dead letters are redriven to the end of the line, and start anew`() async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 2))
      for order in ["order-1", "order-2"] {
        await queue.enqueue(order)
        for _ in 1...2 {
          let delivery = try await expectDelivery(
            of: MessageID(order), to: "anna", from: queue, in: world)
          try await queue.nack(delivery.receipt)
        }
      }
      await queue.enqueue("order-3")
      let redriven = await withTaskGroup { group in
        for _ in 1...2 { group.addTask { await queue.redriveDeadLetters() } }
        return await group.reduce(0, +)
      }
      try world.expectEqual(
        redriven, 2, "All dead letters are redriven, and by one of two who do it at once.")
      for order in ["order-3", "order-1", "order-2"] {
        let delivery = try await expectDelivery(
          of: MessageID(order), to: "anna", from: queue, in: world)
        try world.expectEqual(delivery.number, 1, "A redriven message starts anew.")
      }
      let letters = await queue.deadLetters()
      try world.expectEqual(letters.count, 0, "A redriven message is no dead letter any more.")
    }
  }
}

extension Array {
  /// The elements in an order that belongs to the world's seed.
  func shuffled(in world: World) -> [Element] {
    map { ($0, world.random(in: 0...1_000_000)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
