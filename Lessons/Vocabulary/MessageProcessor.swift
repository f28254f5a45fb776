/// Does the work that a message asks for.
///
/// Source: seed 003, "Message processing".
public protocol MessageProcessor: Sendable {
  /// Returns when the work is done. Whether it returns or throws, nothing of it goes on afterwards.
  func process(_ message: Message) async throws(ProcessingError)
}

/// Why the work that a message asks for was not done.
public struct ProcessingError: Error {
  public enum Reason: Hashable, Sendable {
    /// The work failed, and was tried as often as is allowed or makes sense.
    case failed
    /// The time for all attempts together is over, or would be before another could begin.
    case deadlinePassed
    /// Too many messages wait already; nothing was tried. Come again later.
    case overloaded
    /// The caller was cancelled.
    case cancelled
  }

  public let reason: Reason
  /// How often the work was begun.
  public let attempts: Int
  /// What the work threw last. If it threw nothing, `AttemptTimedOut` if an attempt was broken off
  /// because time was up; nil if none was.
  ///
  /// The `CancellationError` with which work answers that it was cancelled is no cause.
  public let cause: (any Error)?

  public init(_ reason: Reason, attempts: Int, cause: (any Error)? = nil) {
    self.reason = reason
    self.attempts = attempts
    self.cause = cause
  }
}

/// An attempt was broken off: its own time was up, or the time for all.
public struct AttemptTimedOut: Error, Hashable {
  public init() {}
}
