extension String {
  /// On one line, without anything that could play tricks on a terminal.
  var onOneLine: String {
    String(harmless.map { $0 == "\n" || $0 == "\t" || $0 == "\r\n" ? " " : $0 })
  }

  /// At most so many columns of it; where something is left out, it says so.
  func cut(to width: Int) -> String {
    guard columns > width else { return self }
    var text = ""
    var taken = 0
    for character in self {
      taken += character.columns
      if taken > width - 1 { break }
      text.append(character)
    }
    return width > 0 ? text + "…" : ""
  }

  /// One line at least, each of at most so many columns: a number stays with its unit, and only a word that
  /// is too long for a line is broken.
  func lines(upTo width: Int) -> [String] {
    let lines = onOneLine.replacing(#/(\d) s\b/#) { "\($0.1)\(Self.joint)s" }
      .wrapped(to: width).split(separator: "\n")
      .flatMap { $0.pieces(of: Swift.max(width, 2)) }
    return lines.isEmpty ? [""] : lines.map { $0.replacing(Self.joint, with: " ") }
  }

  /// A space at which no line is broken.
  static let joint = "\u{A0}"

  var withoutTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension Substring {
  fileprivate func pieces(of width: Int) -> [String] {
    var pieces = [""]
    var taken = 0
    for character in self {
      if taken + character.columns > width {
        pieces.append("")
        taken = 0
      }
      pieces[pieces.count - 1].append(character)
      taken += character.columns
    }
    return pieces
  }
}
