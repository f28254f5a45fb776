/// The names that a submission declares itself, as far as that matters to the rules.
struct DeclaredNames: Sendable {
  private(set) var types: Set<String> = []
  /// Those that begin with an underscore.
  private(set) var names: Set<String> = []

  private static let typeKeywords: Set<String> = ["struct", "class", "enum", "actor", "protocol"]
  private static let keywords: Set<String> = [
    "let", "var", "func", "case", "typealias", "associatedtype", "for", "macro",
  ]

  private static func declares(_ keyword: String) -> Bool {
    keywords.contains(keyword) || typeKeywords.contains(keyword)
  }

  init(_ sources: [SourceText]) {
    for source in sources {
      var before: String?
      for (index, token) in source.tokens.enumerated() {
        guard token.kind == .word || token.kind == .quoted else {
          before = nil
          continue
        }
        let next = index + 1 < source.tokens.count ? source.tokens[index + 1] : nil
        // Only few tokens are of interest, and texts are dear.
        let isUnderscored = source.bytes[token.start..<token.end].first == Byte.underscore
        let word = source.text(token)
        if let before, Self.typeKeywords.contains(before) { types.insert(word) }
        if isUnderscored {
          let isParameter = source.isMark(next, Byte.colon)
          let isDeclared = before.map(Self.declares) ?? false
          if isParameter || isDeclared { names.insert(word) }
        }
        before = word
      }
    }
  }
}
