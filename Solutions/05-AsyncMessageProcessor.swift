import Synchronization
import Vocabulary

/// Does the work for a message with a fixed number of workers, and tries again when it fails: at most
/// so often, and no longer than so long.
///
/// ```swift
/// let processor = try AsyncMessageProcessor(isRetryable: { !($0 is UnknownAddress) }) { order in
///   try await pack(order)
/// }
/// try await processor.process(Message(id: "order-1", body: "two pizzas"))
/// ```
///
/// - A message waits in line for a worker, first come, first served, and a worker that gets free goes to
///   the first in line. When the line is full, a newcomer is told at once. Between two attempts the
///   worker is free for others; who comes back from a rest stands at the end of the line, full or not.
/// - An attempt whose time is up is cancelled *and waited for*, so nothing is ever done twice at once.
///   Work must therefore answer cancellation: as long as it does not, it keeps its worker and its caller.
///   Work that comes to its end was done, however late.
/// - Nothing runs on when `process` has returned.
///
/// Cost: O(1) while nobody waits; O(n) for a step in a line of n.
///
/// Source: seed 003, "Message processing".
public final class AsyncMessageProcessor: MessageProcessor {
  private let policy: ProcessingPolicy
  private let clock: any TimeSource
  private let generator: Mutex<any RandomNumberGenerator & Sendable>
  private let isRetryable: @Sendable (any Error) -> Bool
  private let work: @Sendable (Message) async throws -> Void
  private let workers: Workers

  /// - Parameters:
  ///   - generator: where the jitter of the rests comes from.
  ///   - isRetryable: whether it makes sense to try again after this error, which the work has thrown.
  ///     It is not asked about a `ProcessingError`: who throws that has tried often enough.
  ///   - work: what is to be done for a message. It must end soon when its task is cancelled.
  /// - Throws: `ProcessingPolicyError` if the policy makes no sense.
  public init(
    policy: ProcessingPolicy = .standard, clock: any TimeSource = MonotonicClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true },
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws(ProcessingPolicyError) {
    guard policy.maxAttempts >= 1 else { throw .noAttempts(policy.maxAttempts) }
    guard policy.workers >= 1 else { throw .noWorkers(policy.workers) }
    guard policy.lineLimit >= 0 else { throw .negativeLine(policy.lineLimit) }
    for timeout in [policy.attemptTimeout, policy.totalTimeout] where timeout <= .zero {
      throw .timeoutNotPositive(timeout)
    }
    self.policy = policy
    self.clock = clock
    self.generator = Mutex(generator)
    self.isRetryable = isRetryable
    self.work = work
    workers = Workers(count: policy.workers, lineLimit: policy.lineLimit)
  }

  public func process(_ message: Message) async throws(ProcessingError) {
    var course = Course(policy: policy, start: clock.now)
    while true {
      try await awaitWorker(for: course)
      guard let failure = await attempt(message, in: &course) else { return }
      try await rest(after: failure, in: &course)
    }
  }

  /// Returns with a worker, or throws without one.
  private func awaitWorker(for course: Course) async throws(ProcessingError) {
    let isNewcomer = course.attempts == 0
    let entry = await run(until: course.deadline) { [workers] in
      try await workers.enter(asNewcomer: isNewcomer)
    }
    if entry.error is LineIsFull { throw course.error(.overloaded) }
    let isTooLate = clock.now >= course.deadline
    if entry.error == nil {
      if !Task.isCancelled && !isTooLate { return }
      workers.leave()
    }
    throw course.error(Task.isCancelled ? .cancelled : .deadlinePassed)
  }

  /// Does the work, and gives the worker back. Nil: it was done.
  private func attempt(_ message: Message, in course: inout Course) async -> Failure? {
    defer { workers.leave() }
    let end = min(clock.now.advanced(by: policy.attemptTimeout), course.deadline)
    course.attempts += 1
    let attempt = await run(until: end) { [work] in try await work(message) }
    switch attempt.error {
    case nil: return nil
    // With this error the work says only that it did as it was told.
    case is CancellationError where attempt.timeWasUp: return .timedOut
    case is CancellationError where Task.isCancelled: return .cancelled
    case let error?: return .threw(error)
    }
  }

  /// Rests before the next attempt, or throws because there will be none.
  private func rest(
    after failure: Failure, in course: inout Course
  ) async throws(ProcessingError) {
    course.note(failure)
    if Task.isCancelled { throw course.error(.cancelled) }
    if case .threw(let error) = failure, error is ProcessingError || !isRetryable(error) {
      throw course.error(.failed)
    }
    let end = try course.nextAttempt(after: failure, at: clock.now) { attempt in
      generator.withLock { policy.backoff.rest(afterAttempt: attempt, using: &$0) }
    }
    do { try await clock.sleep(until: end) } catch { throw course.error(.cancelled) }
  }

  /// Runs `operation`, tells it to stop when time is up, and in any case waits until it has ended.
  private func run(
    until end: Timestamp, _ operation: @escaping @Sendable () async throws -> Void
  ) async -> Ending {
    await withTaskGroup(of: Event.self) { group in
      group.addTask { [clock] in
        try? await clock.sleep(until: end)
        return .bell
      }
      group.addTask {
        do {
          try await operation()
          return .end(nil)
        } catch { return .end(error) }
      }
      var ending = Ending()
      while let event = await group.next() {
        group.cancelAll()
        switch event {
        case .bell: ending.timeWasUp = !Task.isCancelled
        case .end(let error):
          ending.error = error
          return ending
        }
      }
      return ending
    }
  }
}

// MARK: - One message

/// What came of an attempt that did not do the work.
private enum Failure {
  case threw(any Error)
  case timedOut
  case cancelled
}

/// What happens first: it is time, or the operation ends.
private enum Event: Sendable {
  case bell
  case end((any Error)?)
}

/// How an operation ended.
private struct Ending: Sendable {
  var error: (any Error)?
  /// Whether it was told to stop, because it was time.
  var timeWasUp = false
}

/// How often a message was tried, and what came of it. It does nothing but decide, and is told the time.
private struct Course {
  let maxAttempts: Int
  let deadline: Timestamp
  var attempts = 0
  private var lastThrown: (any Error)?
  private var hasTimedOut = false

  init(policy: ProcessingPolicy, start: Timestamp) {
    maxAttempts = policy.maxAttempts
    deadline = start.advanced(by: policy.totalTimeout)
  }

  mutating func note(_ failure: Failure) {
    switch failure {
    case .threw(let error): lastThrown = error
    case .timedOut: hasTimedOut = true
    case .cancelled: break
    }
  }

  /// When to try again; throws if that is never, or would be too late.
  func nextAttempt(
    after failure: Failure, at now: Timestamp, rest: (Int) -> Duration
  ) throws(ProcessingError) -> Timestamp {
    if case .timedOut = failure, now >= deadline { throw error(.deadlinePassed) }
    if attempts >= maxAttempts { throw error(.failed) }
    let next = now.advanced(by: rest(attempts))
    if next >= deadline { throw error(.deadlinePassed) }
    return next
  }

  func error(_ reason: ProcessingError.Reason) -> ProcessingError {
    ProcessingError(
      reason, attempts: attempts, cause: lastThrown ?? (hasTimedOut ? AttemptTimedOut() : nil))
  }
}

// MARK: - The workers

/// Who wants in finds as many in line as may wait.
private struct LineIsFull: Error {}

/// Lets as many in at once as there are workers, in the order in which they come.
private final class Workers: Sendable {
  private let desk: Mutex<Desk>

  init(count: Int, lineLimit: Int) { desk = Mutex(Desk(free: count, lineLimit: lineLimit)) }

  /// Returns with a worker, who is to be given back with `leave`.
  ///
  /// - Throws: `LineIsFull`, or `CancellationError`; then there is nothing to give back.
  func enter(asNewcomer isNewcomer: Bool) async throws {
    let ticket = desk.withLock { $0.drawTicket() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer = desk.withLock { desk -> Result<Void, any Error>? in
          // A cancellation from before the line was joined finds nobody there.
          if Task.isCancelled { return .failure(CancellationError()) }
          return desk.admit(Waiter(ticket: ticket, continuation: continuation), isNewcomer)
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      desk.withLock { $0.strike(ticket) }?.continuation.resume(throwing: CancellationError())
    }
  }

  func leave() {
    desk.withLock { $0.release() }?.continuation.resume()
  }
}

private struct Waiter {
  let ticket: Int
  let continuation: CheckedContinuation<Void, any Error>
}

/// How many workers are free, and who waits for one. Nobody waits while one is free: a worker goes from
/// hand to hand, and so no newcomer can be quicker than the first in line.
private struct Desk: Sendable {
  private var free: Int
  private let lineLimit: Int
  private var line: [Waiter] = []
  private var lastTicket = 0

  init(free: Int, lineLimit: Int) {
    self.free = free
    self.lineLimit = lineLimit
  }

  mutating func drawTicket() -> Int {
    lastTicket += 1
    return lastTicket
  }

  /// What to answer at once; nil if it has to wait.
  mutating func admit(_ waiter: Waiter, _ isNewcomer: Bool) -> Result<Void, any Error>? {
    if free > 0 {
      free -= 1
      return .success(())
    }
    if isNewcomer && line.count >= lineLimit { return .failure(LineIsFull()) }
    line.append(waiter)
    return nil
  }

  /// Takes one out of the line who no longer wants to wait; nil if it is not there.
  mutating func strike(_ ticket: Int) -> Waiter? {
    line.firstIndex { $0.ticket == ticket }.map { line.remove(at: $0) }
  }

  /// A worker is free: who gets it, if anybody waits?
  mutating func release() -> Waiter? {
    guard line.isEmpty else { return line.removeFirst() }
    free += 1
    return nil
  }
}
