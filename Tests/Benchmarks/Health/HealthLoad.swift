import Vocabulary

/// What every round under measurement is made with.
enum HealthLoad {
  static func consumers(_ count: Int) -> [ConsumerID] {
    (0..<count).map { "consumer-\($0)" }
  }

  /// Rounds over `size` consumers, as many as make ten thousand pings. Each figure is microseconds a
  /// consumer.
  static func lane(
    _ name: String, _ size: Int, _ round: @escaping @Sendable (PromptPool) async throws -> Void
  ) -> Lane {
    Lane(name: name) {
      let pool = PromptPool()
      let rounds = max(10_000 / size, 1)
      let start = ContinuousClock.now
      for _ in 0..<rounds { try await round(pool) }
      return start.duration(to: .now) / .microseconds(1) / Double(rounds * size)
    }
  }
}

/// A pool in which everyone answers, after giving others a turn.
struct PromptPool: ConsumerPool {
  func ping(_ consumer: ConsumerID) async throws { await Task.yield() }

  func members() async -> [PoolMember] { [] }
  func add(_ count: Int) async throws -> [ConsumerID] { [] }
  func replace(_ consumer: ConsumerID) async throws {}
  func drain(_ consumer: ConsumerID) async {}
}

/// Not everybody was found well: what was measured is not what was meant.
struct UnwellFleet: Error, CustomStringConvertible {
  var description: String {
    "A checker under measurement found somebody unwell, and all had answered.\n"
      + "  Run the tests of lesson 03 first: swift test --traits Solutions"
  }
}
