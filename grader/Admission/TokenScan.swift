/// Looks through the tokens of one file.
struct TokenScan {
  let source: SourceText
  let rules: SourceRules
  let declared: DeclaredNames
  private var found: [Violation] = []
  private var seen: Set<Violation.Rule> = []

  init(source: SourceText, rules: SourceRules, declared: DeclaredNames) {
    self.source = source
    self.rules = rules
    self.declared = declared
  }

  mutating func run() -> [Violation] {
    let tokens = source.tokens
    for (index, token) in tokens.enumerated() {
      let before = index > 0 ? tokens[index - 1] : nil
      switch token.kind {
      case .word where source.isMark(before, Byte.at):
        let name = source.text(token)
        if !rules.allows(attribute: name, declared: declared) { add(.attribute(name), token) }
      case .word:
        let name = source.text(token)
        if name == "import", !source.isMark(before, Byte.point) { checkImport(at: index) }
        check(name, token)
      case .quoted: check(source.text(token), token)
      case .directive:
        let name = source.text(token)
        if !rules.allows(directive: name) { add(.directive(name), token) }
      case .regex: add(.regex, token)
      case .number, .text, .mark: break
      }
    }
    return found
  }

  private mutating func check(_ name: String, _ token: SwiftToken) {
    if let rule = rules.rule(against: name, declared: declared) { add(rule, token) }
  }

  private static let kinds: Set<String> = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor",
  ]

  /// `import A`, `import A.B`, `import struct A.B`; as a label or a member the word is none.
  private mutating func checkImport(at index: Int) {
    var names = source.tokens[(index + 1)...].prefix(2)
      .prefix { $0.kind == .word || $0.kind == .quoted }.map(source.text)
    if names.count == 2, Self.kinds.contains(names[0]) { names.removeFirst() }
    guard let module = names.first else { return }
    if !rules.allows(module: module) { add(.imports(module), source.tokens[index]) }
  }

  private mutating func add(_ rule: Violation.Rule, _ token: SwiftToken) {
    guard seen.insert(rule).inserted else { return }
    found.append(
      Violation(file: source.name, line: token.line, rule: rule, allowed: rules.modules))
  }
}
