import Vocabulary

/// Counts.
public struct Counter {
  public private(set) var value: Int = -1

  public init() {}

  public mutating func count(_ step: Step) {}  // TODO: go one step further.

  public mutating func reset() {}  // TODO: back to zero.
}
