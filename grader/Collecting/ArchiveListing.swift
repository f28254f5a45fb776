/// What `bsdtar -tv --numeric-owner` prints: a line for each entry, with everything that is no letter in its
/// name written as in C.
enum ArchiveListing {
  struct Entry: Equatable, Sendable {
    let kind: FileKind
    /// As the archive has it.
    let name: String
    /// The parts of the name, without what means nothing; nil if it leads out of the archive.
    let path: [String]?
  }

  static func read(_ bytes: [UInt8]) -> [Entry] {
    bytes.split(separator: 10).compactMap(entry)
  }

  /// `-rw-r--r--  0 0      0           8 Nov 21 19:56 name`
  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    var rest = line
    var fields: [ArraySlice<UInt8>] = []
    while fields.count < 8 {
      rest = rest.drop { $0 == 32 }
      let field = rest.prefix { $0 != 32 }
      guard !field.isEmpty else { return nil }
      fields.append(field)
      rest = rest.dropFirst(field.count)
    }
    guard let mode = fields[0].first, let size = Int(String(decoding: fields[4], as: UTF8.self))
    else { return nil }
    rest = rest.dropFirst()
    let kind: FileKind
    switch mode {
    case UInt8(ascii: "-"): kind = .file(size: size)
    case UInt8(ascii: "d"): kind = .folder
    case UInt8(ascii: "l"):
      kind = .link
      rest = rest[..<(rest.firstRange(of: " -> ".utf8)?.lowerBound ?? rest.endIndex)]
    case UInt8(ascii: "h"):
      kind = .link
      rest = rest[..<(rest.firstRange(of: " link to ".utf8)?.lowerBound ?? rest.endIndex)]
    default: kind = .other
    }
    let raw = unescaped(rest)
    guard let name = String(validating: raw, as: UTF8.self), !raw.contains(0) else {
      let shown = String(printing: raw)
      return Entry(kind: kind, name: shown, path: parts(shown))
    }
    return Entry(kind: kind, name: name, path: parts(name))
  }

  private static func parts(_ name: String) -> [String]? {
    guard !name.hasPrefix("/") else { return nil }
    let parts = name.split(separator: "/").map(String.init).filter { $0 != "." }
    return parts.contains("..") ? nil : parts
  }

  /// `\n`, `\\`, `\377` and the like.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      if let code = Int(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8), rest.count >= 3
      {
        bytes.append(UInt8(truncatingIfNeeded: code))
        rest = rest.dropFirst(3)
      } else if let letter = rest.popFirst() {
        bytes.append(letters[letter] ?? letter)
      }
    }
    return bytes
  }

  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
    UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
  ]
}
