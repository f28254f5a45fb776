import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 04: capacity follows the load, stays within its bounds, and never flaps.
@Suite struct AutoScalerTests {
  /// Under the standard policy: 1 to 100, 80 % utilisation, a backlog gone in 60 s.
  static let table: [(Load, Int)] = [
    (Load(), 1),
    (Load(arrivalsPerSecond: 100, handlingTime: .milliseconds(10)), 2),
    // 62.5, and half a consumer is one.
    (Load(arrivalsPerSecond: 5_000, handlingTime: .milliseconds(10)), 63),
    (Load(backlog: 32_000, handlingTime: .milliseconds(10)), 6),
    // 62.5 and 5.3: rounded once, not twice.
    (Load(backlog: 32_000, arrivalsPerSecond: 5_000, handlingTime: .milliseconds(10)), 68),
    (Load(backlog: 17_640_000, arrivalsPerSecond: 5_000, handlingTime: .milliseconds(10)), 100),
    (Load(arrivalsPerSecond: 100, handlingTime: .seconds(2)), 100),
  ]

  @Test(arguments: table)
  func `the load says how many are needed`(_ load: Load, _ wanted: Int) async {
    await expectDesired(wanted, for: load, "Arrivals and backlog add up to a number of consumers.")
  }

  @Test func `what comes out even is not rounded up`() async throws {
    let policy = try ScalingPolicy(
      minConsumers: 0, targetUtilisation: 0.5, drainTarget: .seconds(64))
    let law = "A whole number of consumers is enough."
    for (load, wanted) in [
      (Load(arrivalsPerSecond: 3, handlingTime: .seconds(2)), 12),
      (Load(backlog: 96, handlingTime: .seconds(2)), 3),
      (Load(backlog: 96, arrivalsPerSecond: 3, handlingTime: .seconds(2)), 15),
      (Load(), 0),
    ] {
      await expectDesired(wanted, for: load, under: policy, law)
    }
  }

  @Test func `more load never needs fewer`() async {
    await explore(schedules: 300) { world in
      let least = world.random(in: 1...5)
      let policy = try ScalingPolicy(
        minConsumers: least, maxConsumers: least + world.random(in: 0...200),
        targetUtilisation: Double(world.random(in: 1...100)) / 100,
        drainTarget: .seconds(world.random(in: 1...600)))
      let scaler = AutoScaler(policy: policy, clock: world.clock) as any Scaler
      var load = Load(
        backlog: world.random(in: 0...100), arrivalsPerSecond: Double(world.random(in: 0...10)),
        handlingTime: .milliseconds(world.random(in: 1...2_000)))
      var needed = 0
      for _ in 1...12 {
        let more = await scaler.desiredConsumers(for: load)
        world.tell("scaler", "wants \(more): \(load.told)")
        try world.expect(
          (policy.minConsumers...policy.maxConsumers).contains(more),
          "A fleet stays within \(policy.minConsumers)...\(policy.maxConsumers), but \(more) are wanted."
        )
        try world.expect(more >= needed, "With more load, \(more) are wanted instead of \(needed).")
        needed = more
        if world.chance(50) {
          load.backlog += world.random(in: 1...10_000)
        } else {
          load.arrivalsPerSecond += Double(world.random(in: 1...500))
        }
      }
      // Whatever the handling time, so much is more than anybody can do.
      load.backlog = 1 << 50
      let most = await scaler.desiredConsumers(for: load)
      try world.expectEqual(most, policy.maxConsumers, "A load without measure takes everybody.")
    }
  }

  @Test func `a load that nobody has measured is assumed`() async throws {
    let law = "As long as nobody knows how long a message takes, it takes the assumed time."
    // Nothing has been handled yet, or the clock was too coarse to see it.
    for time in [nil, Duration.zero, .seconds(-1)] {
      let load = Load(arrivalsPerSecond: 100, handlingTime: time)
      await expectDesired(13, for: load, law)
      let slow = try ScalingPolicy(assumedHandlingTime: .milliseconds(300))
      await expectDesired(38, for: load, under: slow, law)
    }
  }

  @Test func `no load is too strange for an answer`() async throws {
    let boundless = try ScalingPolicy(
      minConsumers: 0, maxConsumers: .max, drainTarget: .nanoseconds(1))
    let second = Duration.seconds(1)
    for (policy, least) in [(ScalingPolicy.standard, 1), (boundless, 0)] {
      for (load, wanted) in [
        (Load(backlog: .min, arrivalsPerSecond: -1, handlingTime: second), least),
        (Load(arrivalsPerSecond: -.infinity, handlingTime: second), least),
        (Load(arrivalsPerSecond: .nan, handlingTime: second), least),
        (Load(arrivalsPerSecond: .infinity, handlingTime: second), policy.maxConsumers),
        (Load(arrivalsPerSecond: .infinity, handlingTime: .zero), policy.maxConsumers),
        (Load(arrivalsPerSecond: .greatestFiniteMagnitude), policy.maxConsumers),
        (Load(backlog: .max, handlingTime: .seconds(Int64.max)), policy.maxConsumers),
        (Load(backlog: .max, arrivalsPerSecond: .nan), policy.maxConsumers),
      ] {
        await expectDesired(
          wanted, for: load, under: policy, "What is negative or not a number is nothing.")
      }
    }
  }

  private func expectDesired(
    _ wanted: Int, for load: Load, under policy: ScalingPolicy = .standard, _ law: String,
    at place: SourceLocation = #_sourceLocation
  ) async {
    let scaler = AutoScaler(policy: policy, clock: VirtualClock()) as any Scaler
    let desired = await scaler.desiredConsumers(for: load)
    guard desired != wanted else { return }
    Issue.record(
      Comment(
        rawValue: "\(law) \(load.told): expected \(wanted) consumers, saw \(desired)."),
      sourceLocation: place)
  }
}
