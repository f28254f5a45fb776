/// Chooses who gets the next message.
///
/// Source: seed 003, "Load balancing".
public protocol LoadBalancer: Sendable {
  /// Picks one of the eligible candidates, and counts the pick; nil only if nobody is eligible.
  func selectConsumer(from candidates: [Candidate]) async -> ConsumerID?

  /// Takes note that a consumer is done with one thing that it was picked for, be it done well, badly
  /// or not at all.
  func release(_ consumer: ConsumerID) async
}
