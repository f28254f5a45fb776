// The parts that a system of competing consumers is made of, beside its `MessageQueue`. Each is
// built in a lesson of its own; the last core lesson plugs them together.

/// Chooses who gets the next message.
///
/// Source: seed 003, "Load balancing".
public protocol LoadBalancer: Sendable {
  /// Picks one of the eligible candidates; nil only if none is.
  func selectConsumer(from candidates: [Candidate]) async -> ConsumerID?
  /// Takes note that a picked consumer is done with what it was picked for, well or badly.
  func release(_ consumer: ConsumerID) async
}

/// Knows who is well.
///
/// Source: seed 003, "Health checks and failover".
public protocol HealthMonitor: Sendable {
  /// Takes note that a consumer is alive.
  func heartbeat(from consumer: ConsumerID) async
  /// Whether a consumer is thought to be well.
  func isHealthy(_ consumer: ConsumerID) async -> Bool
}

/// Says how many consumers there should be.
///
/// Source: seed 003, "Dynamic scaling".
public protocol Scaler: Sendable {
  /// The number of consumers that the load asks for.
  func desiredConsumers(for load: Load) async -> Int
}

/// What a scaler decides by.
public struct Load: Hashable, Sendable {
  /// Messages that wait.
  public let backlog: Int
  /// Messages that arrive in a second.
  public let arrivalsPerSecond: Double
  /// How long one message takes; nil as long as nobody knows.
  public let handlingTime: Duration?
  /// Consumers that are well.
  public let healthyConsumers: Int

  public init(
    backlog: Int, arrivalsPerSecond: Double, handlingTime: Duration?, healthyConsumers: Int
  ) {
    self.backlog = backlog
    self.arrivalsPerSecond = arrivalsPerSecond
    self.handlingTime = handlingTime
    self.healthyConsumers = healthyConsumers
  }
}

/// Does the work that a message asks for.
///
/// Source: seed 003, "Message processing".
public protocol MessageProcessor: Sendable {
  /// Returns when the work is done; throws if it is not.
  func process(_ message: Message) async throws
}
