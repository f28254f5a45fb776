extension Character {
  /// How many columns of a terminal it takes: two if it is wide or full-width, as Unicode's annex 11
  /// has it for East Asian scripts and pictures.
  var columns: Int {
    guard let scalar = unicodeScalars.first?.value, scalar >= 0x1100 else { return 1 }
    let isWide = Self.wide.contains { $0.contains(scalar) }
    return isWide ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// How many columns of a terminal it takes. It must hold no escape sequences.
  var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension String {
  /// Filled up with spaces at the end.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }

  /// Filled up with spaces at the beginning.
  func flushRight(_ width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - columns)) + self
  }
}
