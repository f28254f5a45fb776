import Synchronization
import Vocabulary

/// Workers that are tasks: one is hired when a job comes and fewer than allowed are there, and goes
/// home when nobody has a job for it.
///
/// Different from the reference: nobody lends out a worker; an attempt is handed in as a job, and its
/// caller waits for the report. A job that is withdrawn while it runs is told to stop and reports as
/// usual. The deadline is watched by the job itself, in line and at work.
public final class AsyncMessageProcessor: MessageProcessor {
  private let policy: ProcessingPolicy
  private let clock: any TimeSource
  private let generator: Mutex<any RandomNumberGenerator & Sendable>
  private let isRetryable: @Sendable (any Error) -> Bool
  private let work: @Sendable (Message) async throws -> Void
  private let office = Mutex(Office())

  public init(
    policy: ProcessingPolicy = .standard, clock: any TimeSource = MonotonicClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true },
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws(ProcessingPolicyError) {
    guard policy.maxAttempts > 0 else { throw .noAttempts(policy.maxAttempts) }
    guard policy.workers > 0 else { throw .noWorkers(policy.workers) }
    guard policy.lineLimit >= 0 else { throw .negativeLine(policy.lineLimit) }
    guard policy.attemptTimeout > .zero else { throw .timeoutNotPositive(policy.attemptTimeout) }
    guard policy.totalTimeout > .zero else { throw .timeoutNotPositive(policy.totalTimeout) }
    self.policy = policy
    self.clock = clock
    self.generator = Mutex(generator)
    self.isRetryable = isRetryable
    self.work = work
  }

  public func process(_ message: Message) async throws(ProcessingError) {
    let deadline = clock.now.advanced(by: policy.totalTimeout)
    try await attempt(1, message, deadline, nil)
  }

  /// The `number`-th attempt and all that follow. `known` is the cause so far.
  private func attempt(
    _ number: Int, _ message: Message, _ deadline: Timestamp, _ known: (any Error)?
  ) async throws(ProcessingError) {
    let failure: any Error
    switch await report(on: message, by: deadline, isNew: number == 1) {
    case .done: return
    case .refused: throw ProcessingError(.overloaded, attempts: 0)
    case .withdrawn:
      let reason: ProcessingError.Reason = Task.isCancelled ? .cancelled : .deadlinePassed
      throw ProcessingError(reason, attempts: number - 1, cause: known)
    case .stopped:
      throw ProcessingError(.cancelled, attempts: number, cause: known)
    case .failed(let error): failure = error
    }
    let isTimeout = failure is AttemptTimedOut
    let cause = isTimeout ? known ?? failure : failure
    func error(_ reason: ProcessingError.Reason) -> ProcessingError {
      ProcessingError(reason, attempts: number, cause: cause)
    }
    let isPointless = failure is ProcessingError || (!isTimeout && !isRetryable(failure))
    if Task.isCancelled { throw error(.cancelled) }
    if isPointless { throw error(.failed) }
    if isTimeout && clock.now >= deadline { throw error(.deadlinePassed) }
    if number == policy.maxAttempts { throw error(.failed) }
    let rest = generator.withLock { policy.backoff.rest(afterAttempt: number, using: &$0) }
    guard clock.now.advanced(by: rest) < deadline else { throw error(.deadlinePassed) }
    do { try await clock.sleep(for: rest) } catch {
      throw ProcessingError(.cancelled, attempts: number, cause: cause)
    }
    try await attempt(number + 1, message, deadline, cause)
  }

  // MARK: - Jobs

  private func report(on message: Message, by deadline: Timestamp, isNew: Bool) async -> Report {
    let job = Job(message, deadline: deadline)
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { [clock] in
        guard (try? await clock.sleep(until: deadline)) != nil else { return }
        self.stop(job, .timeIsUp)
      }
      let report = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          job.isAwaited(by: continuation)
          handIn(job, isNew: isNew)
        }
      } onCancel: {
        stop(job, .callerCancelled)
      }
      group.cancelAll()
      return report
    }
  }

  private func handIn(_ job: Job, isNew: Bool) {
    let answer = office.withLock { office -> Report? in
      if Task.isCancelled { return .withdrawn }
      if office.workers < policy.workers {
        office.workers += 1
        Task { await self.workUntilNothingIsLeft(job) }
        return nil
      }
      if isNew && office.line.count >= policy.lineLimit { return .refused }
      office.line.append(job)
      return nil
    }
    if let answer { job.hand(answer) }
  }

  private func stop(_ job: Job, _ reason: Job.Stop) {
    job.stop(reason)
    if office.withLock({ $0.withdraw(job) }) { job.hand(.withdrawn) }
  }

  private func workUntilNothingIsLeft(_ first: Job) async {
    var next: Job? = first
    while let job = next {
      let report = await perform(job)
      // Before anybody hears of it: who does may hand in another job.
      next = office.withLock { $0.nextJob() }
      job.hand(report)
    }
  }

  private func perform(_ job: Job) async -> Report {
    if job.stopped != nil || clock.now >= job.deadline { return .withdrawn }
    let end = clock.now.advanced(by: policy.attemptTimeout)
    let running = Task { [work] in try await work(job.message) }
    job.begins(running)
    let timer = Task { [clock] in
      if (try? await clock.sleep(until: end)) != nil { job.stop(.timeIsUp) }
    }
    let result = await running.result
    timer.cancel()
    switch (result, job.stopped) {
    case (.success, _): return .done
    case (.failure(is CancellationError), .timeIsUp): return .failed(AttemptTimedOut())
    case (.failure(is CancellationError), .callerCancelled): return .stopped
    case (.failure(let error), _): return .failed(error)
    }
  }
}

// MARK: -

private enum Report: Sendable {
  case done
  case failed(any Error)
  /// It ended because its caller was cancelled.
  case stopped
  /// It was never begun.
  case withdrawn
  case refused
}

/// One attempt, from the moment it is handed in.
private final class Job: Sendable {
  enum Stop { case timeIsUp, callerCancelled }

  private struct State {
    var caller: CheckedContinuation<Report, Never>?
    var running: Task<Void, any Error>?
    var stopped: Stop?
  }

  let message: Message
  let deadline: Timestamp
  private let state = Mutex(State())

  init(_ message: Message, deadline: Timestamp) {
    self.message = message
    self.deadline = deadline
  }

  /// Why it has to stop; the first reason counts.
  var stopped: Stop? { state.withLock(\.stopped) }

  func isAwaited(by caller: CheckedContinuation<Report, Never>) {
    state.withLock { $0.caller = caller }
  }

  func begins(_ task: Task<Void, any Error>) {
    let isStopped = state.withLock { state in
      state.running = task
      return state.stopped != nil
    }
    if isStopped { task.cancel() }
  }

  func stop(_ reason: Stop) {
    state.withLock { state in
      state.stopped = state.stopped ?? reason
      return state.running
    }?.cancel()
  }

  func hand(_ report: Report) {
    state.withLock { $0.caller.take() }?.resume(returning: report)
  }
}

/// How many workers were hired, and the jobs that none of them has taken yet.
private struct Office: Sendable {
  var workers = 0
  var line: [Job] = []

  /// Whether it was still in line.
  mutating func withdraw(_ job: Job) -> Bool {
    guard let index = line.firstIndex(where: { $0 === job }) else { return false }
    line.remove(at: index)
    return true
  }

  /// What a worker does next; one that finds nothing goes home.
  mutating func nextJob() -> Job? {
    if !line.isEmpty { return line.removeFirst() }
    workers -= 1
    return nil
  }
}
