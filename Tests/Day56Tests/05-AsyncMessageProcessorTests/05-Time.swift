import Instruments
import Testing
import Vocabulary

extension AsyncMessageProcessorTests {
  @Test func `each attempt has a time of its own`() async {
    await explore(schedules: 50) { world in
      let hangs = world.random(in: 1...2)
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 3),
        script: ["order-1": Array(repeating: .hang, count: hangs) + [.success(after: 3)]])
      try await expectPacked("order-1", by: shop, in: world)
      try world.expectEqual(
        shop.beginnings().map(\.told), Array(["0 s", "5 s", "10 s"].prefix(hangs + 1)),
        "An attempt that hangs is broken off after 4 s, and after a rest of 1 s comes the next.")
    }
  }

  @Test(arguments: ["at work", "in line", "in line again"])
  func `everything together ends at the deadline`(_ place: String) async {
    await explore(schedules: 50) { world in
      let shop = try PackingRoom(
        in: world, .small(workers: 1, maxAttempts: 9, totalTimeout: .seconds(12)),
        script: [
          "order-1": place == "at work" ? [.hang] : [.jam],
          "busy": [.deaf(20, PackingError.unknownAddress)],
        ])
      let outcome = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          // It comes before order-1, or while that has its first rest.
          try await world.clock.sleep(for: .milliseconds(place == "in line" ? 0 : 500))
          if place != "at work" { await shop.outcome(of: "busy") }
        }
        try await world.clock.sleep(for: .milliseconds(100))
        let called = world.clock.now
        let outcome = await shop.outcome(of: "order-1")
        try world.expectEqual(
          called.duration(to: world.clock.now).told, "12 s",
          "The deadline counts from the call on, wherever the order is by then.")
        return outcome
      }
      switch place {
      case "at work":
        try world.expectError(outcome, .deadlinePassed, attempts: 3, AttemptTimedOut())
      case "in line": try world.expectError(outcome, .deadlinePassed, attempts: 0, nil)
      default:
        try world.expectError(outcome, .deadlinePassed, attempts: 1, PackingError.tapeJams(1))
      }
    }
  }

  @Test func `nobody rests in vain`() async {
    await explore(schedules: 20) { world in
      let backoff = try Backoff(initial: .seconds(1), multiplier: 10, cap: .seconds(100))
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 9, totalTimeout: .seconds(12), backoff: backoff),
        script: ["order-1": [.jam, .failure(PackingError.tapeJams(2), after: 2)]])
      let outcome = await shop.outcome(of: "order-1")
      try world.expectError(outcome, .deadlinePassed, attempts: 2, PackingError.tapeJams(2))
      try world.expectEqual(
        world.clock.now.told, "3 s",
        "A rest of 10 s would end after the deadline: so process gives up at once.")
    }
  }

  @Test(arguments: ["its time is up", "the deadline passes", "the caller is cancelled"])
  func `work that is broken off is waited for`(_ when: String) async {
    await explore(schedules: 50) { world in
      let total = when == "the deadline passes" ? 2 : 60
      let shop = try PackingRoom(
        in: world, .small(workers: 1, totalTimeout: .seconds(total)),
        script: ["order-1": [.hang(tidying: 2), .success]])
      switch when {
      case "its time is up":
        try await expectPacked("order-1", by: shop, in: world)
        try world.expectEqual(
          shop.beginnings().map(\.told), ["0 s", "7 s"],
          "After 4 s it is told to stop, tidies up for 2 s, rests for 1 s, and is tried again.")
      case "the deadline passes":
        let outcome = await shop.outcome(of: "order-1")
        try world.expectError(outcome, .deadlinePassed, attempts: 1, AttemptTimedOut())
        try world.expectEqual(
          world.clock.now.told, "4 s", "At 2 s it is told to stop, at 4 s it has.")
      default:
        let outcome = await shop.outcome(of: "order-1", patience: .seconds(1))
        try world.expectError(outcome, .cancelled, attempts: 1, nil)
        try world.expectEqual(
          world.clock.now.told, "3 s", "At 1 s it is told to stop, at 3 s it has.")
      }
      try await expectPacked("order-2", by: shop, in: world)
    }
  }

  @Test(arguments: [4, 5, 13])
  func `what was done is done, however late`(_ seconds: Int) async {
    await explore(schedules: 50) { world in
      let shop = try PackingRoom(
        in: world, .small(totalTimeout: .seconds(12)),
        script: ["order-1": [.deaf(seconds)], "order-2": [.success(after: 4)]])
      try await expectPacked("order-1", by: shop, in: world)
      try world.expectEqual(
        world.clock.now.told, "\(seconds) s", "Work that does not stop when told to is waited for.")
      // At the very moment at which its time is up.
      try await expectPacked("order-2", by: shop, in: world)
    }
  }

  @Test func `a time that is up does not hide the real error`() async {
    await explore(schedules: 50) { world in
      let shop = try PackingRoom(
        in: world, .small(maxAttempts: 2),
        script: [
          "order-1": [.failure(PackingError.tapeJams(1)), .hang], "order-2": [.hang],
          "order-3": [.hang(tidying: 1, answer: PackingError.tapeJams(3)), .hang],
        ])
      try world.expectError(
        await shop.outcome(of: "order-1"), .failed, attempts: 2, PackingError.tapeJams(1))
      try world.expectError(
        await shop.outcome(of: "order-2"), .failed, attempts: 2, AttemptTimedOut())
      try world.expectError(
        await shop.outcome(of: "order-3"), .failed, attempts: 2, PackingError.tapeJams(3))
    }
  }
}
