import Testing
import Vocabulary

@testable import Instruments

@Suite struct SleepCancellationTests {
  @Test func `a task that is cancelled already does not sleep`() async {
    let report = await search(schedules: 20) { world in
      await withTaskGroup(of: Void.self) { group in
        group.cancelAll()
        group.addTask { await expectCancelled(in: world, sleepingFor: .seconds(1)) }
        group.addTask { await expectCancelled(in: world, sleepingFor: .zero) }
      }
      try world.expectEqual(world.clock.now, .start, "A cancelled sleep takes no time.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `a sleep that is cancelled ends at once`() async {
    let report = await search(schedules: 50) { world in
      await withTaskGroup { group in
        group.addTask { await expectCancelled(in: world, sleepingFor: .seconds(3_600)) }
        try? await world.clock.sleep(for: .seconds(world.random(in: 0...2)))
        let before = (world.clock.now, world.clock.alarms)
        group.cancelAll()
        await group.waitForAll()
        if (world.clock.now, world.clock.alarms) != before {
          world.breakLaw("A sleep ends when it is cancelled, without an alarm.")
        }
      }
      try world.expectEqual(world.clock.sleeperCount, 0, "Who was cancelled sleeps no more.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `cancelling after the sleep changes nothing`() async {
    let report = await search(schedules: 20) { world in
      let sleeper = Task { try await world.clock.sleep(for: .seconds(1)) }
      try await sleeper.value
      sleeper.cancel()
      try await sleeper.value
      try world.expectEqual(world.clock.alarms, 1, "It has slept to its end.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `an alarm that rang at the moment of cancelling has rung`() async {
    let report = await search(schedules: 100) { world in
      let sleeper = Task { try await world.clock.sleep(for: .seconds(1)) }
      let killer = Task {
        try await world.clock.sleep(for: .seconds(1))
        sleeper.cancel()
      }
      let hasSlept = (try? await sleeper.value) != nil
      try await killer.value
      try world.expect(hasSlept, "The sleep was over when it was cancelled.")
      try world.expectEqual(world.clock.now.told, "1 s", "Both are done at 1 s.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `one of many is cancelled, and the others sleep on`() async {
    let report = await search(schedules: 40, sizes: 2...12) { world in
      let sleepers = (1...world.size).map { _ in
        Task { try await world.clock.sleep(for: .seconds(10)) }
      }
      let victim = world.random(in: 0...world.size - 1)
      try await world.clock.sleep(for: .seconds(world.random(in: 0...1)))
      sleepers[victim].cancel()
      for (index, sleeper) in sleepers.enumerated() {
        let hasSlept = (try? await sleeper.value) != nil
        try world.expectEqual(hasSlept, index != victim, "Only who was cancelled wakes early.")
      }
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `when the world ends every sleep does`() async {
    let report = await search(schedules: 20) { world in
      async let early: Void = expectCancelled(in: world, sleepingFor: .seconds(60))
      while world.clock.sleeperCount < 1 { await Task.yield() }
      world.clock.end()
      await early
      await expectCancelled(in: world, sleepingFor: .seconds(60))
      try world.expectEqual(world.clock.now, .start, "No time passes after the end.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }
}

private func expectCancelled(in world: World, sleepingFor duration: Duration) async {
  do {
    try await world.clock.sleep(for: duration)
    world.breakLaw("This sleep was to be cancelled, but came to its end.")
  } catch {
    if !(error is CancellationError) { world.breakLaw("A cancelled sleep threw \(error).") }
  }
}
