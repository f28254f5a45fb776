extension String {
  /// The text as paragraphs of at most so many columns. Blank lines and lines that begin with four
  /// spaces, as code does, stay as they are.
  func wrapped(to width: Int) -> String {
    var lines: [String] = []
    var paragraph = ""
    func close() {
      if !paragraph.isEmpty { lines += paragraph.brokenLines(width) }
      paragraph = ""
    }
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix("    ") {
        close()
        lines.append(String(line))
      } else if let end = paragraph.last, let start = line.first {
        paragraph += (Character.isJoint(end, start) ? "" : " ") + line
      } else {
        paragraph += line
      }
    }
    close()
    return lines.joined(separator: "\n")
  }

  /// One paragraph in lines: broken at spaces, and in Japanese nearly anywhere.
  private func brokenLines(_ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in unbreakablePieces {
      let isTooLong = line.columns + piece.trimmed.columns > width
      if isTooLong, !line.trimmed.isEmpty {
        lines.append(line.trimmed)
        line = ""
      }
      line += piece
    }
    return line.trimmed.isEmpty ? lines : lines + [line.trimmed]
  }

  private var unbreakablePieces: [String] {
    var pieces = [""]
    var last: Character = " "
    for character in self {
      if Character.mayBreak(last, character) { pieces.append("") }
      pieces[pieces.count - 1].append(character)
      last = character
    }
    return pieces
  }
}

extension Character {
  /// What must not begin a line in Japanese, and what must not end one.
  private static let closing: Set<Character> = Set("、。，．・：；？！）」』】”ーっゃゅょぁぃぅぇぉッャュョ々…")
  private static let opening: Set<Character> = Set("（「『【“")

  /// Whether a line may end after one character and go on with the other.
  fileprivate static func mayBreak(_ one: Character, _ other: Character) -> Bool {
    if one == " " { return other != " " }
    guard one.columns == 2 || other.columns == 2, other != " " else { return false }
    return !closing.contains(other) && !opening.contains(one)
  }

  /// Whether the end of one line and the start of the next belong together without a space.
  fileprivate static func isJoint(_ end: Character, _ start: Character) -> Bool {
    (end.columns == 2 && start.columns == 2) || (end.columns == 2 && closing.contains(end))
  }
}
