/// Does the work that a message asks for.
///
/// Source: seed 003, "Message processing".
public protocol MessageProcessor: Sendable {
  /// Returns when the work is done.
  func process(_ message: Message) async throws(ProcessingError)
}

/// Why the work that a message asks for was not done.
public struct ProcessingError: Error {
  public enum Reason: Hashable, Sendable {
    /// The work failed, and was tried as often as is allowed or makes sense.
    case failed
    /// The time for all attempts together was over.
    case deadlinePassed
    /// Too much work waits already; nothing was tried. Come again later.
    case overloaded
    /// The caller was cancelled.
    case cancelled
  }

  public let reason: Reason
  /// How often the work was begun.
  public let attempts: Int
  /// What went wrong in the last attempt that failed; nil if none did.
  public let cause: (any Error)?

  public init(_ reason: Reason, attempts: Int, cause: (any Error)? = nil) {
    self.reason = reason
    self.attempts = attempts
    self.cause = cause
  }
}
