import Instruments
import Testing
import Vocabulary

extension AsyncMessageProcessorTests {
  @Test func `at most N attempts, inside the deadline, and the real cause comes out`() async {
    await explore(schedules: 260, sizes: 1...5, stepLimit: 20_000) { world in
      let jitter = world.chance(30) ? 0.5 : 0
      let policy = ProcessingPolicy(
        workers: world.random(in: 1...3), lineLimit: world.random(in: 0...4),
        maxAttempts: world.random(in: 1...4), attemptTimeout: .seconds(world.random(in: 1...4)),
        totalTimeout: .seconds(world.random(in: 3...20)),
        backoff: try Backoff(initial: .seconds(1), multiplier: 2, cap: .seconds(5), jitter: jitter))
      let names = (1...world.size).map { MessageID("order-\($0)") }
      let script = names.map { ($0, (0...2).map { _ in world.deed }) }
      let shop = try PackingRoom(
        in: world, policy, chance: SplitMix64(seed: world.seed),
        script: Dictionary(uniqueKeysWithValues: script))
      await withTaskGroup { group in
        for name in names {
          let arrival = Duration.seconds(world.random(in: 0...3))
          let patience = world.chance(40) ? Duration.seconds(world.random(in: 0...12)) : nil
          group.addTask {
            try? await world.clock.sleep(for: arrival)
            if let patience {
              _ = await shop.outcome(of: name, patience: patience)
            } else {
              await shop.outcome(of: name)
            }
          }
        }
      }
      // When all is over, all workers are there.
      try await withThrowingTaskGroup { group in
        for number in 1...policy.workers {
          group.addTask { try await expectPacked("last-\(number)", by: shop, in: world) }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `nothing is left when process has returned`() async {
    await explore(schedules: 60) { world in
      let shop = try PackingRoom(
        in: world, .small(workers: 1, maxAttempts: 2),
        script: [
          "order-1": [.success(after: 1)], "order-2": [.jam, .success], "order-3": [.hang],
          "order-4": [.hang],
        ])
      for id: MessageID in ["order-1", "order-2"] {
        try await expectPacked(id, by: shop, in: world)
        try await expectQuiet(after: id, in: world)
      }
      await shop.outcome(of: "order-3")
      try await expectQuiet(after: "order-3", in: world)
      _ = await shop.outcome(of: "order-4", patience: .seconds(1))
      try await expectQuiet(after: "order-4", in: world)
    }
  }
}

/// Whoever was told to stop has time to hear it, but the clock must not be needed any more.
private func expectQuiet(after id: MessageID, in world: World) async throws {
  try await world.clock.sleep(for: .milliseconds(1))
  let sleepers = world.clock.sleeperCount
  try world.expect(
    sleepers == 0,
    "Nothing of it is left when process has returned: nobody works on \(id) any more, but \(sleepers) "
      + "of its sleeps go on.")
}

extension World {
  /// What chance does with one attempt.
  fileprivate var deed: AttemptScript {
    let seconds = random(in: 0...5)
    return switch random(in: 1...10) {
    case 1...3: .success(after: seconds)
    case 4...6: .failure(PackingError.tapeJams(random(in: 1...9)), after: seconds)
    case 7: .failure(PackingError.unknownAddress, after: seconds)
    case 8: .hang(tidying: random(in: 0...2))
    case 9: .deaf(seconds)
    default: .deaf(seconds, PackingError.tapeJams(random(in: 1...9)))
    }
  }
}
