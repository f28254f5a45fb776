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

  /// Lines of at most so many columns, broken between words where there are any, but not between a
  /// number and its unit. Japanese has no spaces, and may be broken anywhere.
  func wrapped(_ width: Int, separator: String) -> [String] {
    let width = Swift.max(width, 2)
    var lines = [""]
    for word in words(between: separator) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = word
      } else if last.columns + separator.columns + word.columns <= width || word.isJapanese {
        lines[lines.count - 1] += separator + word
      } else {
        lines.append(word)
      }
      while let rest = lines[lines.count - 1].overhang(beyond: width) {
        lines[lines.count - 1].removeLast(rest.count)
        lines.append(rest)
      }
    }
    return lines
  }

  private var isJapanese: Bool { contains { $0.columns == 2 } }

  var withoutTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private func words(between separator: String) -> [String] {
    var words: [String] = []
    for word in split(separator: separator).map(String.init) {
      if separator == " ", word.hasPrefix("s"), word.count <= 2, words.last?.last?.isNumber == true
      {
        words[words.count - 1] += " " + word
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// What does not fit.
  private func overhang(beyond width: Int) -> String? {
    var taken = 0
    for index in indices {
      taken += self[index].columns
      if taken > width { return String(self[index...]) }
    }
    return nil
  }
}
