import Vocabulary

/// Counts.
public struct Counter {
  public private(set) var value: Int = 0

  public init() {}

  public mutating func count(_ step: Step) { value += 1 }

  public mutating func reset() { value = 0 }
}
