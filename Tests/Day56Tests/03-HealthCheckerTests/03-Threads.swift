import Exercises
import Instruments
import Testing
import Vocabulary

/// Between two critical sections of synchronous code no schedule of tasks can get, but threads can.
extension HealthCheckerTests {
  @Test func `threads see one failover per fall, and no more than the share`() async throws {
    // A round that does not end hangs, and the test with it: first see that it can be done.
    let isWorthwhile = await explore(schedules: 30) { world in
      let fleet = try Fleet(in: world)
      try await fleet.fail()
      try world.expectEqual(
        world.clock.now.told, "0 s", "A round is over when all have answered or refused.")
    }
    guard isWorthwhile else { return }
    for night in 0..<20 {
      let world = World(seed: UInt64(night), size: 1, tellsStory: false)
      // The children of a round run on whatever threads there are.
      try? await Fleet(in: world, clock: InterruptingClock()).fail()
      if let law = world.broken?.law {
        Issue.record("Seen by several threads: \(law)")
        return
      }
    }
  }
}

/// A dozen consumers who refuse to answer, of whom a quarter may be failed at one time.
private struct Fleet {
  private let clinic: Clinic
  private let consumers = (1...12).map { ConsumerID("consumer-\($0)") }

  init(in world: World, clock: (any TimeSource)? = nil) throws {
    clinic = try Clinic(
      in: world, strictHealth(failures: 1, percent: 25), clock: clock, auditing: true)
  }

  /// Some rounds at once, and one after them.
  func fail() async throws {
    for consumer in consumers {
      await clinic.watch(consumer)
      clinic.pool[consumer] = .refuses()
    }
    await withTaskGroup { group in
      for _ in 1...3 { group.addTask { await clinic.check() } }
    }
    await clinic.check()
    try clinic.world.expectEqual(
      consumers.count { clinic.book.falls(of: $0) > 0 }, 3,
      "At most the set share is failed at one time: of 12 who refuse, a quarter.")
  }
}
