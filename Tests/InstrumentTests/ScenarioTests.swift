import Solutions
import Synchronization
import Testing
import Vocabulary

@testable import Instruments

@Suite struct ScenarioTests {
  @Test func `a night tells its opening, its moments and its end`() {
    let lines = play(seconds: 30)
    #expect(lines.first == #"{"kind":"open"}"#)
    #expect(lines.filter { $0.contains(#""kind":"moment""#) }.count == 4)
    #expect(
      lines.last == #"{"kind":"end","length":31.0,"waiting":0,"leased":0,"acknowledged":30,"#
        + #""dead":0,"pretended":0,"repetitions":0}"#)
  }

  @Test func `a moment tells how things stood, and how long the packed had waited`() {
    let lines = play(seconds: 30)
    #expect(
      lines[1] == #"{"kind":"moment","time":10.0,"ordered":10,"waiting":0,"leased":1,"#
        + #""acknowledged":9,"dead":0,"consumers":1,"deaths":0,"median":0.5,"percentile99":0.5}"#)
  }

  @Test func `one seed tells one night`() {
    #expect(play(seconds: 60, deaths: .seconds(20)) == play(seconds: 60, deaths: .seconds(20)))
  }

  @Test func `the night is the same whether or not anybody is told`() async throws {
    let told = Mutex(0)
    let nights = Mutex<[String]>([])
    for report in [nil, { @Sendable (_: BlackFriday.Moment) in told.withLock { $0 += 1 } }] {
      await explore(schedules: 1) { world in
        let night = try await plan(seconds: 20, deaths: .seconds(5)).run(in: world, report: report)
        {
          try shop(in: world, $0)
        }
        nights.withLock { $0.append("\(night)") }
        try world.expect(night.deaths > 0, "Somebody dies in this one.")
      }
    }
    let seen = nights.withLock(\.self)
    #expect(seen.count == 2 && seen[0] == seen[1])
    #expect(told.withLock(\.self) > 0)
  }

  @Test func `a system that does not end is a deadlock, and what was seen stays`() {
    let lines = play(seconds: 20, Stubborn.init)
    #expect(lines.last == #"{"kind":"stop","time":20.0,"reason":"deadlock","detail":null}"#)
    #expect(lines.filter { $0.contains(#""kind":"moment""#) }.count == 2)
  }

  @Test func `an error is told with its text`() {
    let lines = play(seconds: 10) { _ in Thrower() }
    #expect(
      lines.last == #"{"kind":"stop","time":10.0,"reason":"threw","detail":"Refusal(why: \"no\")"}"#
    )
  }

  @Test func `who is dead or stopped is not alive`() {
    let ledger = NightLedger(crates: 1, keepsLatencies: true)
    ledger.noteDeath(of: "ben")
    let members = [
      PoolMember(id: "anna", started: .start), PoolMember(id: "ben", started: .start),
      PoolMember(id: "carl", status: .stopped, started: .start),
    ]
    #expect(ledger.living(of: members) == 1)
  }

  @Test(arguments: [
    ([1], 1, 1), ([1, 2], 1, 2), (Array(1...100), 50, 99), (Array(1...200), 100, 198),
  ]) func `percentiles go by nearest rank`(_ times: [Int], median: Int, percentile99: Int) {
    let latency = BlackFriday.Latency(of: times.reversed().map { .seconds($0) })
    #expect(latency?.median == .seconds(median))
    #expect(latency?.percentile99 == .seconds(percentile99))
    #expect(BlackFriday.Latency(of: []) == nil)
  }
}

/// One crate a second, which takes a consumer half a second.
private func plan(seconds: Int, deaths: Duration? = nil) -> BlackFriday {
  var plan = BlackFriday()
  (plan.ordersPerSecond, plan.ordersPerConsumer, plan.ordersPerCrate) = (100, 200, 100)
  plan.duration = .seconds(seconds)
  plan.timeBetweenDeaths = deaths
  plan.patience = .seconds(120)
  return plan
}

private func shop(
  in world: World, _ work: @escaping @Sendable (Message) async throws -> Void
) throws -> BlackFriday.Shop {
  let queue = SafeMessageQueue(clock: world.clock)
  let parts = SystemParts(
    queue: queue, balancer: RoundRobinBalancer(),
    health: HealthChecker(queue: queue, clock: world.clock),
    processor: try AsyncMessageProcessor(
      clock: world.clock, generator: SplitMix64(seed: 1), work: work))
  let system = CompetingConsumers(
    of: parts, policy: try SystemPolicy(consumers: 1), clock: world.clock)
  return BlackFriday.Shop(queue: queue, system: system)
}

/// The lines of a night under seed 0.
private func play(
  seconds: Int, deaths: Duration? = nil,
  _ system: (@Sendable (World) -> any ConsumerSystem)? = nil
) -> [String] {
  let lines = Mutex<[String]>([])
  let request = Scenario.Request(variant: "", seed: 0, duration: .seconds(seconds))
  Scenario.play(request) { asked, world, report in
    var plan = plan(seconds: seconds, deaths: deaths)
    plan.duration = asked.duration
    if system != nil { plan.patience = nil }
    return try await plan.run(in: world, report: report) { work in
      if let system = system?(world) {
        return BlackFriday.Shop(queue: ModelQueue(clock: world.clock), system: system)
      }
      return try shop(in: world, work)
    }
  } put: { line in
    lines.withLock { $0.append(line) }
  }
  return lines.withLock(\.self)
}

/// Does nothing, and does not end when it is told to.
private struct Stubborn: IdleSystem {
  private let never = Latch()

  init(_ world: World) {}

  func run() async throws { await Task { await never.wait() }.value }
}

private struct Thrower: IdleSystem {
  func run() async throws { throw Refusal(why: "no") }
}

private struct Refusal: Error {
  let why: String
}

private protocol IdleSystem: ConsumerSystem {}

extension IdleSystem {
  func kill(_ consumer: ConsumerID) async {}
  func metrics() async -> SystemMetrics { SystemMetrics() }
  func members() async -> [PoolMember] { [] }
  func ping(_ consumer: ConsumerID) async throws {}
  func add(_ count: Int) async throws -> [ConsumerID] { [] }
  func replace(_ consumer: ConsumerID) async throws {}
  func drain(_ consumer: ConsumerID) async {}
}
