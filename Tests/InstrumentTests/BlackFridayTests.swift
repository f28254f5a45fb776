import Instruments
import Solutions
import Testing
import Vocabulary

@Suite struct BlackFridayTests {
  @Test func `the hour is survived by the references`() async {
    await explore(schedules: 1, stepLimit: .max) { world in
      var plan = BlackFriday()
      // Large crates: the same consumers are at work, and the hour has fewer events.
      plan.ordersPerCrate = 1_000
      let night = try await plan.run(in: world) { work in
        try referenceShop(in: world, isScaled: true, work: work)
      }
      try world.expectEqual(
        night.counts.told, "18000 acknowledged", "An hour of 5 crates a second is packed.")
      try world.expectEqual(night.pretended, 0, "What is acknowledged has been packed.")
      try world.expect(night.deaths > 30, "About one a minute dies, not \(night.deaths) an hour.")
      try world.expect(
        night.repetitions <= night.deaths, "Who has not died does nothing twice.")
      try world.expect(
        night.length < .seconds(3_900),
        "The last is packed soon after the hour, not at \(night.length).")
    }
  }

  @Test func `without a scaler, 17.64 million orders are left`() async {
    await explore(schedules: 1, stepLimit: .max) { world in
      var plan = BlackFriday()
      (plan.timeBetweenDeaths, plan.patience) = (nil, nil)
      let night = try await plan.run(in: world) { work in
        try referenceShop(in: world, isScaled: false, work: work)
      }
      try world.expectEqual(
        night.backlogAfterTheLast, (5_000 - 100) * 3_600 / 100,
        "One consumer handles one crate of fifty.")
    }
  }

  @Test func `a shop that only pretends is found out`() async {
    await explore(schedules: 1) { world in
      var plan = BlackFriday()
      plan.duration = .seconds(4)
      let night = try await plan.run(in: world) { _ in
        let queue = ModelQueue(clock: world.clock)
        return BlackFriday.Shop(queue: queue, system: Pretender(queue: queue))
      }
      try world.expectEqual(night.counts.told, "200 acknowledged", "All is said to be packed.")
      try world.expectEqual(night.pretended, 200, "Nothing has been packed.")
    }
  }
}

private func referenceShop(
  in world: World, isScaled: Bool, work: @escaping @Sendable (Message) async throws -> Void
) throws -> BlackFriday.Shop {
  let queue = SafeMessageQueue(clock: world.clock)
  var limits = ProcessingPolicy.standard
  (limits.workers, limits.attemptTimeout) = (200, .seconds(20))
  var parts = SystemParts(
    queue: queue, balancer: RoundRobinBalancer(),
    health: HealthChecker(queue: queue, clock: world.clock),
    processor: try AsyncMessageProcessor(
      policy: limits, clock: world.clock, generator: SplitMix64(seed: 1), work: work))
  if isScaled {
    parts.scaler = AutoScaler(policy: try ScalingPolicy(maxConsumers: 200), clock: world.clock)
  }
  let system = CompetingConsumers(
    of: parts, policy: try SystemPolicy(consumers: 1), clock: world.clock)
  return BlackFriday.Shop(queue: queue, system: system)
}

/// Acknowledges everything, and does nothing.
private struct Pretender: ConsumerSystem {
  let queue: ModelQueue

  func run() async throws {
    while let delivery = try? await queue.nextDelivery(for: "pretender") {
      try queue.acknowledge(delivery.receipt)
    }
  }

  func kill(_ consumer: ConsumerID) async {}
  func metrics() async -> SystemMetrics { SystemMetrics() }
  func members() async -> [PoolMember] { [] }
  func ping(_ consumer: ConsumerID) async throws {}
  func add(_ count: Int) async throws -> [ConsumerID] { [] }
  func replace(_ consumer: ConsumerID) async throws {}
  func drain(_ consumer: ConsumerID) async {}
}
