import Instruments
import Synchronization
import Vocabulary

/// A balancer that does what the test says, and keeps count of what is released.
final class ScriptedBalancer: LoadBalancer {
  private struct State {
    var picked: [ConsumerID: Int] = [:]
    var released: [ConsumerID: Int] = [:]
  }

  private let choose: @Sendable ([ConsumerID]) -> ConsumerID
  private let state = Mutex(State())

  /// - Parameter choose: given some ids, of which none comes twice, says one of them.
  init(choose: @escaping @Sendable ([ConsumerID]) -> ConsumerID) { self.choose = choose }

  func selectConsumer(from candidates: [Candidate]) async -> ConsumerID? {
    await Task.yield()
    let eligible = candidates.filter(\.isEligible).map(\.id)
    if eligible.isEmpty { return nil }
    let choice = choose(eligible)
    state.withLock { $0.picked[choice, default: 0] += 1 }
    return choice
  }

  func release(_ consumer: ConsumerID) async {
    state.withLock { $0.released[consumer, default: 0] += 1 }
  }

  /// How often each was picked.
  var picked: [ConsumerID: Int] { state.withLock(\.picked) }

  /// Whose picks were released more or less often than they were made.
  var unsettled: [ConsumerID] {
    state.withLock { state in
      Set(state.picked.keys).union(state.released.keys)
        .filter { state.picked[$0] != state.released[$0] }.sorted { $0.name < $1.name }
    }
  }
}

/// Goes round: of those who are there, the one that was chosen longest ago.
final class Rotation: Sendable {
  private let order: Mutex<[ConsumerID: Int]> = Mutex([:])

  func next(of consumers: [ConsumerID]) -> ConsumerID {
    order.withLock { order in
      let turn = (order.values.max() ?? 0) + 1
      let choice = consumers.min {
        (order[$0] ?? 0, $0.name) < (order[$1] ?? 0, $1.name)
      }
      if let choice { order[choice] = turn }
      return choice ?? consumers[0]
    }
  }
}
