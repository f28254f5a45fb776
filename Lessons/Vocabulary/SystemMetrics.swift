/// What a system of competing consumers has done so far.
public struct SystemMetrics: Hashable, Sendable {
  /// Messages that were handled and acknowledged, by who did it.
  public var processed: [ConsumerID: Int] = [:]
  /// Deliveries that were given back because something went wrong.
  public var failed = 0
  /// Deliveries whose effect had happened before.
  public var duplicates = 0
  /// Deliveries that were given back unfinished, because the consumer had to end.
  public var handedBack = 0
  /// Deliveries whose lease was over before they could be settled.
  public var late = 0
  /// How long the work of one message takes, of late and on average: the work alone, without any
  /// waiting before it. Nil before the first.
  public var handlingTime: Duration?

  public init() {}
}
