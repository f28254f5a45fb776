import Synchronization
import Vocabulary

// What the operations promise is written in Lessons/Vocabulary/LoadBalancer.swift. Keep the public
// declarations as they are; everything behind them is yours. An `actor` will do as well as a class
// with a `Mutex`.

/// Gives everybody a turn: whoever has waited longest is next.
///
/// One waits since one was last picked or, as a newcomer, since one was first eligible.
public final class RoundRobinBalancer: LoadBalancer {
  // TODO: who waits since when.

  public init() {}

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    // TODO: pick the eligible one that has waited longest.
    nil
  }

  public func release(_ consumer: ConsumerID) {}
}

/// Shares out the work by weight, and evenly: whoever is furthest behind its share is next.
///
/// Of each pick everybody eligible is due a share: its weight, 1 if none was set, of the sum of all
/// their weights. When the list changes, a newcomer is owed nothing, and who was away neither loses
/// nor gains.
public final class WeightedBalancer: WeightedLoadBalancer {
  // TODO: the weights, and how far everybody is behind.

  public init(weights: [ConsumerID: Int] = [:]) throws(WeightError) {
    // TODO: refuse a weight that is not above zero.
  }

  public func setWeight(_ weight: Int, for consumer: ConsumerID) throws(WeightError) {
    // TODO: refuse a weight that is not above zero, and keep any other.
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    // TODO: pick the eligible one that is furthest behind.
    nil
  }

  public func release(_ consumer: ConsumerID) {}
}

/// Gives the next thing to do to whoever has the least to do.
///
/// Of those with equally few connections, either the one that has waited longest is next, or the
/// generator draws lots. One that comes, or comes back, while the others are at work is not picked
/// twice in a row as long as it has fewer connections than each of those who were there.
public final class LeastConnectionsBalancer: CountingLoadBalancer {
  // TODO: how many connections everybody has.

  /// - Parameter generator: where chance comes from, if you want any.
  public init(
    generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    // TODO: keep the generator, if you need it.
  }

  public func selectConsumer(from candidates: [Candidate]) -> ConsumerID? {
    // TODO: pick the eligible one with the fewest connections, and count one more.
    nil
  }

  public func release(_ consumer: ConsumerID) {
    // TODO: count one less.
  }

  public func connections() -> [ConsumerID: Int] {
    // TODO: how many connections there are to each consumer that has any.
    [:]
  }
}
