/// Remembers what was done, so that a message that comes twice has one effect.
///
/// Source: seed 003, "Message deduplicator"; idempotency keys.
public protocol Deduplicator: Sendable {
  /// Asks to work on the message with this id, or to go on doing so. Whoever is let begin holds it
  /// until `deadline` at the latest; with a receipt that holds it already, that is a new deadline.
  func begin(
    _ message: MessageID, for receipt: Receipt, until deadline: Timestamp
  ) async -> DuplicateCheck

  /// Takes note that the effect has happened.
  func finish(_ message: MessageID) async

  /// Takes note that whoever holds it under this receipt gave up, so that it can be begun again.
  func abandon(_ message: MessageID, for receipt: Receipt) async
}

/// What a deduplicator answers.
public enum DuplicateCheck: Hashable, Sendable {
  /// Go on: nobody has done this, and nobody else is about to.
  case first
  /// The effect has happened already.
  case done
  /// Somebody else is at it, and holds it until then at the latest.
  case underWay(until: Timestamp)
}
