/// A priority queue: the lowest element comes out first.
///
/// ```swift
/// var deadlines = Heap<Timestamp>()
/// deadlines.insert(later)
/// deadlines.insert(sooner)
/// deadlines.popFirst()  // sooner
/// ```
///
/// The attributes let the compiler specialise it in other modules; they have no other meaning.
///
/// Source: J. W. J. Williams: Algorithm 232, Heapsort (1964).
public struct Heap<Element: Comparable> {
  @usableFromInline var elements: [Element] = []

  /// An empty heap.
  public init() {}

  /// How many elements there are.
  @inlinable public var count: Int { elements.count }
  /// The lowest element. O(1).
  @inlinable public var first: Element? { elements.first }

  /// Adds an element. O(log n), and O(1) if it is above all others.
  @inlinable public mutating func insert(_ element: Element) {
    var child = elements.count
    elements.append(element)
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the lowest element; nil if there is none. O(log n).
  @discardableResult
  @inlinable public mutating func popFirst() -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let first = elements.first else { return last }
    elements[0] = last
    var parent = 0
    while let child = lowerChild(of: parent), elements[child] < elements[parent] {
      elements.swapAt(parent, child)
      parent = child
    }
    return first
  }

  @inlinable func lowerChild(of parent: Int) -> Int? {
    let children = elements.indices.clamped(to: 2 * parent + 1..<2 * parent + 3)
    return children.min { elements[$0] < elements[$1] }
  }
}

extension Heap: Sendable where Element: Sendable {}
