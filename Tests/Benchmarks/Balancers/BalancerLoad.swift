import Solutions
import Synchronization
import Vocabulary

/// What is done to every balancer alike. Each figure is nanoseconds a pick.
enum BalancerLoad {
  /// `count` candidates, as a pool would list them.
  static func list(of count: Int) -> [Candidate] {
    (0..<count).map { Candidate(id: "consumer-\($0)") }
  }

  /// Weights of 1 to 9, so that the sum changes with nobody.
  static func weights(for list: [Candidate]) -> [ConsumerID: Int] {
    var weights: [ConsumerID: Int] = [:]
    for (index, candidate) in list.enumerated() { weights[candidate.id] = index % 9 + 1 }
    return weights
  }

  /// Picks from the list and releases the pick, `count` times over.
  static func picks(
    _ count: Int, from list: [Candidate], _ pick: ([Candidate]) -> ConsumerID?,
    _ release: (ConsumerID) -> Void
  ) throws -> Double {
    let elapsed = try ContinuousClock().measure {
      for _ in 0..<count {
        guard let picked = pick(list) else { throw NobodyPicked() }
        release(picked)
      }
    }
    return elapsed / .nanoseconds(1) / Double(count)
  }
}

/// The least that a pick can cost: it looks at every candidate once and remembers one, under a lock.
final class ListReader: Sendable {
  private let last = Mutex<ConsumerID?>(nil)

  func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    last.withLock { last in
      for candidate in candidates where candidate.isEligible { last = candidate.id }
      return last
    }
  }
}

/// A balancer that picks nobody although everybody is eligible: its speed means nothing.
struct NobodyPicked: Error, CustomStringConvertible {
  var description: String {
    "A balancer under measurement picked nobody.\n"
      + "  Run the tests of lesson 02 first: swift test --traits Solutions"
  }
}
