/// Text for XML 1.0, which has no way at all to write most control characters.
enum XML {
  /// The content of an element.
  static func text(_ text: String) -> String { escaped(text, isAttribute: false) }

  /// The value of an attribute, with its quotes. A parser makes spaces of line ends in one, unless they
  /// are written by number.
  static func attribute(_ text: String) -> String { "\"" + escaped(text, isAttribute: true) + "\"" }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    let (and, less, more) = (UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"))
    if !isAttribute, text.isPlain, !text.holds(and, less, more, more) { return text }
    var markup = String.UnicodeScalarView()
    for scalar in text.harmless.unicodeScalars where scalar.value & 0xFFFE != 0xFFFE {
      switch scalar {
      case "&": markup.append(contentsOf: "&amp;".unicodeScalars)
      case "<": markup.append(contentsOf: "&lt;".unicodeScalars)
      case ">": markup.append(contentsOf: "&gt;".unicodeScalars)
      case "\"" where isAttribute: markup.append(contentsOf: "&quot;".unicodeScalars)
      case "\n" where isAttribute: markup.append(contentsOf: "&#10;".unicodeScalars)
      case "\t" where isAttribute: markup.append(contentsOf: "&#9;".unicodeScalars)
      default: markup.append(scalar)
      }
    }
    return String(markup)
  }
}
