/// Takes a Swift source apart, as far as it matters to tell code from comments and strings. It knows of
/// no syntax error: what the compiler refuses may be cut anyhow.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var tokens: [SwiftToken] = []
  /// The strings that are interrupted by interpolated code, innermost last.
  private var interrupted: [Interruption] = []

  private struct Interruption {
    let literal: Literal
    /// How many parentheses of the interpolated code are open.
    var depth = 0
  }

  private struct Literal {
    let hashes: Int
    let isMultiline: Bool
  }

  static func tokens(_ bytes: [UInt8]) -> [SwiftToken] {
    var lexer = SwiftLexer(bytes: bytes)
    lexer.run()
    return lexer.tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func add(_ kind: SwiftToken.Kind, from start: Int, to end: Int) {
    tokens.append(SwiftToken(kind: kind, start: start, end: end, line: line))
  }

  private mutating func run() {
    skipByteOrderMark()
    skipScriptLine()
    let classes = Byte.classes
    while position < bytes.count {
      switch classes[Int(bytes[position])] {
      case .space: position += 1
      case .newline:
        line += 1
        position += 1
      case .letter: take(.word, from: position, classes)
      case .digit: takeNumber(classes)
      case .quote: openString(hashes: 0)
      case .hash: takeHash(classes)
      case .slash: takeSlash()
      case .backtick: takeQuoted()
      case .open:
        if !interrupted.isEmpty { interrupted[interrupted.count - 1].depth += 1 }
        takeMark()
      case .close: takeClose()
      case .mark: takeMark()
      }
    }
  }

  /// Some editors begin every text in UTF-8 with it.
  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// `#!/usr/bin/env swift`
  private mutating func skipScriptLine() {
    if byte() == Byte.hash, byte(1) == UInt8(ascii: "!") { skipLine() }
  }

  private mutating func takeMark() {
    add(.mark, from: position, to: position + 1)
    position += 1
  }

  private mutating func take(
    _ kind: SwiftToken.Kind, from start: Int, _ classes: [Byte.Class]
  ) {
    while position < bytes.count {
      let found = classes[Int(bytes[position])]
      guard found == .letter || found == .digit else { break }
      position += 1
    }
    add(kind, from: start, to: position)
  }

  /// Digits and letters, and a point if a digit follows.
  private mutating func takeNumber(_ classes: [Byte.Class]) {
    let start = position
    while position < bytes.count {
      let found = classes[Int(bytes[position])]
      if found != .letter, found != .digit {
        guard bytes[position] == Byte.point, let next = byte(1), classes[Int(next)] == .digit
        else { break }
      }
      position += 1
    }
    add(.number, from: start, to: position)
  }

  private mutating func takeQuoted() {
    let start = position + 1
    position = start
    while let next = byte(), next != Byte.backtick, next != Byte.newline { position += 1 }
    add(.quoted, from: start, to: position)
    if byte() == Byte.backtick { position += 1 }
  }

  private mutating func takeHash(_ classes: [Byte.Class]) {
    let start = position
    while byte() == Byte.hash { position += 1 }
    let next = byte()
    if next == Byte.quote { return openString(hashes: position - start) }
    if next == Byte.slash {
      add(.regex, from: start, to: position)
      position += 1
    } else if let next, classes[Int(next)] == .letter {
      take(.directive, from: position - 1, classes)
    } else {
      add(.mark, from: start, to: position)
    }
  }

  private mutating func takeSlash() {
    if byte(1) == Byte.slash { return skipLine() }
    if byte(1) == Byte.star { return skipComment() }
    add(isPrefix ? .regex : .mark, from: position, to: position + 1)
    position += 1
  }

  /// Whether a sign stands where an operator would be a prefix: something opens or is parted before it,
  /// and nothing is after it. No slash of the standard library's is one, so it begins a regular expression.
  private var isPrefix: Bool {
    guard let next = byte(1), next > 32, next != Byte.close else { return false }
    guard position > 0 else { return true }
    let before = bytes[position - 1]
    return before <= 32 || "([{,;:=!&|?<>+-*%^~/".utf8.contains(before)
  }

  private mutating func skipLine() {
    while let next = byte(), next != Byte.newline, next != Byte.carriageReturn { position += 1 }
  }

  /// Comments nest.
  private mutating func skipComment() {
    var depth = 0
    while position < bytes.count {
      let (one, two) = (bytes[position], byte(1))
      if one == Byte.slash, two == Byte.star {
        depth += 1
        position += 2
      } else if one == Byte.star, two == Byte.slash {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        if one == Byte.newline { line += 1 }
        position += 1
      }
    }
  }
}

/// Strings.
extension SwiftLexer {
  private mutating func openString(hashes: Int) {
    let start = position - hashes
    let isMultiline = opensLines(hashes: hashes)
    position += isMultiline ? 3 : 1
    add(.text, from: start, to: position)
    continueString(Literal(hashes: hashes, isMultiline: isMultiline))
  }

  /// Whether three quotes begin a text of many lines. With signs before them they may be a text of one:
  /// `#"""#` is a single quote.
  private func opensLines(hashes: Int) -> Bool {
    guard byte(1) == Byte.quote, byte(2) == Byte.quote else { return false }
    guard hashes > 0 else { return true }
    var look = position + 1
    while look < bytes.count, bytes[look] != Byte.newline, bytes[look] != Byte.carriageReturn {
      if bytes[look] == Byte.quote, has(hashes, at: look + 1) { return false }
      look += 1
    }
    return true
  }

  private func has(_ hashes: Int, at place: Int) -> Bool {
    hashes == 0
      || place + hashes <= bytes.count
        && bytes[place..<(place + hashes)].allSatisfy { $0 == Byte.hash }
  }

  /// Reads on to the end of a string, or to the next code in it.
  private mutating func continueString(_ literal: Literal) {
    while position < bytes.count {
      switch bytes[position] {
      case Byte.quote where closes(literal): return
      case Byte.newline:
        // It is not closed; the compiler complains.
        guard literal.isMultiline else { return }
        line += 1
      case Byte.backslash where has(literal.hashes, at: position + 1):
        position += 1 + literal.hashes
        if byte() == Byte.open {
          position += 1
          interrupted.append(Interruption(literal: literal))
          return
        }
        if byte() == Byte.newline { continue }
      default: break
      }
      position += 1
    }
  }

  private mutating func closes(_ literal: Literal) -> Bool {
    let quotes = literal.isMultiline ? 3 : 1
    guard position + quotes <= bytes.count,
      bytes[position..<(position + quotes)].allSatisfy({ $0 == Byte.quote }),
      has(literal.hashes, at: position + quotes)
    else { return false }
    position += quotes + literal.hashes
    return true
  }

  /// A parenthesis may be the end of interpolated code.
  private mutating func takeClose() {
    guard let innermost = interrupted.last else { return takeMark() }
    if innermost.depth > 0 {
      interrupted[interrupted.count - 1].depth -= 1
      return takeMark()
    }
    position += 1
    interrupted.removeLast()
    continueString(innermost.literal)
  }
}
