/// What a system of competing consumers is made of. The first five are the parts of the lessons before;
/// what a message goes through around the work is up to the shop.
public struct SystemParts: Sendable {
  public var queue: any MessageQueue
  public var balancer: any LoadBalancer
  public var health: any HealthMonitor
  /// Nil: there are as many consumers as at the start, unless somebody adds or drains some.
  public var scaler: (any Scaler)?
  public var processor: any MessageProcessor

  /// Makes a message fit to be worked on; throws if it never will be.
  public var preprocess: @Sendable (Message) throws -> Message = { $0 }
  /// Nil: a message that comes twice is worked on twice.
  public var deduplicator: (any Deduplicator)?
  /// Passed one after the other, in this order: a rate limiter, say, and then a breaker.
  public var gates: [any Gate] = []
  /// What remains to be done after the work. If it throws, the message was not handled.
  public var postprocess: @Sendable (Message) async throws -> Void = { _ in }

  public init(
    queue: any MessageQueue, balancer: any LoadBalancer, health: any HealthMonitor,
    scaler: (any Scaler)? = nil, processor: any MessageProcessor
  ) {
    self.queue = queue
    self.balancer = balancer
    self.health = health
    self.scaler = scaler
    self.processor = processor
  }
}
