/// A sentence with blanks, such as `{id} came out twice.`, and how Japanese says it.
struct Phrase: Equatable, Sendable {
  private struct Piece: Equatable {
    /// The text or, of a blank, its name.
    let text: String
    let isBlank: Bool
  }

  private let english: [Piece]
  private let japanese: [Piece]

  /// Nil if the Japanese text has a blank that the English one does not fill.
  init?(_ english: String, ja japanese: String) {
    self.english = Self.pieces(english)
    self.japanese = Self.pieces(japanese)
    let blanks = self.english.filter(\.isBlank)
    guard self.japanese.filter(\.isBlank).allSatisfy(blanks.contains) else { return nil }
  }

  /// How much of it is fixed: of two phrases that fit, the one with more says it better.
  var weight: Int { english.reduce(0) { $0 + ($1.isBlank ? 0 : $1.text.count) } }

  /// What stands in the blanks, if this is that sentence. Each holds a character at least.
  func match(_ text: String) -> [String: String]? {
    var values: [String: String] = [:]
    var rest = text[...]
    var blank: String?
    for (index, piece) in english.enumerated() {
      if piece.isBlank {
        blank = piece.text
      } else if let name = blank {
        // The last text has to stand at the end; of the others the earliest place is as good as any.
        guard let start = Self.place(of: piece.text, in: rest, isLast: index == english.count - 1)
        else { return nil }
        values[name] = String(rest[..<start])
        rest = rest[start...].dropFirst(piece.text.count)
        blank = nil
      } else {
        guard rest.hasPrefix(piece.text) else { return nil }
        rest = rest.dropFirst(piece.text.count)
      }
    }
    if let blank, !rest.isEmpty {
      values[blank] = String(rest)
      return values
    }
    return blank == nil && rest.isEmpty ? values : nil
  }

  private static func place(
    of text: String, in rest: Substring, isLast: Bool
  ) -> Substring.Index? {
    guard isLast else { return rest.dropFirst().firstRange(of: text)?.lowerBound }
    guard rest.count > text.count, rest.hasSuffix(text) else { return nil }
    return rest.index(rest.endIndex, offsetBy: -text.count)
  }

  /// The Japanese sentence with its blanks filled.
  func filled(_ value: (String) -> String) -> String {
    japanese.map { $0.isBlank ? value($0.text) : $0.text }.joined()
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex {
        pieces.append(Piece(text: String(rest[..<open]), isBlank: false))
      }
      let name = rest[open..<close].dropFirst()
      pieces.append(Piece(text: String(name), isBlank: true))
      rest = rest[close...].dropFirst()
    }
    if !rest.isEmpty { pieces.append(Piece(text: String(rest), isBlank: false)) }
    return pieces
  }
}
