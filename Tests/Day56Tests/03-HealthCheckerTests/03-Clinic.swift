import Exercises
import Instruments
import Testing
import Vocabulary

/// The learner's checker, with everything around it as the test wants it.
struct Clinic: Sendable {
  let world: World
  let book: Casebook
  let queue: RevocableQueue
  let pool: PingedPool
  let checker: any HealthMonitor

  /// - Parameter auditing: whether all that is done is held against the law of failover; tests that ask
  ///   for something else leave it alone, so that half a checker passes half the tests.
  init(
    in world: World, _ policy: HealthPolicy, clock: (any TimeSource)? = nil, auditing: Bool = false
  ) throws {
    self.world = world
    let book = Casebook(in: world, auditing: auditing)
    self.book = book
    // A night is shorter: what comes back to the line in it was revoked.
    queue = RevocableQueue(
      in: world, book,
      policy: try QueuePolicy(visibilityTimeout: .seconds(1_000_000), maxDeliveries: 99))
    pool = PingedPool(in: world, book)
    checker = HealthChecker(
      policy: policy, queue: queue, clock: clock ?? YieldingClock(clock: world.clock)
    ) { event in
      book.told(event)
    }
  }

  func watch(_ consumers: ConsumerID...) async {
    for consumer in consumers {
      world.tell("manager", "has \(consumer) watched")
      book.open(consumer)
      pool.forbidPings(of: consumer, nil)
      await checker.watch(consumer)
    }
  }

  func forget(_ consumer: ConsumerID) async {
    world.tell("manager", "has \(consumer) forgotten")
    pool.forbidPings(of: consumer, "Only who is watched is pinged")
    await checker.forget(consumer)
  }

  func beat(_ consumer: ConsumerID, _ status: ConsumerStatus, progress: Int = 0) async {
    world.tell(consumer.name, "beats: \(status), progress \(progress)")
    if status == .stopped { pool.forbidPings(of: consumer, "Stopped is final") }
    await checker.heartbeat(Heartbeat(consumer: consumer, status: status, progress: progress))
  }

  /// One round.
  func check() async {
    world.tell("checker", waitsFor: "the end of its round")
    await checker.check(pool)
    world.tell("checker", "has ended its round")
  }

  /// Some rounds, one after the other.
  func check(times: Int, each: Duration = .seconds(10)) async throws {
    for _ in 0..<times {
      await check()
      try await world.clock.sleep(for: each)
    }
  }

  func pass(_ duration: Duration) async throws { try await world.clock.sleep(for: duration) }

  /// Goes on if the checker thinks that `consumer` is as it should be.
  func expect(
    _ consumer: ConsumerID, is wanted: ConsumerStatus?, _ law: @autoclosure () -> String,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let seen = await checker.status(of: consumer)
    try world.expect(
      seen == wanted,
      "\(law()) At \(world.clock.now.told) \(consumer) should be \(wanted.told), and is \(seen.told).",
      at: place)
  }

  /// Goes on if just this was reported about `consumer`.
  func expectReports(
    _ wanted: [HealthEvent], about consumer: ConsumerID, _ law: @autoclosure () -> String,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let seen = book.events(about: consumer)
    try world.expect(
      seen == wanted,
      "\(law()) Reported should be \(wanted.told), and \(seen.told) was.", at: place)
  }
}

extension ConsumerStatus? {
  fileprivate var told: String { map(\.rawValue) ?? "unknown" }
}

extension [HealthEvent] {
  fileprivate var told: String {
    isEmpty ? "nothing" : map { "“\($0.told)”" }.joined(separator: ", ")
  }
}

/// Rounds every 10 seconds, a second for an answer, and no grace. A beat counts for 15 seconds and 35
/// may pass without getting on: nothing ends when a round begins.
func strictHealth(
  failures: Int = 2, successes: Int = 2, percent: Int = 100, grace: Duration = .zero
) throws -> HealthPolicy {
  try HealthPolicy(
    interval: .seconds(10), pingTimeout: .seconds(1), beatTimeout: .seconds(15),
    stallTimeout: .seconds(35), gracePeriod: grace, failuresToFall: failures,
    successesToRecover: successes, largestFailedPercent: percent)
}

extension PingManner {
  /// A way not to answer.
  static func silent(in world: World) -> PingManner {
    world.pick([.hangs, .refuses(after: .milliseconds(300)), .refuses()])
  }

  /// A way to answer.
  static func prompt(in world: World) -> PingManner {
    world.pick([.answers(), .answers(after: .milliseconds(300))])
  }
}
