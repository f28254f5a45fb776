import Exercises
import Instruments
import Testing
import Vocabulary

extension HealthCheckerTests {
  @Test func `after every event each consumer is as the rules say`() async {
    await explore(schedules: 200, sizes: 4...24) { world in
      var walk = try HealthWalk(in: world)
      for _ in 1...world.size { try await walk.step() }
    }
  }

  @Test func `whatever a night brings, nothing is lost and nobody fails over twice`() async {
    await explore(schedules: 70, sizes: 1...4, stepLimit: 20_000) { world in
      let clinic = try Clinic(in: world, strictHealth(percent: 60), auditing: true)
      let orders = 2 * world.size
      for number in 1...orders {
        await clinic.queue.enqueue(Message(id: "order-\(number)"))
      }
      clinic.pool.whenReplacing { _ in
        if world.chance(50) { try await clinic.pass(.seconds(world.random(in: 1...30))) }
      }
      try await withThrowingTaskGroup { group in
        group.addTask { try await clinic.expectCancellation() }
        for name in ["anna", "ben", "carl", "dora"].prefix(world.size) {
          await clinic.watch(ConsumerID(name))
          group.addTask { try await clinic.pack(as: ConsumerID(name)) }
        }
        var counts = await clinic.queue.counts()
        while counts.acknowledged < orders {
          try await clinic.pass(.seconds(30))
          counts = await clinic.queue.counts()
          try world.expect(
            world.clock.now.sinceStart < .seconds(7_200),
            "Nothing is lost: after two hours all should be packed, but the queue says "
              + "\(counts.told).")
        }
        group.cancelAll()
        while await group.nextResult() != nil {}
      }
    }
  }
}

extension Clinic {
  /// Packs one order after the other, until this task is cancelled. Now and then the terminal dies, and
  /// comes back as if nothing had happened.
  fileprivate func pack(as consumer: ConsumerID) async throws {
    while true {
      guard book.isWell(consumer), let delivery = await queue.dequeue(for: consumer) else {
        try await pass(.seconds(5))
        continue
      }
      world.tell(
        consumer.name, as: .deliver(delivery.message.id, until: delivery.deadline),
        "takes \(delivery.message.id)")
      let falls = book.falls(of: consumer)
      if world.chance(40) {
        pool[consumer] = .silent(in: world)
        try await pass(.seconds(world.random(in: 5...60)))
        pool[consumer] = .prompt(in: world)
      } else {
        for progress in 1...world.random(in: 1...6) {
          await beat(consumer, .processing, progress: progress)
          try await pass(.seconds(5))
        }
        await beat(consumer, .idle)
      }
      let hasFallen = book.falls(of: consumer) > falls
      do {
        try await queue.acknowledge(delivery.receipt)
        world.tell(
          consumer.name, as: .settle(delivery.message.id), "has packed \(delivery.message.id)")
      } catch {
        world.tell(
          consumer.name, as: .refuse(delivery.message.id), "cannot settle \(delivery.message.id)")
        continue
      }
      try world.expect(
        !hasFallen,
        "A fallen consumer can settle nothing: \(consumer) settled "
          + "\(delivery.message.id), which it held when it fell.")
    }
  }
}
