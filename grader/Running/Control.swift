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

  /// Whether it failed in each of the ways that were asked for.
  func isMet(by findings: [Finding]) -> Bool {
    Self.ways.indices.allSatisfy { way in
      findings.contains { $0.text.contains(Self.saying(word, way)) }
    }
  }

  /// What the failure of one way says.
  static func saying(_ word: String, _ way: Int) -> String { "\(word)/\(way);" }

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

  /// Each way has a function of Testing's own behind it, which somebody may have replaced.
  static let ways = [
    "#expect(word.isEmpty, says)", "#expect(word == empty, says)",
    "#expect(word.utf8.count == 0, says)", "#expect(Array(word.utf8) == [], says)",
    "#expect(word.utf8.count < 0, says)", "#expect(isEmpty, says)",
    "#expect(empty.contains(character), says)", "Issue.record(says)",
  ]

  private static let function =
    """
    @Test func control() {
      let word = getenv("\(variable)").map { String(cString: $0) } ?? ""
      guard let character = word.first else { return }
      let (empty, isEmpty) = ("", false)

    """
    + ways.enumerated().map { way, call in
      let says = "\"\(saying(#"\(word)"#, way))\""
      return "  " + call.replacing("says", with: says) + "\n"
    }.joined() + "}\n"
}
