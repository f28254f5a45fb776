/// Rests that grow: each is `multiplier` times the one before, up to a cap, and chance may shorten it.
///
/// ```swift
/// let backoff = try Backoff(initial: .milliseconds(100), multiplier: 2, cap: .seconds(5))
/// backoff.rest(afterAttempt: 3, using: &generator)  // 0.4 seconds
/// ```
///
/// Source: seed 003, "Message processing", its `CalculateDelay`; the jitter is that of M. Brooker:
/// Exponential Backoff and Jitter (2015).
public struct Backoff: Hashable, Sendable {
  /// The rest after the first attempt.
  public let initial: Duration
  public let multiplier: Double
  /// No rest is longer.
  public let cap: Duration
  /// The share of a rest that is left to chance, from 0 (nothing) to 1 (all of it).
  public let jitter: Double

  /// 100 milliseconds, doubled up to 5 seconds, all of it left to chance.
  public static let standard = Backoff(checked: .milliseconds(100), 2, .seconds(5), 1)
  /// No rest at all.
  public static let noRest = Backoff(checked: .zero, 1, .zero, 0)

  /// - Throws: `BackoffError` if a value makes no sense.
  public init(
    initial: Duration, multiplier: Double = 2, cap: Duration, jitter: Double = 0
  ) throws(BackoffError) {
    guard initial >= .zero else { throw .negativeRest(initial) }
    guard cap >= initial else { throw .capBelowInitial(cap) }
    guard multiplier >= 1, multiplier.isFinite else { throw .multiplierBelowOne(multiplier) }
    guard (0...1).contains(jitter) else { throw .jitterOutOfRange(jitter) }
    self.init(checked: initial, multiplier, cap, jitter)
  }

  private init(checked initial: Duration, _ multiplier: Double, _ cap: Duration, _ jitter: Double) {
    self.initial = initial
    self.multiplier = multiplier
    self.cap = cap
    self.jitter = jitter
  }

  /// How long a message rests after its `attempt`-th attempt, the first being 1.
  ///
  /// Chance is asked only if there is jitter: without it the rest is always the longest.
  public func rest(
    afterAttempt attempt: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let longest = longestRest(afterAttempt: attempt)
    return jitter > 0 ? longest * (1 - jitter * .random(in: 0...1, using: &generator)) : longest
  }

  /// How long a message rests if chance takes nothing away.
  public func longestRest(afterAttempt attempt: Int) -> Duration {
    var rest = initial
    var left = attempt
    while left > 1, rest > .zero, rest < cap, multiplier > 1 {
      // Compared before it is multiplied: a huge multiplier must not overflow.
      rest = multiplier < cap / rest ? rest * multiplier : cap
      left -= 1
    }
    return rest
  }
}

/// Why a `Backoff` is refused.
public enum BackoffError: Error, Equatable {
  /// Give no rest below zero.
  case negativeRest(Duration)
  /// Give a cap that is not below the first rest.
  case capBelowInitial(Duration)
  /// Give a multiplier of at least 1: rests do not shrink.
  case multiplierBelowOne(Double)
  /// Give a share from 0 to 1.
  case jitterOutOfRange(Double)
}
