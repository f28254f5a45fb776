/// How much a processor does at once, how often it tries, and how long it may take.
///
/// ```swift
/// var policy = ProcessingPolicy.standard
/// policy.maxAttempts = 5
/// ```
///
/// These are only numbers. Who works by them refuses those that make no sense.
///
/// Source: seed 003, "Message processing": its worker pool, timeout and retry policy.
public struct ProcessingPolicy: Hashable, Sendable {
  /// How many messages are worked on at once. At least 1.
  public var workers: Int
  /// How many may wait for a worker: when so many do, newcomers are turned away. At least 0.
  public var lineLimit: Int
  /// How often the work is begun for one message. At least 1.
  public var maxAttempts: Int
  /// How long one attempt may take. Above zero.
  public var attemptTimeout: Duration
  /// How long everything together may take, from the call on: waiting, working, resting. Above zero.
  public var totalTimeout: Duration
  /// How long a message rests between two attempts.
  public var backoff: Backoff

  /// 4 workers, 100 in line; 3 attempts of 5 seconds, and 30 seconds in all.
  public static let standard = ProcessingPolicy()

  public init(
    workers: Int = 4, lineLimit: Int = 100, maxAttempts: Int = 3,
    attemptTimeout: Duration = .seconds(5), totalTimeout: Duration = .seconds(30),
    backoff: Backoff = .standard
  ) {
    self.workers = workers
    self.lineLimit = lineLimit
    self.maxAttempts = maxAttempts
    self.attemptTimeout = attemptTimeout
    self.totalTimeout = totalTimeout
    self.backoff = backoff
  }
}

/// Why a `ProcessingPolicy` is refused.
public enum ProcessingPolicyError: Error, Equatable {
  /// Allow at least one attempt: with none, nothing is ever done.
  case noAttempts(Int)
  /// Give at least one worker.
  case noWorkers(Int)
  /// Give a line of zero or more.
  case negativeLine(Int)
  /// Give a time above zero.
  case timeoutNotPositive(Duration)
}
