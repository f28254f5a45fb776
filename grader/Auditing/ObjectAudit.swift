/// Looks at what the compiler made of a learner's source, before it is linked: what it defines for others
/// to find, what it asks of others, and where it puts itself.
struct ObjectAudit: Sendable, LineReader {
  /// What speaks against running it, in the order in which it was found; a few at most.
  private(set) var complaints: [Words] = []
  private var symbols = 0
  private var sections = 0
  private static let most = 10

  /// Lists symbols on channel `events` and sections on `notes`, to be read by this.
  static func command(_ object: String, with toolchain: Toolchain) -> Command {
    let steps = #""$1" -g --no-sort "$3" >&3 && exec "$2" -h "$3" >&4"#
    return Command(
      "/bin/sh",
      [
        "-c", steps, "sh", toolchain.program("llvm-nm"), toolchain.program("llvm-objdump"), object,
      ], environment: Toolchain.childEnvironment)
  }

  static let channels: [Channel] = [.output, .errors, .events, .notes]

  /// Both lists were read. Without them nobody knows.
  var isComplete: Bool { symbols > 0 && sections > 0 }

  mutating func read(_ line: ArraySlice<UInt8>, from channel: Channel) -> Bool {
    switch channel {
    case .events: read(symbol: String(decoding: line, as: UTF8.self))
    case .notes: read(section: String(decoding: line, as: UTF8.self))
    case .output, .errors: break
    }
    return true
  }

  mutating func missLine(from channel: Channel) {
    add(Words("one of its symbols has no end", ja: "終わりのない名前のシンボルがあります"))
  }

  /// A line of `llvm-nm`: an address or as many blanks, a letter, and a name, which may hold blanks.
  mutating func read(symbol line: String) {
    let bytes = line.utf8
    let place = bytes.index(bytes.startIndex, offsetBy: 17, limitedBy: bytes.endIndex)
    guard let place, bytes.distance(from: place, to: bytes.endIndex) > 2 else { return }
    symbols += 1
    let kind = Character(Unicode.Scalar(bytes[place]))
    let name = Self.plain(String(line[bytes.index(place, offsetBy: 2)...]))
    let complaint: Words? =
      switch kind {
      case "U", "w", "v": ObjectSymbols.complaint(aboutUse: name)
      case "V", "W": ObjectSymbols.complaint(aboutShared: name)
      default: ObjectSymbols.complaint(aboutDefinition: name)
      }
    if let complaint { add(complaint) }
  }

  /// A line of `llvm-objdump -h`: a number, a name, and more.
  mutating func read(section line: String) {
    let words = line.split(separator: " ")
    guard words.count > 3, Int(words[0]) != nil else { return }
    sections += 1
    if let complaint = ObjectSections.complaint(about: String(words[1])) { add(complaint) }
  }

  private mutating func add(_ complaint: Words) {
    if complaints.count < Self.most, !complaints.contains(complaint) {
      complaints.append(complaint)
    }
  }

  /// Without the underscore that macOS puts before every name.
  private static func plain(_ name: String) -> String {
    #if canImport(Darwin)
      return name.hasPrefix("_") ? String(name.dropFirst()) : name
    #else
      return name
    #endif
  }
}
