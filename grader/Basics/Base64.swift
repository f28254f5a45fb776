/// Bytes as text, by RFC 4648, section 4.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      let second = count > 1 ? Int(bytes[index + 1]) : 0
      let third = count > 2 ? Int(bytes[index + 2]) : 0
      let group = Int(bytes[index]) << 16 | second << 8 | third
      text.append(digits[group >> 18])
      text.append(digits[group >> 12 & 63])
      text.append(count > 1 ? digits[group >> 6 & 63] : UInt8(ascii: "="))
      text.append(count > 2 ? digits[group & 63] : UInt8(ascii: "="))
      index += 3
    }
    return String(decoding: text, as: UTF8.self)
  }
}
