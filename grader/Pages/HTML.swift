/// A piece of HTML. Text gets into it only escaped, so nothing that a learner wrote becomes markup.
struct HTML: Equatable, Sendable, ExpressibleByStringInterpolation {
  private(set) var markup: String

  /// Trusted markup: only what stands in the grader's own source, with every value escaped.
  init(stringLiteral markup: String) { self.markup = markup }

  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Any text, escaped.
  init(text: String) { markup = Self.escaped(text) }

  /// A text in which back-ticks stand around code.
  static func prose(_ text: String) -> HTML {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, piece in
      index.isMultiple(of: 2) ? HTML(text: String(piece)) : "<code>\(String(piece))</code>"
    }.joined(separator: "")
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }
    /// For coordinates: two places are enough for any screen.
    mutating func appendInterpolation(_ number: Double) { markup += number.fixed(2) }
  }

  static func + (one: HTML, other: HTML) -> HTML {
    var sum = one
    sum.markup += other.markup
    return sum
  }

  /// Adds in place, where `+` copies.
  mutating func append(_ piece: HTML) { markup += piece.markup }

  private static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var markup = ""
    for character in text.harmless {
      switch character {
      case "&": markup += "&amp;"
      case "<": markup += "&lt;"
      case ">": markup += "&gt;"
      case "\"": markup += "&quot;"
      case "'": markup += "&#39;"
      default: markup.append(character)
      }
    }
    return markup
  }
}

/// Whether a byte stands for itself wherever it is found. Of what lies beyond ASCII, everything that must be
/// looked at begins with one of two bytes.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 9, 10: true
  case ..<32, 34, 38, 39, 60, 62, 127, 0xC2, 0xE2: false
  default: true
  }
}

extension Sequence<HTML> {
  func joined(separator: HTML = "\n") -> HTML {
    var sum: HTML = ""
    for (index, piece) in enumerated() {
      if index > 0 { sum.append(separator) }
      sum.append(piece)
    }
    return sum
  }
}
