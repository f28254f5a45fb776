import Exercises
import Instruments
import Vocabulary

/// An hour of Black Friday: 5,000 orders a second come in, and one consumer packs 100.
///
/// - `with-scaler`: the fleet grows and shrinks by itself, and about once a minute a consumer dies.
/// - `without-scaler`: one consumer, all night long. It does not even die.
@main struct BlackFridayNight {
  static func main() async {
    await Scenario.live { asked, world, report in
      var night = BlackFriday()
      night.duration = asked.duration
      let isScaled = asked.variant == "with-scaler"
      night.patience = isScaled ? .seconds(900) : nil
      if !isScaled { night.timeBetweenDeaths = nil }
      return try await night.run(in: world, report: report) { work in
        try shop(in: world, isScaled: isScaled, work: work)
      }
    }
  }

  /// The six lessons, put together.
  private static func shop(
    in world: World, isScaled: Bool, work: @escaping @Sendable (Message) async throws -> Void
  ) throws -> BlackFriday.Shop {
    let queue = SafeMessageQueue(clock: world.clock)
    var limits = ProcessingPolicy.standard
    limits.workers = 200
    var parts = SystemParts(
      queue: queue, balancer: RoundRobinBalancer(),
      health: HealthChecker(queue: queue, clock: world.clock),
      processor: try AsyncMessageProcessor(
        policy: limits, clock: world.clock, generator: SplitMix64(seed: world.seed), work: work))
    if isScaled {
      parts.scaler = AutoScaler(policy: try ScalingPolicy(maxConsumers: 200), clock: world.clock)
    }
    let system = CompetingConsumers(
      of: parts, policy: try SystemPolicy(consumers: 1), clock: world.clock)
    return BlackFriday.Shop(queue: queue, system: system)
  }
}
