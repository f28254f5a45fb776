import Instruments
import Testing
import Vocabulary

extension AsyncMessageProcessorTests {
  @Test(arguments: 1...4)
  func `no more are at work than there are workers, and no fewer`(_ workers: Int) async {
    await explore(schedules: 40, sizes: 1...5) { world in
      let total = workers + world.size
      var script: [MessageID: [AttemptScript]] = [:]
      for number in 1...total { script["order-\(number)"] = [.success(after: 3)] }
      let shop = try PackingRoom(in: world, .small(workers: workers), script: script)
      try await withThrowingTaskGroup { group in
        for number in 1...total {
          group.addTask { try await expectPacked("order-\(number)", by: shop, in: world) }
        }
        try await group.waitForAll()
      }
      try world.expectEqual(shop.mostAtOnce, workers, "While somebody waits, all workers work.")
      let rounds = (total + workers - 1) / workers
      try world.expectEqual(
        world.clock.now.told, "\(3 * rounds) s",
        "A worker that gets free goes to the first in line at once: \(total) orders of 3 s are "
          + "\(rounds) rounds.")
    }
  }

  @Test func `a message that rests leaves its worker to others`() async {
    await explore(schedules: 50) { world in
      let shop = try PackingRoom(
        in: world, .small(workers: 1),
        script: ["order-1": [.jam, .success], "order-2": [.success(after: 1)]])
      try await withThrowingTaskGroup { group in
        group.addTask { try await expectPacked("order-1", by: shop, in: world) }
        group.addTask {
          try await world.clock.sleep(for: .milliseconds(100))
          try await expectPacked("order-2", by: shop, in: world)
        }
        try await group.waitForAll()
      }
      try world.expectEqual(
        shop.beginnings(of: "order-2").map(\.told), ["0.1 s"],
        "While order-1 rests, its worker is free for order-2.")
    }
  }

  @Test func `who comes first is served first`() async {
    await explore(schedules: 120, sizes: 3...6) { world in
      let total = world.size
      var script: [MessageID: [AttemptScript]] = [:]
      for number in 1...total { script["order-\(number)"] = [.success(after: 2)] }
      // It comes back from its rest when all others stand in line.
      script["order-1"] = [.jam, .success]
      let shop = try PackingRoom(in: world, .small(workers: 1), script: script)
      try await withThrowingTaskGroup { group in
        for number in 1...total {
          group.addTask {
            try await world.clock.sleep(for: .milliseconds(10 * number))
            try await expectPacked("order-\(number)", by: shop, in: world)
          }
        }
        group.addTask {
          // At the very moment at which the worker gets free.
          try await world.clock.sleep(for: .milliseconds(2_020))
          try await expectPacked("newcomer", by: shop, in: world)
        }
        try await group.waitForAll()
      }
      let wanted = (1...total).map { "order-\($0)" } + ["order-1", "newcomer"]
      try world.expectEqual(
        shop.order.map(\.name).joined(separator: " "), wanted.joined(separator: " "),
        "A worker goes to who has waited longest; who comes back stands at the end of the line.")
    }
  }

  @Test func `when the line is full, a newcomer is told at once`() async {
    await explore(schedules: 100, sizes: 0...4) { world in
      let places = world.size
      let shop = try PackingRoom(
        in: world, .small(workers: 2, lineLimit: places),
        script: ["order-1": [.success(after: 3)], "order-2": [.success(after: 3)]])
      try await withThrowingTaskGroup { group in
        for number in 1...2 + places {
          group.addTask { try await expectPacked("order-\(number)", by: shop, in: world) }
          try await world.clock.sleep(for: .milliseconds(1))
        }
        for late in ["order-8", "order-9"] {
          let called = world.clock.now
          let outcome = await shop.outcome(of: "\(late)")
          try world.expectError(outcome, .overloaded, attempts: 0, nil)
          try world.expectEqual(
            world.clock.now.told, called.told, "Who is turned away is told at once.")
        }
        try await world.clock.sleep(until: Timestamp(sinceStart: .seconds(4)))
        try await expectPacked("order-10", by: shop, in: world)
        try await group.waitForAll()
      }
    }
  }

  @Test func `only newcomers are turned away`() async {
    await explore(schedules: 50) { world in
      let shop = try PackingRoom(
        in: world, .small(workers: 1, lineLimit: 1),
        script: ["order-1": [.jam, .success], "order-2": [.success(after: 3)]])
      try await withThrowingTaskGroup { group in
        // While order-1 rests, order-2 takes its worker, and order-3 the only place in line.
        for number in 1...3 {
          group.addTask { try await expectPacked("order-\(number)", by: shop, in: world) }
          try await world.clock.sleep(for: .milliseconds(1))
        }
        try await group.waitForAll()
      }
      try world.expectEqual(
        shop.order.map(\.name).joined(separator: " "), "order-1 order-2 order-3 order-1",
        "Who was let in once comes back to the end of the line, also when it is full.")
    }
  }
}
