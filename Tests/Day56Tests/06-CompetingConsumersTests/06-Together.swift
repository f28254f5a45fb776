import Exercises
import Instruments
import Testing
import Vocabulary

/// The system once more, now made of nothing but what was built in lessons 01 to 05. Where one of these
/// fails and the others here do not, look at the part that it names first.
extension CompetingConsumersTests {
  @Test(arguments: Balance.allCases)
  func `with your own queue, balancer and processor, all is packed once`(_ balance: Balance) async {
    await explore(schedules: 10, sizes: 1...5) { world in
      let total = 3 * world.size
      var night = BlackFriday()
      night.ordersPerSecond = 600
      night.duration = .milliseconds(total * 1_000 / 6)
      night.timeBetweenDeaths = nil
      let result = try await night.run(in: world) { work in
        try OwnShop(in: world, balance: balance, work: work).shop
      }
      try world.expectEqual(
        result.counts.told, "\(result.counts.accepted) acknowledged",
        "All that is ordered is packed.")
      try world.expectEqual(result.repetitions + result.pretended, 0, "Each crate is packed once.")
    }
  }

  @Test func `with your own health checker, what the dead held is packed by others`() async {
    await explore(schedules: 15, sizes: 1...5) { world in
      var night = BlackFriday()
      night.ordersPerSecond = 300
      night.duration = .seconds(2 * world.size)
      night.timeBetweenDeaths = .seconds(world.random(in: 2...20))
      let result = try await night.run(in: world) { work in
        try OwnShop(in: world, consumers: 4, work: work).shop
      }
      try expectNothingLost(result, in: world)
    }
  }

  @Test func `with your own scaler, Black Friday is survived`() async {
    await explore(schedules: 1, stepLimit: 1_000_000) { world in
      var night = BlackFriday()
      // Large crates: the same consumers are at work, and an hour has fewer events.
      night.ordersPerCrate = 500
      night.duration = .seconds(60)
      night.timeBetweenDeaths = .seconds(10)
      let result = try await night.run(in: world) { work in
        try OwnShop(in: world, consumers: 1, isScaled: true, work: work).shop
      }
      try expectNothingLost(result, in: world)
      try world.expect(
        (50...150).contains(result.mostConsumers),
        "For 10 crates a second, of which a consumer packs one in 5 s, there are more than 50 consumers, and "
          + "not many more than that: at most there were \(result.mostConsumers).")
      try world.expect(
        result.length < .seconds(300),
        "Five minutes after the rush has begun, its backlog is gone; it took \(result.length.told)."
      )
    }
  }
}

private func expectNothingLost(
  _ night: BlackFriday.Night, in world: World, at place: SourceLocation = #_sourceLocation
) throws {
  try world.expectEqual(
    night.counts.told, "\(night.counts.accepted) acknowledged",
    "Whoever dies, all that is ordered is packed.", at: place)
  try world.expectEqual(
    night.pretended, 0, "What is acknowledged has been packed. Not so:", at: place)
  try world.expect(
    night.repetitions <= night.deaths,
    "A crate is packed twice only if somebody died before he could say that it was: "
      + "\(night.deaths) died, and \(night.repetitions) were packed again.", at: place)
}

/// The balancers of lesson 02.
enum Balance: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case roundRobin, weighted, leastConnections

  var testDescription: String { rawValue }

  func balancer() throws -> any LoadBalancer {
    switch self {
    case .roundRobin: RoundRobinBalancer()
    case .weighted: try WeightedBalancer(weights: ["consumer-1": 3])
    case .leastConnections: LeastConnectionsBalancer(generator: SplitMix64(seed: 1))
    }
  }
}

/// A system of nothing but the learner's own parts.
struct OwnShop {
  let shop: BlackFriday.Shop

  init(
    in world: World, balance: Balance = .roundRobin, consumers: Int = 3, isScaled: Bool = false,
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws {
    let queue = SafeMessageQueue(
      policy: try QueuePolicy(visibilityTimeout: .seconds(30), maxDeliveries: 50),
      clock: world.clock)
    let health = HealthChecker(
      policy: try HealthPolicy(
        interval: .seconds(5), pingTimeout: .seconds(1), beatTimeout: .seconds(8),
        gracePeriod: .zero, failuresToFall: 2),
      queue: queue, clock: world.clock)
    var limits = ProcessingPolicy.standard
    limits.workers = 200
    // Twice what the longest work takes: who wins a tie is not asked here.
    limits.attemptTimeout = .seconds(10)
    var parts = SystemParts(
      queue: queue, balancer: try balance.balancer(), health: health,
      processor: try AsyncMessageProcessor(
        policy: limits, clock: world.clock, generator: SplitMix64(seed: 2), work: work))
    if isScaled {
      parts.scaler = AutoScaler(
        policy: try ScalingPolicy(
          maxConsumers: 150, scaleUpCooldown: .seconds(5), assumedHandlingTime: .seconds(5)),
        clock: world.clock)
    }
    let system = CompetingConsumers(
      of: parts, policy: try SystemPolicy(consumers: consumers, heartbeatInterval: .seconds(5)),
      clock: world.clock)
    shop = BlackFriday.Shop(queue: queue, system: system)
  }
}
