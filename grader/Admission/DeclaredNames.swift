/// The names that a submission declares itself, as far as that matters to the rules.
struct DeclaredNames: Sendable {
  private(set) var types: Set<String> = []
  /// Those that begin with an underscore.
  private(set) var names: Set<String> = []
  private var hasWrappers = false
  private var variables: Set<String> = []

  private static let typeKeywords: Set<String> = ["struct", "class", "enum", "actor", "protocol"]
  private static let keywords: Set<String> = [
    "let", "var", "func", "case", "typealias", "associatedtype", "for", "macro",
  ]
  /// What may stand between the names of one pattern, such as `(_a, .some(let _b))`.
  private static let partsOfPatterns = Set("(),.[?".utf8)

  private static func declares(_ keyword: String) -> Bool {
    keywords.contains(keyword) || typeKeywords.contains(keyword)
  }

  init(_ sources: [SourceText]) {
    for source in sources { read(source) }
    // What stands behind a wrapped property is called like it, after an underscore.
    if hasWrappers { names.formUnion(variables.map { "_" + $0 }) }
  }

  private mutating func read(_ source: SourceText) {
    var before: String?
    // Whether a keyword has begun a pattern that is not over yet.
    var isInPattern = false
    for (index, token) in source.tokens.enumerated() {
      guard token.kind == .word || token.kind == .quoted else {
        before = nil
        let byte = source.bytes[token.start]
        isInPattern = isInPattern && token.kind == .mark && Self.partsOfPatterns.contains(byte)
        if token.kind == .mark, byte == Byte.brace { readParameters(of: index, in: source) }
        continue
      }
      let next = index + 1 < source.tokens.count ? source.tokens[index + 1] : nil
      // Only few tokens are of interest, and texts are dear.
      let isUnderscored = source.bytes[token.start..<token.end].first == Byte.underscore
      let word = source.text(token)
      if let before, Self.typeKeywords.contains(before) { types.insert(word) }
      if before == "var" { variables.insert(word) }
      if word == "propertyWrapper" { hasWrappers = true }
      if isUnderscored {
        let previous = index > 0 ? source.tokens[index - 1] : nil
        let isParameter = source.isMark(next, Byte.colon)
        let isDeclared = before.map(Self.declares) ?? isInPattern
        // `let a = 1, _b = 2`, and `<_T>`
        let isNext = source.isMark(previous, Byte.comma) && source.isMark(next, Byte.equals)
        let isGeneric = source.isMark(previous, Byte.less) && source.isMark(next, Byte.greater)
        if isParameter || isDeclared || isNext || isGeneric { names.insert(word) }
      }
      let goesOn = isInPattern && before.map(Self.declares) ?? true
      isInPattern = Self.declares(word) || goesOn
      before = word
    }
  }

  /// `{ _a, (_b, _c) in`
  private mutating func readParameters(of brace: Int, in source: SourceText) {
    var found: [String] = []
    for token in source.tokens[(brace + 1)...].prefix(16) {
      switch token.kind {
      case .mark where Self.partsOfPatterns.contains(source.bytes[token.start]): continue
      case .word:
        let word = source.text(token)
        if word == "in" { return names.formUnion(found) }
        if word.hasPrefix("_") { found.append(word) }
      default: return
      }
    }
  }
}
