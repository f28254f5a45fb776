import Instruments
import Testing
import Vocabulary

/// What becomes of an order that had a worker, or stood in line for one.
enum Fate: String, Sendable, CaseIterable {
  case done, failed, timedOut, deadlinePassed, cancelledAtWork, cancelledInLine, lateInLine
  /// It leaves the line at the very moment at which it is handed a worker.
  case cancelledAtItsTurn, lateAtItsTurn
}

extension AsyncMessageProcessorTests {
  @Test(arguments: Fate.allCases)
  func `a worker comes back, and so does a place in line`(_ fate: Fate) async {
    await explore(schedules: 30, sizes: 1...3) { world in
      let policy = ProcessingPolicy.small(
        workers: world.size, lineLimit: 1, maxAttempts: 1, totalTimeout: fate.totalTimeout)
      let shop = try PackingRoom(in: world, policy, script: fate.script)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...policy.workers {
          group.addTask {
            if fate.isInLine {
              await shop.outcome(of: "busy-\(number)")
            } else {
              try await fate.befalls("order-\(number)", in: shop, of: world)
            }
          }
        }
        if fate.isInLine {
          try await world.clock.sleep(for: .milliseconds(1))
          try await fate.befalls("order-1", in: shop, of: world)
          try await world.clock.sleep(until: Timestamp(sinceStart: .seconds(5)))
          // There is one place in line, and it is free again.
          if !fate.isAtItsTurn { try await expectPacked("order-2", by: shop, in: world) }
        }
        try await group.waitForAll()
      }
      let called = world.clock.now
      try await withThrowingTaskGroup { group in
        for number in 1...policy.workers {
          group.addTask { try await expectPacked("last-\(number)", by: shop, in: world) }
        }
        try await group.waitForAll()
      }
      try world.expectEqual(
        called.duration(to: world.clock.now).told, "1 s",
        "A worker comes back, whatever became of the work: \(policy.workers) orders of 1 s are packed "
          + "at once.")
    }
  }
}

extension Fate {
  fileprivate var isInLine: Bool {
    self == .cancelledInLine || self == .lateInLine || isAtItsTurn
  }

  fileprivate var isAtItsTurn: Bool { self == .cancelledAtItsTurn || self == .lateAtItsTurn }

  fileprivate var totalTimeout: Duration {
    switch self {
    case .lateInLine, .deadlinePassed: .seconds(2)
    case .lateAtItsTurn: .milliseconds(5_999)
    default: .seconds(60)
    }
  }

  fileprivate var script: [MessageID: [AttemptScript]] {
    let deeds: [AttemptScript] =
      switch self {
      case .done: [.success(after: 1)]
      case .failed: [.jam]
      case .timedOut, .deadlinePassed, .cancelledAtWork: [.hang]
      case .cancelledInLine, .lateInLine, .cancelledAtItsTurn, .lateAtItsTurn: [.success]
      }
    var script: [MessageID: [AttemptScript]] = [:]
    for number in 1...3 {
      script["order-\(number)"] = deeds
      script["busy-\(number)"] = [.deaf(6, PackingError.unknownAddress)]
      script["last-\(number)"] = [.success(after: 1)]
    }
    return script
  }

  /// Has an order packed, and sees that what is to become of it does.
  fileprivate func befalls(_ id: MessageID, in shop: PackingRoom, of world: World) async throws {
    switch self {
    case .done: try await expectPacked(id, by: shop, in: world)
    case .failed:
      try world.expectError(
        await shop.outcome(of: id), .failed, attempts: 1, PackingError.tapeJams(1))
    case .timedOut:
      try world.expectError(await shop.outcome(of: id), .failed, attempts: 1, AttemptTimedOut())
    case .deadlinePassed:
      try world.expectError(
        await shop.outcome(of: id), .deadlinePassed, attempts: 1, AttemptTimedOut())
    case .lateInLine:
      try world.expectError(await shop.outcome(of: id), .deadlinePassed, attempts: 0, nil)
    case .cancelledAtWork, .cancelledInLine:
      let outcome = await shop.outcome(of: id, patience: .seconds(1))
      try world.expectError(outcome, .cancelled, attempts: isInLine ? 0 : 1, nil)
    case .cancelledAtItsTurn: _ = await shop.outcome(of: id, patience: .milliseconds(5_999))
    case .lateAtItsTurn: await shop.outcome(of: id)
    }
  }
}
