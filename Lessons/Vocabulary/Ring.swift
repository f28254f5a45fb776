/// A line: first in, first out, in constant time, however long it is.
///
/// ```swift
/// var line = Ring<String>()
/// line.append("anna")
/// line.popFirst()  // "anna"
/// ```
///
/// The attributes let the compiler specialise it in other modules; they have no other meaning.
public struct Ring<Element> {
  @usableFromInline var slots: [Element?] = Array(repeating: nil, count: 16)
  @usableFromInline var head = 0
  @usableFromInline var size = 0

  /// An empty line.
  public init() {}

  /// How many elements there are.
  @inlinable public var count: Int { size }
  /// The element that has been in the line longest. O(1).
  @inlinable public var first: Element? { slots[head] }

  /// Adds an element at the end. O(1) on average.
  @inlinable public mutating func append(_ element: Element) {
    if size == slots.count { grow() }
    slots[(head + size) & (slots.count - 1)] = element
    size += 1
  }

  /// Takes the element that has been in the line longest; nil if there is none. O(1).
  @inlinable public mutating func popFirst() -> Element? {
    guard size > 0 else { return nil }
    defer {
      head = (head + 1) & (slots.count - 1)
      size -= 1
    }
    return slots[head].take()
  }

  @inlinable mutating func grow() {
    slots = Array(slots[head...] + slots[..<head]) + Array(repeating: nil, count: slots.count)
    head = 0
  }
}

extension Ring: Sendable where Element: Sendable {}
