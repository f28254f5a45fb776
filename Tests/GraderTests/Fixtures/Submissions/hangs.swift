import Vocabulary

/// Counts.
public struct Counter {
  public private(set) var value: Int = 0

  public init() {}

  public mutating func count(_ step: Step) { value += step.size }

  public mutating func reset() { while true {} }
}
