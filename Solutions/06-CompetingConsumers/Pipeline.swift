import Vocabulary

/// What came of the work on one delivery.
enum WorkResult: Sendable {
  case done
  /// The effect had happened before.
  case doneBefore
  case failed
  /// Somebody else is at the same work: come back later.
  case notYet(Duration)
  /// The consumer has to end.
  case brokenOff
  /// The message is somebody else's by now.
  case leaseLost
}

/// The way of a message, from delivery to effect: made fit, known not to have been done, let through
/// by the gates, worked on, and finished.
struct Pipeline: Sendable {
  let parts: SystemParts
  let clock: any TimeSource
  let journal: Journal
  /// How often a wait counts as a step.
  let stepInterval: Duration

  /// Does what the message asks for.
  ///
  /// - Parameter step: called at every step forward.
  func work(on delivery: Delivery, step: () -> Void) async -> WorkResult {
    guard let message = try? parts.preprocess(delivery.message) else { return .failed }
    let duplicates = parts.deduplicator
    switch await duplicates?.begin(message.id, for: delivery.receipt, until: delivery.deadline) {
    case .done: return .doneBefore
    case .underWay(let deadline): return .notYet(clock.now.duration(to: deadline))
    case .first, nil: break
    }
    step()
    do {
      try await passing(parts.gates[...], step) { try await self.effect(of: message) }
    } catch {
      await duplicates?.abandon(message.id, for: delivery.receipt)
      return Task.isCancelled ? .brokenOff : .failed
    }
    await duplicates?.finish(message.id)
    return .done
  }

  private func effect(of message: Message) async throws {
    try Task.checkCancellation()
    let start = clock.now
    try await parts.processor.process(message)
    journal.noteWork(of: start.duration(to: clock.now))
    try await parts.postprocess(message)
  }

  /// Passes one gate after the other, and gives each pass back with what became of the work.
  private func passing(
    _ gates: ArraySlice<any Gate>, _ step: () -> Void, _ work: () async throws -> Void
  ) async throws {
    guard let gate = gates.first else { return try await work() }
    let pass = try await enter(gate, step)
    do {
      try await passing(gates.dropFirst(), step, work)
      await gate.leave(pass, .succeeded)
    } catch {
      await gate.leave(pass, Task.isCancelled ? .unknown : .failed)
      throw error
    }
  }

  /// A wait is no promise: who has waited has to ask again.
  private func enter(_ gate: any Gate, _ step: () -> Void) async throws -> Pass {
    while true {
      try Task.checkCancellation()
      switch await gate.enter() {
      case .passed(let pass): return pass
      case .wait(let delay): try await wait(for: delay, step)
      }
    }
  }

  /// Who waits here is not stuck, and a step now and then says so.
  private func wait(for delay: Duration, _ step: () -> Void) async throws {
    let end = clock.now.advanced(by: delay)
    while clock.now < end {
      try await clock.sleep(until: min(end, clock.now.advanced(by: stepInterval)))
      step()
    }
  }
}
