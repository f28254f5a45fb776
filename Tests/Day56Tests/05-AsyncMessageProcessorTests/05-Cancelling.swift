import Instruments
import Testing
import Vocabulary

/// Where an order is when its caller is cancelled.
enum Whereabouts: String, Sendable {
  case nowhereYet, inLine, atWork, atRest, inLineAgain
}

extension AsyncMessageProcessorTests {
  @Test(arguments: [
    Whereabouts.nowhereYet, .inLine, .atWork, .atRest, .inLineAgain,
  ])
  func `who is cancelled waits no longer, and begins nothing`(_ place: Whereabouts) async {
    await explore(schedules: 40) { world in
      // Who was cancelled before it came finds a worker, or a line.
      let isBusy = place == .nowhereYet && world.chance(50)
      let shop = try PackingRoom(
        in: world, .small(workers: 1, attemptTimeout: .seconds(30)),
        script: [
          "order-0": [.success(after: place == .inLine || isBusy ? 20 : 0)],
          // Comes while order-1 has its first rest.
          "order-9": [.success(after: place == .inLineAgain ? 20 : 0)],
          "order-1": place == .atWork ? [.hang] : [.jam, .success],
        ])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await shop.outcome(of: "order-0") }
        group.addTask {
          try await world.clock.sleep(for: .milliseconds(600))
          await shop.outcome(of: "order-9")
        }
        try await world.clock.sleep(for: .milliseconds(100))
        let outcome =
          place == .nowhereYet
          ? await shop.outcomeWhenCancelled(of: "order-1")
          : await shop.outcome(of: "order-1", patience: place.patience)
        try world.expectError(
          outcome, .cancelled, attempts: place.attempts,
          place.attempts == 1 && place != .atWork ? PackingError.tapeJams(1) : nil)
        try world.expectEqual(
          world.clock.now.told, (.milliseconds(100) + place.patience).told,
          "Who is cancelled waits no longer.")
        try await group.waitForAll()
      }
      try await expectPacked("order-2", by: shop, in: world)
    }
  }
}

extension Whereabouts {
  fileprivate var patience: Duration {
    switch self {
    case .nowhereYet: .zero
    case .inLine, .atWork: .seconds(2)
    case .atRest: .milliseconds(700)
    case .inLineAgain: .seconds(2)
    }
  }

  fileprivate var attempts: Int { self == .nowhereYet || self == .inLine ? 0 : 1 }
}
