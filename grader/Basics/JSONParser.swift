/// Why a text is not JSON.
struct JSONError: Error, Equatable {
  let line: Int
  let problem: Words
}

/// Reads JSON (RFC 8259) and nothing more lenient.
struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1
  private static let deepest = 64

  /// Reads one value that fills all of `bytes`.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: bytes, position: bytes.startIndex)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.endIndex else {
      throw parser.error("something follows the end", ja: "終わりのあとに余分なものがあります")
    }
    return value
  }

  /// Reads the first members of an object, and does not look at the rest.
  static func head(_ bytes: ArraySlice<UInt8>, members most: Int) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: bytes, position: bytes.startIndex)
    parser.skipSpace()
    guard parser.next == UInt8(ascii: "{") else { throw parser.noValue }
    return try parser.object(depth: 0, atMost: most)
  }

  private init(bytes: ArraySlice<UInt8>, position: Int) {
    self.bytes = bytes
    self.position = position
  }

  private func error(_ english: String, ja japanese: String) -> JSONError {
    JSONError(line: line, problem: Words(english, ja: japanese))
  }

  private func unexpected(_ wanted: String, ja japanese: String) -> JSONError {
    next == nil
      ? tooShort : error("\(wanted) was expected here", ja: "ここには\(japanese)が来るはずです")
  }

  private var tooShort: JSONError { error("it ends too early", ja: "途中で終わっています") }
  private var noValue: JSONError { error("a value was expected here", ja: "ここには値が来るはずです") }
  private var noQuote: JSONError {
    error("a text has no closing quote", ja: "文字列に閉じる引用符がありません")
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 {
      if byte == 10 { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < Self.deepest else { throw error("it is nested too deep", ja: "入れ子が深すぎます") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw tooShort
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    for byte in word.utf8 where !take(byte) { throw noValue }
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    while let byte = next, Self.isPartOfNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || first >= UInt8(ascii: "0"),
      let number = Double(text), number.isFinite
    else { throw noValue }
    return .number(number)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw unexpected("a comma or ]", ja: "コンマか ] ") }
    }
  }

  private mutating func object(depth: Int, atMost most: Int = .max) throws(JSONError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else {
        throw unexpected("a name in quotes", ja: "引用符で囲んだ名前")
      }
      let keyLine = line
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected("a colon", ja: "コロン") }
      members.append(JSON.Member(key, try value(depth: depth + 1), line: keyLine))
      if members.count == most { return .object(members) }
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw unexpected("a comma or }", ja: "コンマか } ") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    var start = position
    var text = ""
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        text.unicodeScalars.append(try escape())
        start = position
      case 0..<32: throw error("a text may not run over the end of its line", ja: "文字列は行をまたげません")
      default: skipPlain()
      }
    }
    throw noQuote
  }

  /// Goes on to the next byte that means something in a text. Most of what is read is such text, so this is
  /// written with what costs little in a debug build, too.
  private mutating func skipPlain() {
    let start = position - bytes.startIndex
    let skipped = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      let count = buffer.count
      let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
      var index = start
      while index < count {
        let byte = base[index]
        if byte == quote || byte == backslash || byte < 32 { break }
        index &+= 1
      }
      return index &- start
    }
    position += skipped
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard let byte = next else { throw noQuote }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try escapedScalar()
    default:
      let code = "\\\(Character(Unicode.Scalar(byte)))"
      throw error("\(code) means nothing in a text", ja: "\(code) は文字列の中で意味を持ちません")
    }
  }

  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), high < 0xDC00 else {
      return "\u{FFFD}"
    }
    let low = try codeUnit()
    guard (0xDC00...0xDFFF).contains(low) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4,
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("\\u needs four hexadecimal digits", ja: "\\u には 16 進数字が 4 桁要ります") }
    position += 4
    return unit
  }
}
