import Synchronization
import Vocabulary

/// Does the work for a message with a fixed number of workers, and tries again when it fails: at most
/// so often, and no longer than so long.
///
/// The rules are those of the lesson, Lessons/05-AsyncMessageProcessor.md; what the numbers mean is
/// written at `ProcessingPolicy`, and what an error tells at `ProcessingError`, both in Lessons/Vocabulary.
/// Keep the public declarations as they are; everything behind them is yours. An `actor` will do as
/// well as a class with a `Mutex`.
public final class AsyncMessageProcessor: MessageProcessor {
  private let policy: ProcessingPolicy
  private let clock: any TimeSource
  /// `policy.backoff.rest(afterAttempt:using:)` draws from it.
  private let generator: Mutex<any RandomNumberGenerator & Sendable>
  private let isRetryable: @Sendable (any Error) -> Bool
  private let work: @Sendable (Message) async throws -> Void
  // TODO: the workers, and the line of those who wait for one.

  public init(
    policy: ProcessingPolicy = .standard, clock: any TimeSource = MonotonicClock(),
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
    isRetryable: @escaping @Sendable (any Error) -> Bool = { _ in true },
    work: @escaping @Sendable (Message) async throws -> Void
  ) throws(ProcessingPolicyError) {
    // TODO: refuse a policy that makes no sense.
    self.policy = policy
    self.clock = clock
    self.generator = Mutex(generator)
    self.isRetryable = isRetryable
    self.work = work
  }

  public func process(_ message: Message) async throws(ProcessingError) {
    // TODO: wait for a worker, do the work in time, rest and try again; or say why not.
    throw ProcessingError(.overloaded, attempts: 0)
  }
}
