/// Names that strangers gave: any bytes but a slash and zero.
extension String {
  /// The name as it may be shown and kept. Bytes that are no text, control characters and what changes the
  /// direction of writing become `%0A` and the like.
  init(printing name: [UInt8]) {
    guard let text = String(validating: name, as: UTF8.self) else {
      self = name.map { $0 < 0x20 || $0 >= 0x7F ? Self.escape($0) : String(Unicode.Scalar($0)) }
        .joined()
      return
    }
    self = text.printable
  }

  /// The same of a text.
  var printable: String {
    unicodeScalars.contains(where: \.isInvisible)
      ? unicodeScalars.map { $0.isInvisible ? Self.escape($0) : String($0) }.joined() : self
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf8.map(escape).joined()
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}

extension Unicode.Scalar {
  /// Whether it has no form of its own, or changes that of others.
  fileprivate var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
    default: false
    }
  }
}
