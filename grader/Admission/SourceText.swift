/// A file of a learner's source, as it was read.
struct SourceText: Sendable {
  /// Within the course or the submission, as messages call it.
  let name: String
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

  /// The line that an offset is on, from 1.
  func line(at offset: Int) -> Int {
    tokens.last { $0.start <= offset }?.line ?? 1
  }
}
