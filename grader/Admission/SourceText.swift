/// A file of a learner's source, as it was read.
struct SourceText: Sendable {
  /// Within the course or the submission, as messages call it.
  var name: String
  let bytes: [UInt8]
  let tokens: [SwiftToken]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    tokens = SwiftLexer.tokens(bytes)
  }

  func text(_ token: SwiftToken) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }

  /// The first byte of a mark.
  func isMark(_ token: SwiftToken?, _ byte: UInt8) -> Bool {
    guard let token, token.kind == .mark else { return false }
    return bytes[token.start] == byte
  }

  /// The same bytes with blanks for the lines of `#if` and the like; nil if there are none. The compiler's
  /// parse leaves out whatever stands between them, and a source could hide there.
  var unconditional: [UInt8]? {
    let directives = tokens.filter { token in
      token.kind == .directive && ["#if", "#elseif", "#else", "#endif"].contains(text(token))
    }
    guard !directives.isEmpty else { return nil }
    var blanked = bytes
    for directive in directives {
      var position = directive.start
      while position < blanked.count, blanked[position] != Byte.newline,
        blanked[position] != Byte.carriageReturn
      {
        blanked[position] = UInt8(ascii: " ")
        position += 1
      }
    }
    return blanked
  }

  /// The line that an offset is on, from 1.
  func line(at offset: Int) -> Int {
    tokens.last { $0.start <= offset }?.line ?? 1
  }
}
