/// Numbers as a chart tells them.
extension Int {
  /// Such as `176,400`.
  var grouped: String {
    var text = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + String(text.reversed())
  }

  /// In at most five columns: `980`, `3.2k`, `176k`, `18M`.
  var brief: String {
    switch magnitude {
    case ..<1_000: return "\(self)"
    case ..<9_950: return (Double(self) / 1_000).fixed(1) + "k"
    case ..<999_500: return "\(Int((Double(self) / 1_000).rounded()))k"
    case ..<9_950_000: return (Double(self) / 1_000_000).fixed(1) + "M"
    default: return "\(Int((Double(self) / 1_000_000).rounded()))M"
    }
  }
}

extension Words {
  static func count(_ number: Int) -> Words { Words(same: number.grouped) }

  static func orders(_ number: Int) -> Words {
    let japanese =
      number < 10_000
      ? "\(number.grouped) "
      : number.isMultiple(of: 10_000)
        ? "\((number / 10_000).grouped) 万" : "\((Double(number) / 10_000).fixed(1)) 万"
    let english =
      number < 1_000_000 ? number.grouped : "\((Double(number) / 1_000_000).fixed(2)) million"
    return Words("\(english) orders", ja: "注文 \(japanese)件")
  }

  static func crates(_ number: Int) -> Words {
    Words(number == 1 ? "1 crate" : "\(number.grouped) crates", ja: "\(number.grouped) 箱")
  }

  static func consumers(_ number: Int) -> Words {
    Words(
      number == 1 ? "1 consumer" : "\(number.grouped) consumers",
      ja: "コンシューマー \(number.grouped) 台")
  }
}

extension Double {
  /// A time of the night, such as `60:29`.
  var clock: String {
    let seconds = Int(rounded())
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// How long something took, in at most six columns: `0.3 s`, `42 s`, `58 min`, `2.5 h`.
  var span: Words {
    switch self {
    case ..<9.95: Words("\(fixed(1)) s", ja: "\(fixed(1)) 秒")
    case ..<99.5: Words("\(Int(rounded())) s", ja: "\(Int(rounded())) 秒")
    case ..<5_970:
      Words("\(Int((self / 60).rounded())) min", ja: "\(Int((self / 60).rounded())) 分")
    default: Words("\((self / 3_600).fixed(1)) h", ja: "\((self / 3_600).fixed(1)) 時間")
    }
  }
}
