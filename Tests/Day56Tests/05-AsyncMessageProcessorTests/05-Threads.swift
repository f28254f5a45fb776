import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

/// Between two critical sections of synchronous code no schedule of tasks can get, but threads can.
extension AsyncMessageProcessorTests {
  @Test func `threads share the workers`() async throws {
    // A thread whose worker got lost hangs, and the test with it: first see that it can be done.
    let isWorthwhile = await explore(schedules: 30) { world in
      let bench = try Bench(clock: world.clock)
      try await withThrowingTaskGroup { group in
        for packer in 0..<3 { group.addTask { try await bench.packMany(4, by: packer) } }
        try await group.waitForAll()
      }
      try world.expectEqual(bench.packed, 12, "Every order is packed once.")
      try world.expectEqual(bench.mostAtOnce, 1, "With one worker one order at a time is packed.")
    }
    guard isWorthwhile else { return }
    let bench = try Bench(clock: InterruptingClock())
    let rounds = 60
    let endings = await onThreads(3) { thread in
      do {
        try await bench.packMany(rounds, by: thread)
        return true
      } catch { return false }
    }
    #expect(
      endings == [true, true, true], "Every order gets the worker in its turn, and is packed.")
    #expect(bench.packed == 3 * rounds, "Every order is packed once.")
    #expect(
      bench.mostAtOnce == 1, "With one worker one order at a time is packed, also by threads.")
  }
}

/// One worker for all who come, and a look at how often it works, and how often twice at once.
private struct Bench: Sendable {
  private let processor: any MessageProcessor
  private let tally = Tally()

  init(clock: any TimeSource) throws {
    processor = try AsyncMessageProcessor(
      policy: .small(workers: 1), clock: clock,
      work: { [tally] _ in
        tally.begin()
        await Task.yield()
        tally.end()
      })
  }

  var packed: Int { tally.counts.withLock(\.packed) }
  var mostAtOnce: Int { tally.counts.withLock(\.most) }

  func packMany(_ rounds: Int, by packer: Int) async throws {
    for round in 1...rounds {
      try await processor.process(Message(id: "order-\(packer)-\(round)"))
    }
  }
}

private final class Tally: Sendable {
  let counts = Mutex((now: 0, most: 0, packed: 0))

  func begin() {
    counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.packed) }
  }

  func end() {
    counts.withLock { $0 = ($0.now - 1, $0.most, $0.packed + 1) }
  }
}
