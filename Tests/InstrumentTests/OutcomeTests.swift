import Testing

@testable import Instruments

/// How a run can end badly, and what is said then.
@Suite struct OutcomeTests {
  @Test func `a wait that nobody ends is a deadlock, and it is told who waits`() async {
    let report = await search(schedules: 10) { world in
      await withTaskGroup { group in
        group.addTask {
          world.tell("anna", waitsFor: "a parcel")
          await Self.waitForEver()
        }
        group.addTask {
          world.tell("ben", waitsFor: "the bus")
          world.tell("ben", "takes the bus")
        }
      }
    }
    #expect(
      report.failure?.law == "Deadlock: nobody can go on, and no sleep on the given clock will "
        + "end it. Still waiting: anna waits for a parcel.")
    #expect(report.runs == 1)
  }

  @Test func `two that wait for each other are a deadlock`() async {
    let report = await search(schedules: 10) { _ in
      let (first, toFirst) = AsyncStream.makeStream(of: Int.self)
      let (second, toSecond) = AsyncStream.makeStream(of: Int.self)
      await withTaskGroup { group in
        group.addTask { for await ball in first { toSecond.yield(ball) } }
        group.addTask { for await ball in second { toFirst.yield(ball) } }
      }
    }
    #expect(report.failure?.law.hasPrefix("Deadlock: ") == true)
  }

  @Test func `to wait for a sleeper is no deadlock`() async {
    let report = await search(schedules: 10) { world in
      await Task { try? await world.clock.sleep(for: .seconds(86_400)) }.value
    }
    #expect(report.failure == nil)
    #expect(report.elapsed == .seconds(864_000))
  }

  @Test(arguments: [true, false])
  func `polling without end is reported`(_ isAsleepInBetween: Bool) async {
    let report = await search(schedules: 10, stepLimit: 500) { world in
      while !Task.isCancelled {
        if isAsleepInBetween { try await world.clock.sleep(for: .seconds(1)) }
        await Task.yield()
      }
    }
    #expect(
      report.failure?.law == "No end in sight after 500 steps: something polls or spins.")
  }

  @Test func `a run just within the limit is not endless`() async {
    let steps = await search(schedules: 1) { _ in await Task.yield() }.steps
    let within = await search(schedules: 1, stepLimit: steps) { _ in await Task.yield() }
    #expect(within.failure == nil)
    let beyond = await search(schedules: 1, stepLimit: steps - 1) { _ in await Task.yield() }
    #expect(beyond.failure != nil)
  }

  @Test func `an error that gets out is reported`() async {
    struct Trouble: Error {}
    let report = await search(schedules: 10) { _ in throw Trouble() }
    #expect(report.failure?.law == "No error is thrown here, but one was: Trouble().")
  }

  @Test func `a broken law counts more than what it leads to`() async {
    let report = await search(schedules: 20) { world in
      try await withThrowingTaskGroup { group in
        // The group cannot end, because this one ignores that it is cancelled.
        group.addTask { await Self.waitForEver() }
        group.addTask { try world.expect(false, "One and one is two.") }
        try await group.waitForAll()
      }
    }
    #expect(report.failure?.law == "One and one is two.")
  }

  @Test func `a law that is broken in silence fails the run`() async {
    let report = await search(schedules: 3) { world in
      world.breakLaw("First.")
      world.breakLaw("Second.")
    }
    #expect(report.failure?.law == "First.")
    #expect(report.runs == 1)
  }

  @Test func `what happens after the end belongs to no story`() async {
    let report = await search(schedules: 20) { world in
      Task {
        try? await world.clock.sleep(for: .seconds(9))
        world.tell("late", "speaks")
        world.breakLaw("Too late.")
      }
      await Task.yield()
    }
    #expect(report.failure == nil)
    #expect(report.elapsed == .zero)
  }

  /// A checked continuation would complain that it is never resumed.
  private static func waitForEver() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }
}
