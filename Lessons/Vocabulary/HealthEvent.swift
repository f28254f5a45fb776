/// What a health monitor tells: what an alert is made of.
///
/// Of one consumer, things are told in the order in which they happen.
public enum HealthEvent: Hashable, Sendable {
  /// It fell, its leases were revoked, and a replacement was asked for, in vain unless `isReplaced`.
  case failed(ConsumerID, revokedLeases: Int, isReplaced: Bool)
  /// It had fallen, and is well again.
  case recovered(ConsumerID)
  /// It would have fallen, but too many are failed already: perhaps it is the monitor that is cut off.
  case heldBack(ConsumerID)

  /// Whom it is about.
  public var consumer: ConsumerID {
    switch self {
    case .failed(let consumer, _, _), .recovered(let consumer), .heldBack(let consumer): consumer
    }
  }
}
