/// The bounds of a fleet of consumers, and how fast it grows and shrinks.
///
/// ```swift
/// let policy = try ScalingPolicy(minConsumers: 2, maxConsumers: 100)
/// ```
///
/// Source: seed 003, "Dynamic scaling"; the names of what it lacks are those of Kubernetes' horizontal
/// pod autoscaler, and so are most of the standard values.
public struct ScalingPolicy: Hashable, Sendable {
  /// How many healthy consumers there are at least. Not below zero.
  public let minConsumers: Int
  /// How many consumers are alive at most, be they well or not. At least 1.
  public let maxConsumers: Int
  /// The share of its time that a consumer should be at work: above 0, up to 1. The rest is its reserve.
  public let targetUtilisation: Double
  /// In which time a backlog should be gone. Above zero.
  public let drainTarget: Duration
  /// How far off the number of consumers may be, as a share of it: from 0 to below 1.
  public let tolerance: Double
  /// For how long a consumer must not have been needed before it goes.
  public let scaleDownWindow: Duration
  /// How long the fleet rests after it has grown, before it grows again.
  public let scaleUpCooldown: Duration
  /// How long the fleet rests after it has shrunk, before it shrinks again.
  public let scaleDownCooldown: Duration
  /// How large a step up may be, whatever the size of the fleet. At least 1.
  public let stepUp: Int
  /// How many times as large a fleet may become in one step. At least 1.
  public let growthFactor: Double
  /// How old a consumer is before it may be let go.
  public let newbornAge: Duration
  /// How long a message takes, as long as nobody knows it. Above zero.
  public let assumedHandlingTime: Duration

  /// 1 to 100 consumers that work 80 % of their time; a backlog is gone in a minute; 10 % off is near
  /// enough. Up by 4 or to the double every 15 seconds; down after five minutes, once a minute.
  public static let standard = ScalingPolicy(
    min: 1, max: 100, utilisation: 0.8, drainTarget: .seconds(60), tolerance: 0.1,
    window: .seconds(300), upCooldown: .seconds(15), downCooldown: .seconds(60), stepUp: 4,
    factor: 2, newbornAge: .seconds(30), handlingTime: .milliseconds(100))

  /// - Throws: `ScalingPolicyError` if a value makes no sense.
  public init(
    minConsumers: Int = standard.minConsumers, maxConsumers: Int = standard.maxConsumers,
    targetUtilisation: Double = standard.targetUtilisation,
    drainTarget: Duration = standard.drainTarget, tolerance: Double = standard.tolerance,
    scaleDownWindow: Duration = standard.scaleDownWindow,
    scaleUpCooldown: Duration = standard.scaleUpCooldown,
    scaleDownCooldown: Duration = standard.scaleDownCooldown, stepUp: Int = standard.stepUp,
    growthFactor: Double = standard.growthFactor, newbornAge: Duration = standard.newbornAge,
    assumedHandlingTime: Duration = standard.assumedHandlingTime
  ) throws(ScalingPolicyError) {
    guard minConsumers >= 0, maxConsumers >= 1, minConsumers <= maxConsumers else {
      throw .noSuchBounds(min: minConsumers, max: maxConsumers)
    }
    // Not a number is in no range.
    guard targetUtilisation > 0, targetUtilisation <= 1 else {
      throw .utilisationOutOfRange(targetUtilisation)
    }
    guard (0..<1).contains(tolerance) else { throw .toleranceOutOfRange(tolerance) }
    guard stepUp >= 1, growthFactor >= 1, growthFactor.isFinite else {
      throw .noGrowth(step: stepUp, factor: growthFactor)
    }
    for time in [drainTarget, assumedHandlingTime] where time <= .zero {
      throw .timeNotPositive(time)
    }
    for time in [scaleDownWindow, scaleUpCooldown, scaleDownCooldown, newbornAge]
    where time < .zero { throw .negativeTime(time) }
    self.init(
      min: minConsumers, max: maxConsumers, utilisation: targetUtilisation,
      drainTarget: drainTarget, tolerance: tolerance, window: scaleDownWindow,
      upCooldown: scaleUpCooldown, downCooldown: scaleDownCooldown, stepUp: stepUp,
      factor: growthFactor, newbornAge: newbornAge, handlingTime: assumedHandlingTime)
  }

  private init(
    min: Int, max: Int, utilisation: Double, drainTarget: Duration, tolerance: Double,
    window: Duration, upCooldown: Duration, downCooldown: Duration, stepUp: Int, factor: Double,
    newbornAge: Duration, handlingTime: Duration
  ) {
    minConsumers = min
    maxConsumers = max
    targetUtilisation = utilisation
    self.drainTarget = drainTarget
    self.tolerance = tolerance
    scaleDownWindow = window
    scaleUpCooldown = upCooldown
    scaleDownCooldown = downCooldown
    self.stepUp = stepUp
    growthFactor = factor
    self.newbornAge = newbornAge
    assumedHandlingTime = handlingTime
  }

  /// How many consumers a fleet with so many may grow by in one step: `stepUp`, or as many as
  /// `growthFactor` allows, whichever is more.
  public func largestStepUp(from capacity: Int) -> Int {
    let growth = (growthFactor - 1) * Double(Swift.max(capacity, 0))
    return Swift.max(stepUp, growth < Double(Int.max) ? Int(growth) : .max)
  }
}

/// Why a `ScalingPolicy` is refused.
public enum ScalingPolicyError: Error, Equatable {
  /// Give a minimum from zero on, and a maximum that is at least 1 and not below it.
  case noSuchBounds(min: Int, max: Int)
  /// Give a utilisation above 0 and up to 1.
  case utilisationOutOfRange(Double)
  /// Give a tolerance from 0 to below 1.
  case toleranceOutOfRange(Double)
  /// Allow at least one consumer a step, and a factor, not infinite, of at least 1.
  case noGrowth(step: Int, factor: Double)
  /// Give a time above zero, to drain a backlog in and to handle a message in.
  case timeNotPositive(Duration)
  /// Give no time below zero.
  case negativeTime(Duration)
}
