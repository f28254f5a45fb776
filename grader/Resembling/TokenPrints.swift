/// A few hashes that stand for a source, chosen so that two sources with a long enough passage in common
/// have a hash in common: winnowing (Schleimer, Wilkerson and Aiken, 2003) over the kinds of tokens. Names
/// count as one kind, and so do texts and numbers, so renaming changes nothing; comments are no tokens.
struct TokenPrints: Sendable {
  /// Of a chosen passage: its hash, and the token it begins with.
  struct Print: Equatable, Sendable {
    let hash: UInt64
    let token: Int
  }

  /// Where a token stands.
  struct Place: Equatable, Sendable {
    let file: Int
    let line: Int
  }

  /// How many tokens a passage has: less than this in common is no sign of anything.
  static let length = 16
  /// Of so many passages in a row at least one is chosen.
  static let window = 8

  let files: [String]
  private(set) var chosen: [Print] = []
  private(set) var places: [Place] = []

  init(_ sources: [SourceText]) {
    files = sources.map(\.name)
    var codes: [UInt64] = []
    for (file, source) in sources.enumerated() {
      for token in source.tokens {
        codes.append(Self.code(of: token, in: source))
        places.append(Place(file: file, line: token.line))
      }
    }
    chosen = Self.winnow(Self.hashes(codes))
  }

  /// Every passage's hash, chosen or not: what a source explains of others.
  static func all(_ sources: [SourceText]) -> Set<UInt64> {
    var hashes: Set<UInt64> = []
    for source in sources {
      hashes.formUnion(Self.hashes(source.tokens.map { code(of: $0, in: source) }))
    }
    return hashes
  }

  private static let keywords: [String: UInt64] = {
    let words = """
      actor any as async await break case catch class continue default defer deinit didSet do else enum \
      extension false fileprivate final for func get guard if import in indirect init inout internal is \
      isolated lazy let mutating nil nonisolated open operator override private protocol public repeat \
      rethrows return self Self set some static struct subscript super switch throw throws true try \
      typealias var weak where while willSet yield
      """
    return Dictionary(
      uniqueKeysWithValues: words.split(separator: " ").enumerated()
        .map { (String($1), UInt64($0) + 1000) })
  }()

  private static func code(of token: SwiftToken, in source: SourceText) -> UInt64 {
    switch token.kind {
    // The longest keyword has eleven letters.
    case .word where token.end - token.start < 12: keywords[source.text(token)] ?? 1
    case .word, .quoted: 1
    case .number: 2
    case .text: 3
    case .directive, .regex: 4
    case .mark: UInt64(source.bytes[token.start]) + 256
    }
  }

  /// A polynomial over each passage, from one to the next in a step.
  private static func hashes(_ codes: [UInt64]) -> [UInt64] {
    guard codes.count >= length else { return [] }
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    var power: UInt64 = 1
    for _ in 1..<length { power = power &* base }
    var hashes: [UInt64] = []
    hashes.reserveCapacity(codes.count)
    var hash: UInt64 = 0
    for (index, code) in codes.enumerated() {
      if index >= length { hash = hash &- codes[index - length] &* power }
      hash = hash &* base &+ code
      // The low bits of a product know little of the high ones.
      if index >= length - 1 { hashes.append(hash ^ hash >> 29) }
    }
    return hashes
  }

  /// Of every window the least hash; of equal ones the last.
  private static func winnow(_ hashes: [UInt64]) -> [Print] {
    var chosen: [Print] = []
    var least = -1
    for end in hashes.indices where end >= min(window, hashes.count) - 1 {
      let start = max(0, end - window + 1)
      if least < start {
        least = start
        for place in start...end where hashes[place] <= hashes[least] { least = place }
      } else if hashes[end] <= hashes[least] {
        least = end
      } else {
        continue
      }
      chosen.append(Print(hash: hashes[least], token: least))
    }
    return chosen
  }
}
