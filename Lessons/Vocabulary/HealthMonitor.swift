/// Knows who is well, and has those replaced who are not.
///
/// Source: seed 003, "Health checks and failover".
public protocol HealthMonitor: Sendable {
  /// Begins to watch a consumer that was just started.
  func watch(_ consumer: ConsumerID) async

  /// Stops watching a consumer that has left; whatever was known of it is forgotten.
  func forget(_ consumer: ConsumerID) async

  /// Takes note of a sign of life.
  func heartbeat(_ beat: Heartbeat) async

  /// How a consumer is thought to be; nil if it is not watched.
  func status(of consumer: ConsumerID) async -> ConsumerStatus?

  /// Looks at everyone who is watched, once.
  func check(_ pool: any ConsumerPool) async

  /// Looks again and again; ends only when its task is cancelled.
  func run(over pool: any ConsumerPool) async throws(CancellationError)
}
