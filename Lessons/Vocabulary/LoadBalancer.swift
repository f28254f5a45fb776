/// Chooses who gets the next message.
///
/// The list of candidates is made anew for every pick: it may have another order than the last one,
/// name somebody twice, lack who was there before, and have others instead. A balancer may forget who
/// is not on the list as soon as it knows a thousand more than the list has, and must not remember
/// everybody for ever.
///
/// Source: seed 003, "Load balancing".
public protocol LoadBalancer: Sendable {
  /// Picks one of those candidates that are eligible, and takes note of it in the same step; nil only
  /// if nobody is eligible. Who is listed twice is one candidate.
  func selectConsumer(from candidates: [Candidate]) async -> ConsumerID?

  /// Takes note that a consumer is done with one thing that it was picked for, be it done well, badly
  /// or not at all. To be called once for every pick; of a consumer that was not picked it is ignored.
  func release(_ consumer: ConsumerID) async
}

/// A load balancer that gives each consumer as much work as its weight says.
public protocol WeightedLoadBalancer: LoadBalancer {
  /// From now on `consumer` gets `weight` picks for every one that a consumer of weight 1 gets.
  ///
  /// - Throws: `WeightError` if the weight is not above zero; the old one stays.
  func setWeight(_ weight: Int, for consumer: ConsumerID) async throws(WeightError)
}

/// A load balancer that knows how much everybody has to do: a connection is a pick that was not
/// released yet.
public protocol CountingLoadBalancer: LoadBalancer {
  /// How many connections there are to each consumer that has any.
  func connections() async -> [ConsumerID: Int]
}

/// Why a weight is refused.
public enum WeightError: Error, Equatable {
  /// Give a weight of at least 1. One who shall get no work is no candidate.
  case notPositive(Int, for: ConsumerID)
}
