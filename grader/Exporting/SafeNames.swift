/// Names of files and folders for learners' ids, which may hold anything: of letters, digits, `-`, `_` and
/// `.`, never hidden, never two that a file system takes for the same.
struct SafeNames {
  private var taken: Set<String> = []
  private static let longest = 80
  private static let reserved: Set<String> = [
    "con", "prn", "aux", "nul", "index", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3",
  ]

  /// The name for an id. The same ids in the same order get the same names.
  mutating func name(for id: String) -> String {
    let kept = String(id.map { Self.isSafe($0) ? $0 : "_" })
    let short = kept.cut(toWholeBytes: Self.longest)
    let stem = short.lowercased().prefix { $0 != "." }
    let isPlain =
      short == id && !short.isEmpty && !short.hasPrefix(".") && !short.hasSuffix(".")
      && !Self.reserved.contains(String(stem))
    if isPlain, taken.insert(short.lowercased()).inserted { return short }
    let isSpecial = short.hasPrefix(".") || Self.reserved.contains(String(stem))
    let told = (isSpecial ? "_" : "") + short + "~"
    let digest = Digest.of(Array(id.utf8))
    // Eight digits are enough but by a miracle.
    for length in [8, 16, digest.count] {
      let name = told + digest.prefix(length)
      if taken.insert(name.lowercased()).inserted { return name }
    }
    return told + digest
  }

  private static func isSafe(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_.".contains(character)
  }
}

extension String {
  fileprivate func cut(toWholeBytes most: Int) -> String {
    var text = self
    while text.utf8.count > most { text.removeLast() }
    return text
  }
}
