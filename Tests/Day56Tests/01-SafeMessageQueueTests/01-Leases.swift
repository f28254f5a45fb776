import Exercises
import Instruments
import Testing
import Vocabulary

extension SafeMessageQueueTests {
  @Test func `a lease is over at its deadline`() async {
    await explore(schedules: 20, sizes: 1...160) { world in
      let queue = watchedQueue(in: world, try briefPolicy())
      for order in ["order-1", "order-2"] { await queue.enqueue(order) }
      let first = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      let second = try await expectDelivery(of: "order-2", to: "anna", from: queue, in: world)
      // However many leases come and go meanwhile.
      for number in 1...world.size {
        await queue.enqueue("brief-\(number)")
        let brief = try await expectDelivery(
          of: "brief-\(number)", to: "ben", from: queue, in: world)
        try await queue.acknowledge(brief.receipt)
      }
      try await world.clock.sleep(until: first.deadline.advanced(by: .nanoseconds(-1)))
      try await queue.acknowledge(first.receipt)
      try await world.clock.sleep(until: second.deadline)
      try await expectLeaseOver("an acknowledgement at the deadline", in: world) {
        () throws(LeaseError) in try await queue.acknowledge(second.receipt)
      }
      _ = try await expectDelivery(of: "order-2", to: "ben", from: queue, in: world)
    }
  }

  @Test(arguments: ["acknowledge", "nack", "extend"])
  func `a late consumer settles nothing`(_ operation: String) async {
    await explore(schedules: 20) { world in
      let queue = watchedQueue(in: world, try briefPolicy())
      await queue.enqueue("order-1")
      let late = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      try await world.clock.sleep(for: .seconds(10))
      // The same consumer may hold the new lease: a name proves nothing.
      let holder: ConsumerID = world.pick(["anna", "ben"])
      let live = try await expectDelivery(of: "order-1", to: holder, from: queue, in: world)
      try await expectLeaseOver("the late \(operation)", in: world) { () throws(LeaseError) in
        switch operation {
        case "acknowledge": try await queue.acknowledge(late.receipt)
        case "nack": try await queue.nack(late.receipt)
        default: try await queue.extend(late.receipt, by: .seconds(60))
        }
      }
      try await expectNothing(for: "carl", from: queue, in: world)
      try await queue.acknowledge(live.receipt)
    }
  }

  @Test func `a lease is settled once`() async {
    await explore(schedules: 40) { world in
      let queue = watchedQueue(in: world, try briefPolicy())
      await queue.enqueue("order-1")
      let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      let accepted = await withTaskGroup { group in
        for settlesWell in [true, false] {
          group.addTask {
            do {
              if settlesWell {
                try await queue.acknowledge(delivery.receipt)
              } else {
                try await queue.nack(delivery.receipt, delay: .seconds(1))
              }
              return 1
            } catch { return 0 }
          }
        }
        return await group.reduce(0, +)
      }
      try world.expectEqual(accepted, 1, "Of two who settle one lease, one succeeds.")
      try await expectLeaseOver("a second acknowledgement", in: world) { () throws(LeaseError) in
        try await queue.acknowledge(delivery.receipt)
      }
    }
  }

  @Test func `an extension counts from now`() async {
    await explore(schedules: 20) { world in
      try await expectNoRevival(in: world)
      let queue = watchedQueue(in: world, try briefPolicy())
      await queue.enqueue("order-1")
      let delivery = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      for _ in 1...3 {
        try await world.clock.sleep(for: .seconds(9))
        let wanted = world.clock.now.advanced(by: .seconds(10))
        let deadline = try await queue.extend(delivery.receipt, by: .seconds(10))
        try world.expectEqual(deadline, wanted, "An extension by 10 s ends 10 s from now.")
        try await expectNothing(for: "ben", from: queue, in: world)
      }
      // A shorter lease is an extension, too: long work may turn out to be short.
      try await queue.extend(delivery.receipt, by: .seconds(2))
      try await world.clock.sleep(for: .seconds(2))
      let again = try await expectDelivery(of: "order-1", to: "ben", from: queue, in: world)
      try world.expectEqual(again.number, 2, "Extending is no delivery.")
      try await queue.acknowledge(again.receipt)
    }
  }

  @Test func `a consumer that has left holds nothing`() async {
    await explore(schedules: 20) { world in
      try await expectOneEnding(in: world)
      let queue = watchedQueue(in: world, try briefPolicy(maxDeliveries: 2))
      for order in 1...4 { await queue.enqueue("order-\(order)") }
      let first = try await expectDelivery(of: "order-1", to: "anna", from: queue, in: world)
      let second = try await expectDelivery(of: "order-2", to: "ben", from: queue, in: world)
      _ = try await expectDelivery(of: "order-3", to: "anna", from: queue, in: world)
      let revoked = await queue.revokeLeases(of: "anna")
      try world.expectEqual(revoked, 2, "All leases of the consumer are taken back.")
      try await expectLeaseOver("a receipt of the consumer that left", in: world) {
        () throws(LeaseError) in try await queue.acknowledge(first.receipt)
      }
      let again = try await expectDelivery(of: "order-1", to: "carl", from: queue, in: world)
      try world.expectEqual(again.number, 2, "A revoked lease counts as a delivery.")
      _ = try await expectDelivery(of: "order-3", to: "carl", from: queue, in: world)
      _ = try await expectDelivery(of: "order-4", to: "carl", from: queue, in: world)
      try await queue.acknowledge(second.receipt)
      await queue.revokeLeases(of: "carl")
      let letters = await queue.deadLetters()
      try world.expectEqual(
        letters.map { "\($0.message.id) \($0.reason)" }.sorted(),
        ["order-1 revoked", "order-3 revoked"],
        "A message whose last allowed lease is revoked is dead.")
    }
  }
}

/// Lets a lease be revoked twice and acknowledged, all at once.
private func expectOneEnding(in world: World) async throws {
  let queue = watchedQueue(in: world, try briefPolicy())
  await queue.enqueue("order-0")
  let delivery = try await expectDelivery(of: "order-0", to: "anna", from: queue, in: world)
  let endings = await withTaskGroup { group in
    for _ in 1...2 { group.addTask { await queue.revokeLeases(of: "anna") } }
    group.addTask { (try? await queue.acknowledge(delivery.receipt)) == nil ? 0 : 1 }
    return await group.reduce(0, +)
  }
  try world.expectEqual(
    endings, 1, "A lease ends once: of an acknowledgement and two revocations, one succeeds.")
}

/// Lets a lease be extended while it is settled: whoever is first, it is over in the end.
private func expectNoRevival(in world: World) async throws {
  let queue = watchedQueue(in: world, try briefPolicy())
  await queue.enqueue("order-0")
  let delivery = try await expectDelivery(of: "order-0", to: "anna", from: queue, in: world)
  await withTaskGroup { group in
    group.addTask { _ = try? await queue.extend(delivery.receipt, by: .seconds(5)) }
    group.addTask { _ = try? await queue.acknowledge(delivery.receipt) }
  }
  try await expectLeaseOver("an extension of a settled lease", in: world) {
    () throws(LeaseError) in _ = try await queue.extend(delivery.receipt, by: .seconds(5))
  }
  try await world.clock.sleep(for: .seconds(10))
  try await expectNothing(for: "ben", from: queue, in: world)
}
