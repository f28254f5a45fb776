import Exercises
import Instruments
import Testing
import Vocabulary

extension SafeMessageQueueTests {
  @Test func `after every event each message is in exactly one place`() async {
    await explore(schedules: 600, sizes: 3...60) { world in
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
    await explore(schedules: 400, sizes: 1...8) { world in
      let policy = try briefPolicy(maxDeliveries: 3, backoff: [.seconds(1), .seconds(3)])
      let queue = watchedQueue(in: world, policy)
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
          try world.expect(world.clock.now.sinceStart < .seconds(3_600), "Every message is settled.")
        }
        group.cancelAll()
      }
    }
  }

  @Test func `threads agree on one line`() async throws {
    let queue = SafeMessageQueue(policy: .standard, clock: MonotonicClock()) as any MessageQueue
    let ticks = TickCounter()
    let rounds = 1_500
    let histories = await onThreads(3) { thread in
      var history = QueueHistory()
      for round in 0..<rounds {
        let value = thread * rounds + round
        var called = ticks.next()
        await queue.enqueue("\(value)")
        history.put(value, .init(called: called, returned: ticks.next()))
        called = ticks.next()
        let delivery = await queue.dequeue(for: "thread-\(thread)")
        let taken = delivery.flatMap { Int($0.message.id.name) }
        history.take(taken, .init(called: called, returned: ticks.next()))
        if let delivery { try? await queue.acknowledge(delivery.receipt) }
      }
      return history
    }
    var history = QueueHistory()
    for part in histories { history.merge(part) }
    if let violation = history.violation {
      Issue.record("Seen by several threads, messages come out once, in one order. \(violation)")
    }
    let counts = await queue.counts()
    let wanted = QueueCounts(acknowledged: 3 * rounds)
    #expect(counts.told == wanted.told, "What three threads put in and acknowledged is all there.")
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
