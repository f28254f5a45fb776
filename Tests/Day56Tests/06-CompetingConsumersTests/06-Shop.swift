import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

/// The learner's system, with parts that are known to be right, and a world in which it works.
struct Shop: Sendable {
  let world: World
  let queue: ObservedQueue
  let work: Work
  let balancer: ScriptedBalancer
  let watchman: Watchman
  private let policy: SystemPolicy
  /// Seen through the protocol: an actor will do as well as a class.
  let system: any ConsumerSystem

  /// - Parameters:
  ///   - deliveries: after so many a message is dead.
  ///   - choose: says whom the balancer picks; nil: anybody, by seed.
  ///   - addParts: adds what else belongs to the system.
  ///   - course: how the work on a message goes, the first time, the second, and so on.
  init(
    in world: World, policy: SystemPolicy = .standard, deliveries: Int = 5,
    choose: (@Sendable ([ConsumerID]) -> ConsumerID)? = nil,
    addParts: (inout SystemParts) -> Void = { _ in },
    course: @escaping @Sendable (MessageID, _ attempt: Int) -> Work.Course
  ) throws {
    let rules = try QueuePolicy(
      visibilityTimeout: .seconds(30), maxDeliveries: deliveries, backoff: [.seconds(2)])
    self.world = world
    self.policy = policy
    queue = ObservedQueue(
      ModelQueue(policy: rules, clock: world.clock), policy: rules, in: world, auditing: false)
    work = Work(in: world, course: course)
    balancer = ScriptedBalancer(choose: choose ?? { world.pick($0) })
    watchman = Watchman(in: world, queue: queue)
    var parts = SystemParts(queue: queue, balancer: balancer, health: watchman, processor: work)
    addParts(&parts)
    system = CompetingConsumers(of: parts, policy: policy, clock: world.clock)
  }

  func order(_ numbers: ClosedRange<Int>) async {
    for number in numbers { await queue.enqueue(Message(id: MessageID("order-\(number)"))) }
  }

  /// Runs the system while `body` does what it does, and then ends it, and looks whether it has ended.
  func open(
    at place: SourceLocation = #_sourceLocation, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { try await self.system.run() }
      try await body()
      let watch = Task { try await self.expectEnd(at: place) }
      group.cancelAll()
      try await group.waitForAll()
      watch.cancel()
      _ = await watch.result
    }
  }

  private func expectEnd(at place: SourceLocation) async throws {
    try await world.clock.sleep(for: policy.shutdownDeadline + .seconds(1))
    world.breakLaw(
      "A system that is told to end ends by the deadline, \(policy.shutdownDeadline.told) later; "
        + "this one goes on.", at: place)
  }

  func expectNothingRuns(at place: SourceLocation = #_sourceLocation) throws {
    let sleepers = world.clock.sleeperCount
    try world.expect(
      sleepers == 0,
      "When run has returned, everything that it began has ended, but a part of it still sleeps.",
      at: place)
  }

  func expectPicksReleased(at place: SourceLocation = #_sourceLocation) throws {
    let unsettled = balancer.unsettled
    try world.expect(
      unsettled.isEmpty,
      "Each pick is released, once, whatever came of it. Those of \(unsettled) were not.", at: place
    )
  }

  /// Waits until each message that was accepted is acknowledged or dead.
  func untilSettled(at place: SourceLocation = #_sourceLocation) async throws {
    let start = world.clock.now
    var counts = await queue.counts()
    while counts.acknowledged + counts.dead < counts.accepted {
      try world.expect(
        start.duration(to: world.clock.now) < .seconds(3_600),
        "Every message ends acknowledged or dead, but after an hour the queue counts \(counts.told).",
        at: place)
      try await world.clock.sleep(for: .seconds(5))
      counts = await queue.counts()
    }
  }

  /// Waits for what must come within the time.
  func until(
    within limit: Duration, _ law: @autoclosure () -> String,
    at place: SourceLocation = #_sourceLocation, _ condition: () async -> Bool
  ) async throws {
    let end = world.clock.now.advanced(by: limit)
    while await !condition() {
      try world.expect(world.clock.now < end, law(), at: place)
      try await world.clock.sleep(for: .milliseconds(100))
    }
  }

  /// One of those who are there.
  func someMember(at place: SourceLocation = #_sourceLocation) async throws -> PoolMember {
    let members = await system.members()
    guard let member = members.first else {
      throw world.breakLaw("A running system has its consumers, but this one has none.", at: place)
    }
    return member
  }
}
