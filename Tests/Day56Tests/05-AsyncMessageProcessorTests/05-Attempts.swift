import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 05: at most N attempts, inside the deadline, and the real cause comes out.
@Suite struct AsyncMessageProcessorTests {
  @Test(arguments: 1...4)
  func `a message is tried at most N times, and the last error comes out`(_ limit: Int) async {
    await explore(schedules: 20) { world in
      let jams = (1...9).map {
        AttemptScript.failure(PackingError.tapeJams($0), after: world.random(in: 0...2))
      }
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: limit, backoff: .noRest),
        script: ["order-1": jams, "order-2": jams.prefix(limit - 1) + [.success]])
      try world.expectError(
        await shop.outcome(of: "order-1"), .failed, attempts: limit,
        PackingError.tapeJams(limit))
      try await expectPacked("order-2", by: shop, in: world)
      try world.expectEqual(
        shop.beginnings(of: "order-2").count, limit, "Who may try \(limit) times, tries.")
    }
  }

  @Test func `a policy that makes no sense is refused`() async {
    await explore(schedules: 1) { world in
      for (change, wanted) in senseless {
        var policy = ProcessingPolicy.small()
        change(&policy)
        do throws(ProcessingPolicyError) {
          _ = try AsyncMessageProcessor(policy: policy, clock: world.clock) { _ in }
          world.breakLaw(
            "A policy that makes no sense is refused when the processor is made: \(wanted).")
        } catch {
          try world.expectEqual(error, wanted, "The error says what makes no sense.")
        }
      }
      // As little as makes sense.
      let shop = try PackingRoom(
        in: world,
        ProcessingPolicy(
          workers: 1, lineLimit: 0, maxAttempts: 1, attemptTimeout: .nanoseconds(1),
          totalTimeout: .nanoseconds(1)))
      try await expectPacked("order-1", by: shop, in: world)
    }
  }

  @Test(arguments: [1, 2])
  func `an error that will not go away is not tried again`(_ attempt: Int) async {
    await explore(schedules: 20) { world in
      let jams = Array(repeating: AttemptScript.jam, count: attempt - 1)
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 5, backoff: .noRest),
        script: ["order-1": jams + [.failure(PackingError.unknownAddress, after: 1), .success]])
      try world.expectError(
        await shop.outcome(of: "order-1"), .failed, attempts: attempt,
        PackingError.unknownAddress)
    }
  }

  @Test func `who has tried often enough below is not tried again above`() async {
    await explore(schedules: 20) { world in
      let below = try PackingRoom(
        in: world, .small(maxAttempts: 2, backoff: .noRest),
        script: ["order-1": [.jam], "order-2": [.jam, .success]])
      let above = try AsyncMessageProcessor(
        policy: .small(maxAttempts: 3, backoff: .noRest), clock: world.clock
      ) {
        try await below.process($0)
      }
      do throws(ProcessingError) {
        try await (above as any MessageProcessor).process(Message(id: "order-1"))
        world.breakLaw("Work that failed is not reported as done.")
      } catch {
        let inner = ProcessingError(.failed, attempts: 2, cause: PackingError.tapeJams(1))
        try world.expectEqual(
          below.beginnings().count, 2,
          "Retries do not multiply: two attempts are allowed below, and who was told so below does not "
            + "try again above.")
        try world.expectError(error, .failed, attempts: 1, inner)
      }
      do throws(ProcessingError) {
        try await (above as any MessageProcessor).process(Message(id: "order-2"))
      } catch { world.breakLaw("What succeeds below succeeds above, but it says: \(error.told).") }
    }
  }

  @Test func `between two attempts a message rests`() async {
    await explore(schedules: 20) { world in
      let backoff = try Backoff(initial: .seconds(1), multiplier: 3, cap: .seconds(5))
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 5, backoff: backoff),
        script: ["order-1": [.failure(PackingError.tapeJams(1), after: 2)]])
      try world.expectError(
        await shop.outcome(of: "order-1"), .failed, attempts: 5, PackingError.tapeJams(1))
      try world.expectEqual(
        shop.beginnings().map(\.told), ["0 s", "3 s", "8 s", "15 s", "22 s"],
        "Each attempt takes 2 s, and the rests between them are 1, 3, 5 and 5 s.")
    }
  }

  @Test func `chance comes from the generator that was passed in`() async {
    await explore(schedules: 30) { world in
      let backoff = try Backoff(initial: .seconds(2), cap: .seconds(8), jitter: 0.5)
      var chance = SplitMix64(seed: world.seed)
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 4, backoff: backoff), chance: chance,
        script: ["order-1": [.jam, .jam, .jam, .success]])
      try await expectPacked("order-1", by: shop, in: world)
      var expected = [Timestamp.start]
      for attempt in 1...3 {
        let rest = backoff.rest(afterAttempt: attempt, using: &chance)
        expected.append(expected[attempt - 1].advanced(by: rest))
      }
      try world.expectEqual(
        shop.beginnings().map(\.told), expected.map(\.told),
        "With the same chance the rests are the same.")
    }
  }
}

/// Numbers that make no sense, and what to say to them.
private let senseless: [(@Sendable (inout ProcessingPolicy) -> Void, ProcessingPolicyError)] = [
  ({ $0.maxAttempts = 0 }, .noAttempts(0)),
  ({ $0.maxAttempts = -1 }, .noAttempts(-1)),
  ({ $0.workers = 0 }, .noWorkers(0)),
  ({ $0.lineLimit = -1 }, .negativeLine(-1)),
  ({ $0.attemptTimeout = .zero }, .timeoutNotPositive(.zero)),
  ({ $0.totalTimeout = .seconds(-1) }, .timeoutNotPositive(.seconds(-1))),
]
