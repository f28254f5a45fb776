/// What somebody typed, as far as it can mean something.
enum Key: Equatable, Sendable {
  case letter(Character)
  /// Escape or return.
  case back
  /// So many rows down or, below zero, up.
  case scroll(Int)
}

/// Reads keys out of the bytes that a terminal sends.
enum KeyDecoder {
  /// What arrived together: a terminal sends the sequence of one key, such as an arrow, in one piece.
  static func keys(in bytes: ArraySlice<UInt8>) -> [Key] {
    var keys: [Key] = []
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}" where rest.first == "[" || rest.first == "O":
        keys += key(ofSequence: &rest)
      case "\u{1B}": keys.append(.back)
      case "\r", "\n": keys.append(.back)
      case " ", "\u{3000}": keys.append(.scroll(page))
      default: keys += key(letter(scalar))
      }
    }
    return keys
  }

  private static let page = 10

  private static func key(_ letter: Character?) -> [Key] {
    switch letter {
    case "j": [.scroll(1)]
    case "k": [.scroll(-1)]
    case let letter?: [.letter(letter)]
    case nil: []
    }
  }

  /// An arrow or another key that sends more than a letter; nothing of it is a key of its own.
  private static func key(ofSequence rest: inout Substring.UnicodeScalarView) -> [Key] {
    let kind = rest.popFirst()
    var sequence = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      sequence.append(scalar)
      if kind == "O" || ("@"..."~").contains(scalar) { break }
    }
    switch String(sequence) {
    case "A": return [.scroll(-1)]
    case "B": return [.scroll(1)]
    case "5~": return [.scroll(-page)]
    case "6~": return [.scroll(page)]
    default: return []
    }
  }

  /// The letter, in lower case; one of full width, as a Japanese input method sends it, is the same.
  private static func letter(_ scalar: Unicode.Scalar) -> Character? {
    var value = scalar.value
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    guard (0x21...0x7E).contains(value), let plain = Unicode.Scalar(value) else { return nil }
    return Character(plain).lowercased().first
  }
}
