/// Reads the compiler's parse of a submission, as a stream: it is half a megabyte at times, and a tree
/// of it would take longer than the compiler.
struct ParseReader {
  private let rules: SourceRules
  private let sources: [SourceText]
  private let declared: DeclaredNames
  private(set) var violations: [Violation] = []
  private var seen: Set<Violation> = []

  private var source: SourceText?
  private var met: Set<String> = []
  /// Where the tokens of that file begin, and the lines of those places.
  private var starts: [Int: Int] = [:]
  /// The kind of node that is being read, and whether the compiler made it up.
  private var kind = ""
  private var isImplicit = false
  private var line: Int?
  private var isModulePath = false

  init(rules: SourceRules, sources: [SourceText], declared: DeclaredNames) {
    self.rules = rules
    self.sources = sources
    self.declared = declared
  }

  mutating func read(_ bytes: [UInt8]) {
    var position = 0
    var key = ""
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Byte.quote {
        let end = Self.end(ofText: bytes, from: position + 1)
        let isKey = end + 1 < bytes.count && bytes[end + 1] == Byte.colon
        let text = String(decoding: bytes[(position + 1)..<max(position + 1, end)], as: UTF8.self)
        if isKey { key = text } else { take(text, for: key) }
        position = end + 1
      } else if byte == UInt8(ascii: "t") {
        // `true`
        flag(key)
        position += 4
      } else if key == "start", byte >= 0x30, byte <= 0x39 {
        var number = 0
        while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
          number = number * 10 + Int(bytes[position] - 0x30)
          position += 1
        }
        begin(at: number)
      } else {
        position += 1
      }
    }
    finish()
  }

  private static func end(ofText bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != Byte.quote {
      position += bytes[position] == Byte.backslash ? 2 : 1
    }
    return min(position, bytes.count)
  }

  private mutating func take(_ text: String, for key: String) {
    switch key {
    case "_kind": open(text)
    case "filename": enter(text)
    case "module_path":
      // The first part names the module; others follow under the same key.
      if kind == "import_decl", !isModulePath, !rules.allows(module: text) { add(.imports(text)) }
      isModulePath = true
    case "name", "field", "id", "base_name": name(text)
    default: break
    }
  }

  private mutating func open(_ kind: String) {
    self.kind = kind
    isImplicit = false
    isModulePath = false
    if let attribute = Self.attributes[kind] { add(.attribute(attribute)) }
    switch kind {
    case "unsafe_expr": add(.name("unsafe"))
    case "regex_literal_expr": add(.regex)
    case "macro_decl": add(.directive("macro"))
    default: break
    }
  }

  private mutating func enter(_ name: String) {
    guard kind == "source_file" else { return }
    // The compiler was given paths; of `A.swift` and `B/A.swift` the longer is meant.
    source = sources.filter { $0.name == name || name.hasSuffix("/" + $0.name) }
      .max { $0.name.utf8.count < $1.name.utf8.count }
    starts = Dictionary(
      (source?.tokens ?? []).map { ($0.start, $0.line) }, uniquingKeysWith: { first, _ in first })
    line = nil
    if let source { met.insert(source.name) }
  }

  /// A file that the compiler did not read is one that nobody knows.
  private mutating func finish() {
    for missing in sources where !met.contains(missing.name) {
      violations.append(Violation(file: missing.name, line: nil, rule: .ambiguous))
    }
  }

  private mutating func begin(at offset: Int) {
    guard let source else { return }
    // A name in back-ticks begins with the first of them.
    if let known = starts[offset] ?? starts[offset + 1] {
      line = known
    } else if !isImplicit {
      // What the compiler makes up for a string's parts begins within it, and no other node does.
      add(.ambiguous, at: source.line(at: offset))
    }
  }

  private mutating func flag(_ key: String) {
    switch (kind, key) {
    case (_, "implicit"): isImplicit = true
    case ("nonisolated_attr", "unsafe"), (_, "unowned(unsafe)"): add(.name("unsafe"))
    case (_, "unchecked"): add(.attribute("unchecked"))
    default: break
    }
  }

  private mutating func name(_ text: String) {
    if kind == "macro_expansion_expr" {
      if !rules.allows(directive: "#" + text) { add(.directive("#" + text)) }
      return
    }
    guard !isImplicit else { return }
    let base = String(text.prefix { $0 != "(" })
    if let rule = rules.rule(against: base, declared: declared) { add(rule) }
  }

  private mutating func add(_ rule: Violation.Rule, at place: Int? = nil) {
    let file = source?.name ?? sources.first?.name ?? ""
    let violation = Violation(
      file: file, line: place ?? line, rule: rule, allowed: rules.modules)
    let known = Violation(file: file, line: nil, rule: rule)
    if seen.insert(known).inserted { violations.append(violation) }
  }

  /// How the compiler calls the attributes that no lesson needs. Those that it calls otherwise are seen
  /// by their tokens.
  private static let attributes = [
    "silgen_name_attr": "_silgen_name", "cdecl_attr": "_cdecl", "extern_attr": "_extern",
    "section_attr": "_section", "used_attr": "_used", "expose_attr": "_expose",
    "dynamic_replacement_attr": "_dynamicReplacement", "unsafe_attr": "unsafe", "safe_attr": "safe",
    "exclusivity_attr": "exclusivity", "raw_layout_attr": "_rawLayout", "main_type_attr": "main",
    "abi_attr": "abi", "semantics_attr": "_semantics", "effects_attr": "_effects",
    "optimize_attr": "_optimize", "transparent_attr": "_transparent", "objc_attr": "objc",
    "always_emit_into_client_attr": "_alwaysEmitIntoClient", "marker_attr": "_marker",
    "spi_access_control_attr": "_spi", "type_eraser_attr": "_typeEraser",
    "originally_defined_in_attr": "_originallyDefinedIn", "weak_linked_attr": "_weakLinked",
    "no_locks_attr": "_noLocks", "no_allocation_attr": "_noAllocation",
    "non_sendable_attr": "_nonSendable", "eager_move_attr": "_eagerMove",
    "unsafe_inherit_executor_attr": "_unsafeInheritExecutor",
    "inherit_actor_context_attr": "_inheritActorContext", "lifetime_attr": "_lifetime",
    "unsafe_non_escapable_result_attr": "_unsafeNonescapableResult",
    "disfavored_overload_attr": "_disfavoredOverload", "specialize_attr": "_specialize",
    "macro_role_attr": "attached", "back_deployed_attr": "backDeployed",
    "objc_implementation_attr": "implementation",
    "has_missing_designated_initializers_attr": "_hasMissingDesignatedInitializers",
    "emit_assembly_vision_remarks_attr": "_assemblyVision",
  ]
}
