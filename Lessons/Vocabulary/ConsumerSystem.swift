/// Consumers that compete for the messages of one queue, with all that looks after them.
///
/// Source: seed 003, "Competing consumer system".
public protocol ConsumerSystem: ConsumerPool {
  /// Works until its task is cancelled, and then until everything that it began has ended.
  ///
  /// What failed is given back to rest as the queue's back-off says. When the task is cancelled, nobody
  /// takes a further message; what is not finished by the deadline is broken off, and given back
  /// without a rest. Whoever is drained finishes what it has.
  ///
  /// - Throws: if it runs, or has run: a system runs once.
  func run() async throws

  /// Ends a consumer as a crash would: at once, in the middle of whatever it does, with nothing
  /// settled. Nobody is told. It is a member until somebody finds out and replaces it.
  func kill(_ consumer: ConsumerID) async

  /// What was done so far.
  func metrics() async -> SystemMetrics
}
