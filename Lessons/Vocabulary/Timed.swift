/// Something that is due at a time. They are ordered by it; of two due at once, the lower one comes first.
public struct Timed<Value: Comparable>: Comparable {
  public let value: Value
  /// When it is due.
  public let time: Timestamp

  public init(_ value: Value, at time: Timestamp) {
    self.value = value
    self.time = time
  }

  @inlinable public static func < (one: Self, other: Self) -> Bool {
    one.time == other.time ? one.value < other.value : one.time < other.time
  }
}

extension Timed: Sendable where Value: Sendable {}
