#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where a value stands on an axis: a share of its length, which never falls while the value grows.
struct Scale: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case linear
    /// For times that range from a fraction of a second to hours.
    case logarithmic
  }

  let kind: Kind
  /// The value at the far end. Above zero.
  let top: Double

  /// What a logarithmic axis begins with, and its marks: seconds.
  private static let marks: [Double] = [0.1, 1, 10, 60, 600, 3_600, 36_000, 360_000]

  /// An axis that is long enough for `most`, and ends at a round number.
  init(_ kind: Kind, upTo most: Double) {
    self.kind = kind
    let most = most.isFinite ? max(most, 0) : 0
    switch kind {
    case .linear: top = Self.roundNumber(from: most)
    case .logarithmic:
      top = Self.marks.dropFirst(2).first { $0 >= most } ?? Self.roundNumber(from: most)
    }
  }

  /// From 0 to 1.
  func share(of value: Double) -> Double {
    guard !value.isNaN else { return 0 }
    let share =
      switch kind {
      case .linear: value / top
      case .logarithmic: log10(max(value / Self.marks[0], 1)) / log10(top / Self.marks[0])
      }
    return min(max(share, 0), 1)
  }

  /// The values to be marked, from the lowest to the highest.
  var ticks: [Double] {
    switch kind {
    case .linear: top < 2 ? [0, top] : [0, top / 2, top]
    case .logarithmic: Self.marks.filter { $0 < top } + [top]
    }
  }

  /// 1, 2 or 5 with zeros, not below `value`.
  private static func roundNumber(from value: Double) -> Double {
    var unit = 1.0
    while unit * 10 <= value { unit *= 10 }
    return [1, 2, 5, 10].lazy.map { $0 * unit }.first { $0 >= value } ?? value
  }
}
