import Exercises
import Instruments
import Testing
import Vocabulary

/// What can bring a message to a consumer that waits, ten seconds after the start.
enum Arrival: String, Sendable {
  case message, endOfRest, endOfLease, givenBack, restThatBeginsLater
  case leaseMadeShorter, revoked, redriven
}

extension SafeMessageQueueTests {
  @Test(arguments: [
    Arrival.message, .endOfRest, .endOfLease, .givenBack, .restThatBeginsLater,
  ])
  func `a waiting consumer gets a message as soon as there is one`(_ arrival: Arrival) async {
    await explore(schedules: 30, sizes: 1...3, stepLimit: 5_000) { world in
      try await expectToBeServed(upon: arrival, in: world)
    }
  }

  @Test(arguments: [Arrival.leaseMadeShorter, .revoked, .redriven])
  func `what is set free goes to those who wait`(_ arrival: Arrival) async {
    await explore(schedules: 30, sizes: 1...3, stepLimit: 5_000) { world in
      try await expectToBeServed(upon: arrival, in: world)
    }
  }
}

/// Lets as many consumers wait as messages arrive, and expects each to get one at once.
private func expectToBeServed(upon arrival: Arrival, in world: World) async throws {
  let policy = try QueuePolicy(
    visibilityTimeout: arrival == .endOfLease ? .seconds(10) : .seconds(60),
    maxDeliveries: arrival == .redriven ? 1 : 5, backoff: [])
  let queue = watchedQueue(in: world, policy)
  var held: [Delivery] = []
  for number in 1...world.size where arrival != .message {
    await queue.enqueue("order-\(number)")
    held.append(
      try await expectDelivery(of: "order-\(number)", to: "anna", from: queue, in: world))
  }
  for delivery in held where arrival == .endOfRest || arrival == .redriven {
    try await queue.nack(delivery.receipt, delay: .seconds(10))
  }
  try await withThrowingTaskGroup { group in
    for name in ["ben", "carl", "dora"].prefix(world.size) {
      group.addTask {
        let delivery = try await queue.nextDelivery(for: ConsumerID(name))
        try world.expectEqual(
          world.clock.now.told, "10 s", "A waiting consumer is woken as soon as it can be served.")
        try world.expectEqual(
          delivery.deadline.told, world.clock.now.advanced(by: policy.visibilityTimeout).told,
          "A lease begins when the message is handed over, however long its consumer has waited.")
        try await queue.acknowledge(delivery.receipt)
      }
    }
    group.addTask { [held] in try await arrival.happen(to: held, in: queue, world) }
    try await group.waitForAll()
  }
}

extension Arrival {
  fileprivate func happen(
    to held: [Delivery], in queue: some MessageQueue, _ world: World
  ) async throws {
    let isGradual = self == .restThatBeginsLater || self == .leaseMadeShorter
    try await world.clock.sleep(for: isGradual ? .seconds(7) : .seconds(10))
    switch self {
    case .endOfLease, .endOfRest: break
    case .message: for number in 1...world.size { await queue.enqueue("order-\(number)") }
    case .revoked: await queue.revokeLeases(of: "anna")
    case .redriven: await queue.redriveDeadLetters()
    case .givenBack:
      for delivery in held { try await queue.nack(delivery.receipt, delay: .zero) }
    case .restThatBeginsLater:
      for delivery in held { try await queue.nack(delivery.receipt, delay: .seconds(3)) }
    case .leaseMadeShorter:
      for delivery in held { try await queue.extend(delivery.receipt, by: .seconds(3)) }
    }
  }
}
