/// Says how many consumers there should be, and sees to it, one look at a time.
///
/// Capacity is who is healthy and not draining; a newborn counts. Alive is everyone who has not stopped.
///
/// - **Up:** by no more than a step, `largestStepUp(from:)`, and then not again within the cooldown.
///   What is missing below the minimum is added at once and whole: it waits for no cooldown and starts
///   none. There are never more alive than the maximum.
/// - **Down:** to no less than the highest recommendation of the window, and not before the first look is
///   a window ago. One look alone takes nobody away, even if it comes after a long silence. Only idle
///   ones go, the longest idle first; never one that is busy, newborn or draining already.
/// - **Neither:** while capacity is within its bounds, and what is wanted is no further from it than the
///   tolerance, as a share of capacity.
/// - Up and down have a cooldown each, which an action that happened starts, and no other. What is
///   due at a time is due at that instant: a cooldown of 15 s is over after 15 s.
/// - Looks may overlap. While one adds, another does not; while some are drained, which they are side by
///   side, growth goes on.
///
/// Source: seed 003, "Dynamic scaling"; the window, the band and the step as in Kubernetes' horizontal
/// pod autoscaler.
public protocol Scaler: Sendable {
  /// How many consumers a load asks for: as many as keep up with what arrives at the target
  /// utilisation, and as many as work off the backlog within the drain target.
  ///
  ///     arrivals per second × handling time / utilisation  +  backlog × handling time / drain target
  ///
  /// Rounded up, and within the bounds. What is negative or not a number counts as nothing; a handling
  /// time that is unknown or not above zero is taken to be the assumed one.
  func desiredConsumers(for load: Load) async -> Int

  /// Looks at the pool once: adds consumers or lets some go, as the load asks for.
  ///
  /// It tries once and waits for nothing but the pool; what could not be done is left to the next look.
  /// Cancelling it cancels what it waits for.
  ///
  /// - Returns: what this call has done, not what was meant.
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
  /// As many as are wanted are there, it is too early to act, there is no room for more, or another
  /// call is at it.
  case none
  /// These were started. They may be fewer than were wanted.
  case added([ConsumerID])
  /// These were let go.
  case drained([ConsumerID])
  /// Consumers were wanted, but none could be started.
  case failedToAdd
}
