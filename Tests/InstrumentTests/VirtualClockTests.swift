import Testing
import Vocabulary

@testable import Instruments

@Suite struct VirtualClockTests {
  @Test func `sleepers wake in the order of their deadlines, each at its own`() async {
    let report = await search(schedules: 30, sizes: 2...20) { world in
      try await withThrowingTaskGroup { group in
        for _ in 1...world.size {
          let deadline = Timestamp(sinceStart: .seconds(world.random(in: 1...5)))
          group.addTask {
            try await world.clock.sleep(until: deadline)
            try world.expectEqual(world.clock.now, deadline, "Who sleeps wakes on time.")
          }
        }
        try await group.waitForAll()
      }
      try world.expectEqual(world.clock.alarms, world.size, "Every sleep has one alarm.")
      try world.expectEqual(world.clock.sleeperCount, 0, "Nobody sleeps on.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `time stands still while anybody can work`() async {
    let report = await search(schedules: 30) { world in
      try await withThrowingTaskGroup { group in
        group.addTask { try await world.clock.sleep(for: .nanoseconds(1)) }
        group.addTask {
          for _ in 1...50 {
            try world.expectEqual(world.clock.now, .start, "Work takes no time.")
            await Task.yield()
          }
        }
        try await group.waitForAll()
      }
      try world.expectEqual(world.clock.now.told, "0.000000001 s", "Only sleeping does.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .seconds(-86_400)])
  func `a deadline that has come is not slept for`(_ duration: Duration) async {
    let report = await search(schedules: 3) { world in
      try await world.clock.sleep(for: .seconds(60))
      try await world.clock.sleep(for: duration)
      try world.expectEqual(world.clock.now.told, "60 s", "Time does not go back.")
      try world.expectEqual(world.clock.alarms, 1, "There was no need of an alarm.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test func `who sleeps until the same moment wakes in any order`() async {
    let found = await traces(of: 0..<60) { world in
      try await withThrowingTaskGroup { group in
        for name in ["a", "b", "c"] {
          group.addTask {
            try await world.clock.sleep(for: .seconds(1))
            world.tell(name, "is up")
          }
        }
        try await group.waitForAll()
      }
    }
    #expect(Set(found.map(\.lines)).count == 6)
  }

  @Test func `a thousand sleepers wake at one instant`() async {
    let report = await search(schedules: 1) { world in
      try await withThrowingTaskGroup { group in
        for _ in 1...1_000 { group.addTask { try await world.clock.sleep(for: .seconds(1)) } }
        try await group.waitForAll()
      }
      try world.expectEqual(world.clock.alarms, 1_000, "All were woken.")
    }
    #expect(report.failure?.text(inFull: true) == nil)
    #expect(report.elapsed == .seconds(1))
  }

  @Test func `ages pass in no time`() async {
    let report = await search(schedules: 1) { world in
      try await world.clock.sleep(for: .seconds(Int64.max / 2))
      try await world.clock.sleep(for: .nanoseconds(1))
    }
    #expect(report.failure == nil)
    #expect(report.elapsed == .seconds(Int64.max / 2) + .nanoseconds(1))
  }

  @Test func `a jump goes to the next deadline, and says if there was none`() async {
    let clock = VirtualClock()
    #expect(!clock.jump())
    #expect(clock.now == .start)
    let report = await search(schedules: 5) { world in
      async let short: Void = world.clock.sleep(for: .seconds(1))
      async let long: Void = world.clock.sleep(for: .seconds(5))
      while world.clock.sleeperCount < 2 { await Task.yield() }
      try world.expect(world.clock.jump(), "Somebody sleeps.")
      try world.expectEqual(world.clock.now.told, "1 s", "The next deadline is at 1 s.")
      try world.expectEqual(world.clock.sleeperCount, 1, "Only who is due is woken.")
      try await short
      try await long
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }
}
