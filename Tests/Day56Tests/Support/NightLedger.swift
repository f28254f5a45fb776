import Synchronization
import Vocabulary

/// What came in on a night, what has had its effect, and who has died.
final class NightLedger: Sendable {
  private struct State {
    var arrivals: [Timestamp]
    var hasEffect: [Bool]
    var arrived = 0
    var done = 0
    var repetitions = 0
    var deaths = 0
    var dead: Set<ConsumerID> = []
    /// From the arrival to the first effect, of those whose first effect came lately.
    var latencies: [Duration] = []
  }

  private let state: Mutex<State>
  private let keepsLatencies: Bool

  init(crates: Int, keepsLatencies: Bool) {
    self.keepsLatencies = keepsLatencies
    state = Mutex(
      State(
        arrivals: Array(repeating: .start, count: crates + 1),
        hasEffect: Array(repeating: false, count: crates + 1)))
  }

  func noteArrival(of number: Int, at time: Timestamp) {
    state.withLock { state in
      state.arrived += 1
      state.arrivals[number] = time
    }
  }

  func noteEffect(on message: Message, at time: Timestamp) {
    guard let number = Int(message.id.name) else { return }
    state.withLock { state in
      guard state.hasEffect.indices.contains(number) else { return }
      if state.hasEffect[number] {
        state.repetitions += 1
        return
      }
      state.done += 1
      state.hasEffect[number] = true
      if keepsLatencies { state.latencies.append(state.arrivals[number].duration(to: time)) }
    }
  }

  func noteDeath(of consumer: ConsumerID) {
    state.withLock { state in
      state.deaths += 1
      state.dead.insert(consumer)
    }
  }

  var arrived: Int { state.withLock(\.arrived) }
  var done: Int { state.withLock(\.done) }
  var repetitions: Int { state.withLock(\.repetitions) }
  var deaths: Int { state.withLock(\.deaths) }

  /// How many of these live. A pool may not know yet that one of its members has died.
  func living(of members: [PoolMember]) -> Int {
    state.withLock { state in
      members.count { $0.status != .stopped && !state.dead.contains($0.id) }
    }
  }

  /// The latencies since the last call.
  func takeLatencies() -> [Duration] {
    state.withLock { state in
      defer { state.latencies = [] }
      return state.latencies
    }
  }
}
