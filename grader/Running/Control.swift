/// A test that must fail: it shows that a failure is still told. Each prepared suite has two of them, the
/// first and the last test that run; learners never see them.
struct Control: Equatable, Sendable {
  /// What the failure must say. Nobody can know it who was not told by the environment.
  let word: String

  static let variable = "DAY56_CONTROL"
  /// Picks them out by their ids.
  static let pattern = #"^Day56Tests\.(Control/)?control\(\)/"#

  init(word: String) { self.word = word }

  /// With a word that was never said before.
  init() {
    var chance = SystemRandomNumberGenerator()
    word = (0..<2).map { _ in String(chance.next(), radix: 36) }.joined()
  }

  static func isOne(_ id: String) -> Bool {
    id.hasPrefix("Day56Tests.control()/") || id.hasPrefix("Day56Tests.Control/control()/")
  }

  /// Whether a failure is the one that was asked for.
  func isMeant(by finding: Finding) -> Bool { finding.text.contains(word) }

  /// What is compiled together with a suite. Tests outside of a type run before all others; of types, the
  /// one whose file is the last in the alphabet comes last.
  static func writeSources(in folder: String) throws -> [String] {
    let first = folder.adding("00-Control.swift")
    let last = folder.adding("zz-Control.swift")
    try Files.write(Array((imports + function).utf8), to: first)
    let type = "struct Control {\n" + function.indented(2) + "\n}\n"
    try Files.write(Array((imports + type).utf8), to: last)
    return [first, last]
  }

  private static let imports = """
    import Testing

    #if canImport(Darwin)
      import Darwin
    #else
      import Glibc
    #endif


    """

  private static let function = """
    @Test func control() {
      let word = getenv("\(variable)").map { String(cString: $0) } ?? ""
      #expect(word.isEmpty, "\\(word)")
    }

    """
}
