import Vocabulary

/// Counts.
public struct Counter {
  public private(set) var value: Int = 0

  public init() {}

  public mutating func count(_ step: Step) {
    print(String(repeating: "x", count: 100_000)); value += step.size
  }

  public mutating func reset() { value = 0 }
}
