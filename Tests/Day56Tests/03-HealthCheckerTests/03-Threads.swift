import Exercises
import Instruments
import Testing
import Vocabulary

/// Between two critical sections of synchronous code no schedule of tasks can get, but threads can.
extension HealthCheckerTests {
  @Test func `threads see one failover per fall, and no more than the share`() async throws {
    let fleet = (1...12).map { ConsumerID("consumer-\($0)") }
    let policy = try strictHealth(failures: 1, percent: 25)
    for night in 0..<20 {
      let world = World(seed: UInt64(night), size: fleet.count, tellsStory: false)
      let clinic = try Clinic(in: world, policy, clock: InterruptingClock(), auditing: true)
      for consumer in fleet {
        await clinic.watch(consumer)
        clinic.pool[consumer] = .refuses()
      }
      // Each round's children run on whatever threads there are.
      await withTaskGroup { group in
        for _ in 1...3 { group.addTask { await clinic.check() } }
      }
      await clinic.check()
      if let law = world.broken?.law {
        Issue.record(Comment(rawValue: law))
        return
      }
      let falls = fleet.filter { clinic.book.falls(of: $0) > 0 }
      #expect(
        falls.count == policy.mostFailed(ofFleet: fleet.count),
        "At most the set share is failed at one time: of 12, a quarter is 3.")
      if falls.count != 3 { return }
    }
  }
}
