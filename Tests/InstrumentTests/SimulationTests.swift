import Synchronization
import Testing

@testable import Instruments

@Suite struct SimulationTests {
  @Test(arguments: Machinery.allCases)
  func `what a body sets to work stays in its simulation`(_ machinery: Machinery) async {
    let report = await search(schedules: 60, machinery.run)
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test(arguments: Machinery.allCases)
  func `the same seed gives the same run`(_ machinery: Machinery) async {
    let once = await traces(of: 0..<40, machinery.run)
    let again = await traces(of: 0..<40, machinery.run)
    #expect(once == again)
    #expect(Set(once.map(\.lines)).count > 1, "Different seeds should find different orders.")
  }

  @Test func `every order of two tasks is found`() async {
    let found = await traces(of: 0..<200) { world in
      await withTaskGroup { group in
        for name in ["a", "b"] {
          group.addTask {
            world.tell(name, "1")
            await Task.yield()
            world.tell(name, "2")
          }
        }
      }
    }
    // Two steps of each, in their own order: 4! / (2! · 2!).
    #expect(Set(found.map(\.lines)).count == 6)
  }

  @Test func `two explorations at once do not disturb each other`() async {
    let alone = await traces(of: 0..<30, Machinery.taskOnActor.run)
    let together = await withTaskGroup { group in
      for _ in 0..<4 { group.addTask { await traces(of: 0..<30, Machinery.taskOnActor.run) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.allSatisfy { $0 == alone })
  }

  @Test func `nothing is carried over from one run to the next`() async {
    let runs = await traces(of: 0..<20) { world in
      let clock = world.clock
      // Left behind: one that sleeps, one that never stops, and one that nobody will wake.
      Task { try await clock.sleep(for: .seconds(3)) }
      Task { while true { try? await clock.sleep(for: .seconds(3)) } }
      Task { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
      try await clock.sleep(for: .seconds(2))
      world.tell("body", "is done")
    }
    let fresh = await traces(of: 19..<20) { world in
      try await world.clock.sleep(for: .seconds(2))
      world.tell("body", "is done")
    }
    #expect(runs.allSatisfy { $0.lines == fresh[0].lines && $0.elapsed == .seconds(2) })
  }

  @Test func `what is left behind is brought to its end`() async {
    let ended = Tally()
    let report = await search(schedules: 10) { world in
      for _ in 1...3 {
        Task {
          try? await world.clock.sleep(for: .seconds(3))
          ended.add()
        }
      }
      await Task.yield()
    }
    #expect(report.elapsed == .zero)
    #expect(ended.count == 30)
  }

  @Test func `outside a simulation tasks yield and sleep as ever`() async throws {
    _ = await search(schedules: 1) { _ in }
    let sleeper = Task {
      await Task.yield()
      try await Task.sleep(for: .nanoseconds(1))
      try await ContinuousClock().sleep(until: .now)
      return "awake"
    }
    #expect(try await sleeper.value == "awake")
  }
}

private final class Tally: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock(\.self) }
  func add() { value.withLock { $0 += 1 } }
}
