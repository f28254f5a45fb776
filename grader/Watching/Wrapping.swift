/// Text cut into the rows of a terminal, which must be known to fit it into a window.
enum Wrapping {
  /// Breaks lines at spaces where it can, and indents what follows like the line itself. Escape
  /// sequences take no room.
  static func rows(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      rows(ofLine: $0, width: max(width, 8))
    }
  }

  private static func rows(ofLine line: Substring, width: Int) -> [String] {
    var rows: [String] = []
    var row = Row()
    let indentation = min(line.prefix { $0 == " " }.count, width / 3)
    for piece in pieces(line) {
      if row.columns + piece.columns > width {
        let rest = row.breakOff(atLeast: indentation + 1)
        rows.append(row.text)
        row = Row(text: String(repeating: " ", count: indentation), columns: indentation)
        rest.forEach { row.add($0) }
        if piece.text == " ", rest.isEmpty { continue }
      }
      row.add(piece)
    }
    rows.append(row.text)
    return rows
  }

  /// A character, or an escape sequence that takes no room.
  private struct Piece {
    let text: String
    let columns: Int
  }

  private struct Row {
    var text = ""
    var columns = 0
    /// What stands behind the last space, and how much text comes before it.
    private var word: [Piece] = []
    private var start: (text: String, columns: Int)?

    init(text: String = "", columns: Int = 0) {
      self.text = text
      self.columns = columns
    }

    mutating func add(_ piece: Piece) {
      text += piece.text
      columns += piece.columns
      if piece.text == " " {
        word = []
        start = (text, columns)
      } else {
        word.append(piece)
      }
    }

    /// Takes the last word off, if something is left before it. A text without spaces, as Japanese
    /// is, breaks anywhere.
    mutating func breakOff(atLeast least: Int) -> [Piece] {
      guard let start, start.columns > least, start.columns * 2 > columns else { return [] }
      (text, columns) = start
      return word
    }
  }

  private static func pieces(_ line: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = line
    while let first = rest.first {
      let length = first == "\u{1B}" ? escapeLength(rest) : 1
      let text = rest.prefix(length)
      // A tab would be as wide as the terminal likes.
      let shown = first == "\t" ? "    " : String(text)
      pieces.append(Piece(text: shown, columns: first == "\u{1B}" ? 0 : shown.columns))
      rest = rest.dropFirst(length)
    }
    return pieces
  }

  /// How long the escape sequence is that stands here: a colour, or a link.
  private static func escapeLength(_ text: Substring) -> Int {
    let body = text.dropFirst()
    if body.first == "]" {
      let end = body.firstRange(of: "\u{1B}\\")?.upperBound ?? body.endIndex
      return text.distance(from: text.startIndex, to: end)
    }
    let final = body.dropFirst().firstIndex { ("@"..."~").contains($0) } ?? body.endIndex
    return text.distance(from: text.startIndex, to: final) + (final == body.endIndex ? 0 : 1)
  }
}
