/// One thing that was seen of a submission and will be seen again of another with the same mistake.
struct Feature: Hashable, Sendable {
  /// What it is about; the letter begins its code.
  enum Kind: Character, CaseIterable, Sendable {
    /// How a test ended.
    case outcome = "o"
    /// What a test said, to the letter.
    case message = "m"
    /// The same without its numbers.
    case wording = "w"
    /// The law that was broken, in whichever test.
    case law = "l"
    /// The arguments with which a test failed.
    case arguments = "a"
    /// The last event of the story, without its time and its numbers.
    case ending = "e"
    /// What the compiler said.
    case compiler = "c"
    /// The same without the learner's names.
    case complaint = "n"

    /// How much it tells, compared with others that are as rare.
    var weight: Double {
      switch self {
      case .outcome, .message, .wording, .law, .compiler, .complaint: 1
      case .arguments, .ending: 0.6
      }
    }
  }

  let kind: Kind
  /// Names what was seen, briefly: texts would make the file of patterns large.
  let digest: UInt32

  init(_ kind: Kind, _ parts: String...) {
    self.kind = kind
    digest = Self.digest(parts)
  }

  /// Such as `o0123abcd`.
  init?(code: Substring) {
    guard let kind = code.first.flatMap(Kind.init), let digest = UInt32(code.dropFirst(), radix: 16)
    else { return nil }
    self.kind = kind
    self.digest = digest
  }

  var code: String {
    let digits = String(digest, radix: 16)
    return "\(kind.rawValue)" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// FNV-1a of 64 bits, folded: quick, and two of a few hundred features hardly ever clash.
  private static func digest(_ parts: [String]) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}

extension Feature: Comparable {
  static func < (one: Feature, other: Feature) -> Bool { one.code < other.code }
}
