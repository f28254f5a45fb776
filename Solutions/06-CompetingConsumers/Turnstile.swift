import Synchronization
import Vocabulary

/// Lets one consumer at a time wait at the queue. The others wait here, until the balancer picks them.
///
/// So the balancer decides who gets the next message, and yet nobody is picked for a message that then
/// goes to waste: whoever falls gives the turn up, and another is picked.
final class Turnstile: Sendable {
  private struct State {
    /// In the order in which they came.
    var waiting: [(id: ConsumerID, called: Latch)] = []
    /// Somebody has the turn, or is just being picked for it.
    var isTaken = false

    mutating func remove(_ id: ConsumerID) -> Latch? {
      waiting.firstIndex { $0.id == id }.map { waiting.remove(at: $0).called }
    }
  }

  private let balancer: any LoadBalancer
  private let state = Mutex(State())

  init(balancer: any LoadBalancer) { self.balancer = balancer }

  /// Waits for the turn, does what it is for, and gives it up.
  ///
  /// From then on the balancer counts the consumer as picked, unless this throws.
  func takingTurn<Value>(
    _ id: ConsumerID, _ body: () async throws -> Value
  ) async throws -> Value {
    try await wait(id)
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch {
      await balancer.release(id)
      result = .failure(error)
    }
    state.withLock { $0.isTaken = false }
    await callNext()
    return try result.get()
  }

  private func wait(_ id: ConsumerID) async throws(CancellationError) {
    let called = Latch()
    state.withLock { $0.waiting.append((id, called)) }
    await callNext()
    await called.wait()
    // Whoever still stands in line was not called, but cancelled.
    if state.withLock({ $0.remove(id) }) != nil { throw CancellationError() }
  }

  /// Gives the turn, if it is free, to whom the balancer picks.
  private func callNext() async {
    while let candidates = beginChoice() {
      let pick = await balancer.selectConsumer(from: candidates)
      // It may have left while the balancer thought.
      let called = state.withLock { state in
        let called = pick.flatMap { state.remove($0) }
        state.isTaken = called != nil
        return called
      }
      if let called { return called.open() }
      guard let pick else { return }
      await balancer.release(pick)
    }
  }

  /// Takes the turn for whoever will be picked; nil if it is taken, or nobody waits.
  private func beginChoice() -> [Candidate]? {
    state.withLock { state in
      if state.isTaken || state.waiting.isEmpty { return nil }
      state.isTaken = true
      return state.waiting.map { Candidate(id: $0.id) }
    }
  }
}
