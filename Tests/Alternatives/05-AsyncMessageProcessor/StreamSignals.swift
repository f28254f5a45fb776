import Synchronization
import Vocabulary

/// No continuation anywhere: who waits for a worker reads a stream of its own, which gets one element.
///
/// Different from the reference: a stream ends by itself when its reader is cancelled, so a signal can
/// be sent to somebody who has gone; the worker that it meant is then passed on.
public final class AsyncMessageProcessor: MessageProcessor {
  private let policy: ProcessingPolicy
  private let clock: any TimeSource
  private let generator: Mutex<any RandomNumberGenerator & Sendable>
  private let isRetryable: @Sendable (any Error) -> Bool
  private let work: @Sendable (Message) async throws -> Void
  private let room: Mutex<Room>

  public init(
    policy: ProcessingPolicy = .standard, clock: any TimeSource = MonotonicClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true },
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws(ProcessingPolicyError) {
    guard policy.maxAttempts >= 1 else { throw .noAttempts(policy.maxAttempts) }
    guard policy.workers >= 1 else { throw .noWorkers(policy.workers) }
    guard policy.lineLimit >= 0 else { throw .negativeLine(policy.lineLimit) }
    guard policy.attemptTimeout > .zero else { throw .timeoutNotPositive(policy.attemptTimeout) }
    guard policy.totalTimeout > .zero else { throw .timeoutNotPositive(policy.totalTimeout) }
    self.policy = policy
    self.clock = clock
    self.generator = Mutex(generator)
    self.isRetryable = isRetryable
    self.work = work
    room = Mutex(Room(free: policy.workers))
  }

  public func process(_ message: Message) async throws(ProcessingError) {
    let deadline = clock.now.advanced(by: policy.totalTimeout)
    var cause: (any Error)?
    for attempt in 1...policy.maxAttempts {
      func giveUp(_ reason: ProcessingError.Reason, begun: Int = attempt) -> ProcessingError {
        ProcessingError(reason, attempts: begun, cause: cause)
      }
      let place = takePlace(isNew: attempt == 1)
      if case .noRoom = place {
        throw giveUp(Task.isCancelled ? .cancelled : .overloaded, begun: 0)
      }
      if case .inLine(let number, let signals) = place, !(await wasCalled(signals, by: deadline)) {
        leaveLine(number)
        throw giveUp(Task.isCancelled ? .cancelled : .deadlinePassed, begun: attempt - 1)
      }
      if Task.isCancelled || clock.now >= deadline {
        passOn()
        throw giveUp(Task.isCancelled ? .cancelled : .deadlinePassed, begun: attempt - 1)
      }
      let outcome = await perform(message, until: deadline)
      passOn()
      switch outcome {
      case .done: return
      case .wasCancelled: throw giveUp(.cancelled)
      case .tookTooLong: cause = cause ?? AttemptTimedOut()
      case .threw(let error): cause = error
      }
      if Task.isCancelled { throw giveUp(.cancelled) }
      switch outcome {
      case .threw(let error) where error is ProcessingError || !isRetryable(error):
        throw giveUp(.failed)
      case .tookTooLong where clock.now >= deadline: throw giveUp(.deadlinePassed)
      default: break
      }
      if attempt == policy.maxAttempts { break }
      let rest = generator.withLock { policy.backoff.rest(afterAttempt: attempt, using: &$0) }
      if clock.now.advanced(by: rest) >= deadline { throw giveUp(.deadlinePassed) }
      do { try await clock.sleep(for: rest) } catch { throw giveUp(.cancelled) }
    }
    throw ProcessingError(.failed, attempts: policy.maxAttempts, cause: cause)
  }

  // MARK: - Places

  private func takePlace(isNew: Bool) -> Place {
    room.withLock { room in
      if room.free > 0 {
        room.free -= 1
        return .withWorker
      }
      if isNew && room.line.count >= policy.lineLimit { return .noRoom }
      let (signals, signal) = AsyncStream.makeStream(of: Void.self)
      room.lastNumber += 1
      room.line.append((room.lastNumber, signal))
      return .inLine(room.lastNumber, signals)
    }
  }

  /// Whether a worker was handed over before the deadline and before anybody cancelled.
  private func wasCalled(_ signals: AsyncStream<Void>, by deadline: Timestamp) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { [clock] in
        try? await clock.sleep(until: deadline)
        return false
      }
      group.addTask {
        for await _ in signals { return true }
        return false
      }
      var wasCalled = false
      for await answer in group {
        wasCalled = wasCalled || answer
        group.cancelAll()
      }
      return wasCalled
    }
  }

  /// Who no longer waits leaves the line; if it was called meanwhile, the worker goes to the next.
  private func leaveLine(_ number: Int) {
    let wasInLine = room.withLock { room in
      let index = room.line.firstIndex { $0.number == number }
      if let index { room.line.remove(at: index) }
      return index != nil
    }
    if !wasInLine { passOn() }
  }

  private func passOn() {
    let next = room.withLock { room in
      if room.line.isEmpty {
        room.free += 1
        return nil as AsyncStream<Void>.Continuation?
      }
      return room.line.removeFirst().signal
    }
    next?.yield()
  }

  // MARK: - Work

  private func perform(_ message: Message, until deadline: Timestamp) async -> Outcome {
    let end = min(clock.now.advanced(by: policy.attemptTimeout), deadline)
    return await withTaskGroup(of: Outcome?.self) { group in
      group.addTask { [clock] in
        try? await clock.sleep(until: end)
        return nil
      }
      group.addTask { [work] in
        do { try await work(message) } catch { return .threw(error) }
        return .done
      }
      var timeWasUp = false
      while let child = await group.next() {
        group.cancelAll()
        switch child {
        case nil: timeWasUp = !Task.isCancelled
        case .threw(is CancellationError) where timeWasUp: return .tookTooLong
        case .threw(is CancellationError) where Task.isCancelled: return .wasCancelled
        case let outcome?: return outcome
        }
      }
      return .wasCancelled
    }
  }
}

private enum Place {
  case withWorker
  case inLine(Int, AsyncStream<Void>)
  case noRoom
}

private enum Outcome: Sendable {
  case done
  case threw(any Error)
  case tookTooLong
  case wasCancelled
}

private struct Room: Sendable {
  var free: Int
  var line: [(number: Int, signal: AsyncStream<Void>.Continuation)] = []
  var lastNumber = 0
}
