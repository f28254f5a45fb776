#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How to write for whoever reads: in which language, and with colour and links only on a terminal,
/// and none with NO_COLOR.
struct Screen: Sendable {
  let hasColour: Bool
  let isTerminal: Bool
  var width: Int
  var language = Language.english

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  static let plain = Screen(hasColour: false, isTerminal: false, width: 80)

  /// The screen behind a descriptor.
  static func at(_ descriptor: Int32) -> Screen {
    guard isatty(descriptor) == 1 else { return plain }
    let wanted = (Toolchain.variable("NO_COLOR") ?? "").isEmpty
    let able = Toolchain.variable("TERM") != "dumb"
    return Screen(
      hasColour: wanted && able, isTerminal: true, width: TerminalSize(of: descriptor).columns)
  }

  func paint(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The text, leading to a file where the terminal can follow.
  func link(_ text: String, to path: String) -> String {
    hasColour ? "\u{1B}]8;;file://\(path)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" : text
  }

  /// A bar of that share, from 0 to 1.
  func bar(_ share: Double, width: Int) -> String {
    let full = min(width, max(0, Int(share * Double(width))))
    let done = paint(String(repeating: "█", count: full), .green)
    return "[" + done + String(repeating: "·", count: width - full) + "]"
  }

  func say(_ words: Words) -> String { words[language] }

  /// The same, broken at words where a terminal would break it anywhere.
  func fitted(_ words: Words) -> String {
    isTerminal ? say(words).wrapped(to: width) : say(words)
  }

  func verdict(_ verdict: Verdict, padded width: Int = 0) -> String {
    let style: Style =
      switch verdict {
      case .passes: .green
      case .void: .yellow
      case .fails, .doesNotCompile, .crashes, .hangs: .red
      }
    return paint(say(verdict.words).padded(width), style)
  }
}

extension String {
  /// So many of what this word names.
  func counted(_ number: Int) -> String { "\(number) \(self)\(number == 1 ? "" : "s")" }

  /// Every line with spaces before it.
  func indented(_ width: Int) -> String {
    let space = String(repeating: " ", count: width)
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : space + $0 }.joined(separator: "\n")
  }

  /// Without control characters that could play tricks on a terminal, and without those that turn the
  /// direction of writing.
  var harmless: String {
    if isPlain { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl =
        scalar.value < 32 || (127..<160).contains(scalar.value)
        || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      if !isControl || scalar == "\n" || scalar == "\t" { text.append(scalar) }
    }
    return String(text)
  }
}

extension Double {
  /// With so many places behind the point.
  func fixed(_ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let whole = Int((self * scale).rounded())
    let digits = String(abs(whole))
    let filled = String(repeating: "0", count: Swift.max(0, places + 1 - digits.count)) + digits
    return (whole < 0 ? "-" : "") + filled.dropLast(places) + "." + filled.suffix(places)
  }
}
