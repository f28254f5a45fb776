import Vocabulary

/// An actor that keeps everything: the workers, the line, and the generator.
///
/// Different from the reference: nothing is awaited between the look at the workers and the place in
/// line, so the actor needs no lock. Who is cancelled, or too late, is taken out of the line by a call
/// to the actor, that is, a little later. Work and timers are tasks of their own; whoever starts one
/// also ends it.
public actor AsyncMessageProcessor: MessageProcessor {
  private enum Call { case yourTurn, tooLate, cancelled }

  private let policy: ProcessingPolicy
  private let clock: any TimeSource
  private var generator: any RandomNumberGenerator & Sendable
  private let isRetryable: @Sendable (any Error) -> Bool
  private let work: @Sendable (Message) async throws -> Void

  private var busy = 0
  private var nextTicket = 0
  private var line: [Int: CheckedContinuation<Call, Never>] = [:]

  public init(
    policy: ProcessingPolicy = .standard, clock: any TimeSource = MonotonicClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true },
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws(ProcessingPolicyError) {
    if policy.maxAttempts < 1 { throw .noAttempts(policy.maxAttempts) }
    if policy.workers < 1 { throw .noWorkers(policy.workers) }
    if policy.lineLimit < 0 { throw .negativeLine(policy.lineLimit) }
    if policy.attemptTimeout <= .zero { throw .timeoutNotPositive(policy.attemptTimeout) }
    if policy.totalTimeout <= .zero { throw .timeoutNotPositive(policy.totalTimeout) }
    self.policy = policy
    self.clock = clock
    self.generator = generator
    self.isRetryable = isRetryable
    self.work = work
  }

  public func process(_ message: Message) async throws(ProcessingError) {
    let deadline = clock.now.advanced(by: policy.totalTimeout)
    var (attempts, cause, timedOut) = (0, nil as (any Error)?, false)
    func giveUp(_ reason: ProcessingError.Reason) -> ProcessingError {
      ProcessingError(
        reason, attempts: attempts, cause: cause ?? (timedOut ? AttemptTimedOut() : nil))
    }

    while true {
      if busy < policy.workers {
        busy += 1
      } else if attempts == 0 && line.count >= policy.lineLimit {
        throw giveUp(Task.isCancelled ? .cancelled : .overloaded)
      } else {
        switch await turn(before: deadline) {
        case .yourTurn: break
        case .tooLate: throw giveUp(Task.isCancelled ? .cancelled : .deadlinePassed)
        case .cancelled: throw giveUp(.cancelled)
        }
      }
      if Task.isCancelled || clock.now >= deadline {
        giveBack()
        throw giveUp(Task.isCancelled ? .cancelled : .deadlinePassed)
      }

      attempts += 1
      let end = min(clock.now.advanced(by: policy.attemptTimeout), deadline)
      let (failure, timeWasUp) = await attempt(message, until: end)
      giveBack()
      guard let failure else { return }
      let isAnswer = failure is CancellationError && (timeWasUp || Task.isCancelled)
      if !isAnswer { cause = failure } else if timeWasUp { timedOut = true }

      if Task.isCancelled { throw giveUp(.cancelled) }
      if !isAnswer && (failure is ProcessingError || !isRetryable(failure)) {
        throw giveUp(.failed)
      }
      if isAnswer && clock.now >= deadline { throw giveUp(.deadlinePassed) }
      if attempts == policy.maxAttempts { throw giveUp(.failed) }
      let rest = policy.backoff.rest(afterAttempt: attempts, using: &generator)
      let next = clock.now.advanced(by: rest)
      if next >= deadline { throw giveUp(.deadlinePassed) }
      do { try await clock.sleep(until: next) } catch { throw giveUp(.cancelled) }
    }
  }

  // MARK: - The line

  private func turn(before deadline: Timestamp) async -> Call {
    nextTicket += 1
    let ticket = nextTicket
    let timer = Task { [clock] in
      guard (try? await clock.sleep(until: deadline)) != nil else { return }
      self.call(ticket, .tooLate)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .cancelled)
        } else {
          line[ticket] = continuation
        }
      }
    } onCancel: {
      Task { await self.call(ticket, .cancelled) }
    }
  }

  private func call(_ ticket: Int, _ call: Call) {
    line.removeValue(forKey: ticket)?.resume(returning: call)
  }

  private func giveBack() {
    if let first = line.keys.min() { call(first, .yourTurn) } else { busy -= 1 }
  }

  // MARK: - An attempt

  private func attempt(
    _ message: Message, until end: Timestamp
  ) async -> (failure: (any Error)?, timeWasUp: Bool) {
    let running = Task { [work] in try await work(message) }
    let timer = Task { [clock] in
      guard (try? await clock.sleep(until: end)) != nil else { return false }
      running.cancel()
      return true
    }
    let result = await withTaskCancellationHandler {
      await running.result
    } onCancel: {
      running.cancel()
    }
    timer.cancel()
    let timeWasUp = await timer.value
    if case .failure(let error) = result { return (error, timeWasUp) }
    return (nil, timeWasUp)
  }
}
