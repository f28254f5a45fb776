/// Says how many consumers there should be, and sees to it.
///
/// Source: seed 003, "Dynamic scaling".
public protocol Scaler: Sendable {
  /// Adds consumers to the pool or lets some go, as the load asks for.
  ///
  /// - Returns: what was done, not what was meant.
  @discardableResult
  func adjust(_ pool: any ConsumerPool, to load: Load) async -> ScalingAction
}

/// What a scaler decides by.
public struct Load: Hashable, Sendable {
  /// Messages that wait.
  public var backlog: Int
  /// Messages that arrive in a second.
  public var arrivalsPerSecond: Double
  /// How long one message takes a consumer; nil as long as nobody knows.
  public var handlingTime: Duration?

  public init(backlog: Int = 0, arrivalsPerSecond: Double = 0, handlingTime: Duration? = nil) {
    self.backlog = backlog
    self.arrivalsPerSecond = arrivalsPerSecond
    self.handlingTime = handlingTime
  }
}

/// What a scaler did.
public enum ScalingAction: Hashable, Sendable {
  /// As many as are wanted are there, or it is too early to act.
  case none
  case added([ConsumerID])
  case drained([ConsumerID])
  /// Consumers were wanted, but none could be started.
  case failedToAdd
}
