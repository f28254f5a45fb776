import Instruments
import Solutions
import Synchronization
import Testing
import Vocabulary

/// How long an hour of Black Friday takes in virtual time, with every law of the night looked at; and
/// what becomes of the shop that has one consumer and no scaler.
struct NightBenchmark {
  let isQuick: Bool

  private var minutes: Int { isQuick ? 5 : 60 }

  func run() async throws -> GroupReport {
    Console.tell("black-friday: \(minutes) minutes with the scaler")
    let scaled = try await live(isScaled: true)
    Console.tell("black-friday: \(minutes) minutes without")
    let alone = try await live(isScaled: false)
    Console.tell("")
    try check(scaled.night)
    let rows = [("with the scaler", scaled), ("one consumer, no scaler", alone)]
    return GroupReport(
      name: "black-friday",
      about:
        "5,000 orders a second for \(minutes) minutes; a consumer handles 100; one dies a minute",
      table: Table(
        heading: [
          "", "orders packed", "largest backlog", "left after the rush", "most consumers", "deaths",
          "effects repeated", "real seconds",
        ],
        rows: rows.map { name, lived in
          let night = lived.night
          return [
            name, orders(night.counts.acknowledged), orders(night.largestBacklog),
            orders(night.backlogAfterTheLast), "\(night.mostConsumers)", "\(night.deaths)",
            orders(night.repetitions), lived.seconds.rounded(to: 1),
          ]
        }),
      figures: rows.map { name, lived in
        .init(name: name, unit: "s", spread: Spread(of: [lived.seconds]))
      },
      ratios: [],
      remarks: [
        "With the scaler, all is packed \(backToNormal(scaled.night)) after the opening, and nothing is "
          + "lost.",
        "Orders come in crates of 100: one message stands for 100 orders, and takes 1 s.",
      ])
  }

  private struct Lived {
    let night: BlackFriday.Night
    let seconds: Double
  }

  private func live(isScaled: Bool) async throws -> Lived {
    var plan = BlackFriday()
    plan.duration = .seconds(60 * minutes)
    if !isScaled { (plan.timeBetweenDeaths, plan.patience) = (nil, nil) }
    let result = Mutex<BlackFriday.Night?>(nil)
    let start = ContinuousClock.now
    await explore(schedules: 1, stepLimit: .max) { [plan] world in
      let night = try await plan.run(in: world) { work in
        try shop(in: world, isScaled: isScaled, work: work)
      }
      result.withLock { $0 = night }
    }
    let seconds = start.duration(to: .now).inSeconds
    guard let night = result.withLock(\.self) else { throw BrokenNight(law: "It did not end.") }
    return Lived(night: night, seconds: seconds)
  }

  private func shop(
    in world: World, isScaled: Bool, work: @escaping @Sendable (Message) async throws -> Void
  ) throws -> BlackFriday.Shop {
    let queue = SafeMessageQueue(clock: world.clock)
    var limits = ProcessingPolicy.standard
    limits.workers = 200
    var parts = SystemParts(
      queue: queue, balancer: RoundRobinBalancer(),
      health: HealthChecker(queue: queue, clock: world.clock),
      processor: try AsyncMessageProcessor(
        policy: limits, clock: world.clock, generator: SplitMix64(seed: 1), work: work))
    if isScaled {
      parts.scaler = AutoScaler(
        policy: try ScalingPolicy(maxConsumers: 200), clock: world.clock)
    }
    let system = CompetingConsumers(
      of: parts, policy: try SystemPolicy(consumers: 1), clock: world.clock)
    return BlackFriday.Shop(queue: queue, system: system)
  }

  private func check(_ night: BlackFriday.Night) throws(BrokenNight) {
    let counts = night.counts
    guard counts.acknowledged + counts.dead == counts.accepted else {
      throw BrokenNight(law: "Every message ends acknowledged or dead: \(counts.told).")
    }
    guard night.pretended == 0 else {
      throw BrokenNight(law: "\(night.pretended) crates were acknowledged, and not packed.")
    }
    guard night.repetitions <= night.deaths else {
      throw BrokenNight(
        law: "\(night.repetitions) effects came twice, though only \(night.deaths) died.")
    }
  }

  private func orders(_ crates: Int) -> String {
    Double(crates * BlackFriday().ordersPerCrate).rounded(to: 0)
  }

  private func backToNormal(_ night: BlackFriday.Night) -> String {
    "\((night.length.inSeconds / 60).rounded(to: 1)) minutes"
  }
}

/// A night on which a law did not hold: how long it took is of no interest.
struct BrokenNight: Error, CustomStringConvertible {
  let law: String

  var description: String {
    "Black Friday went wrong: \(law)\n  Run the tests first: swift test --traits Solutions"
  }
}
