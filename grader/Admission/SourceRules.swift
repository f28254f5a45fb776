/// What a learner's source may not contain. It is judged twice: by its tokens, which show all that is
/// written, also in types and under `#if`, and by the compiler's own parse, which cannot be misled
/// about what is a comment or a string.
struct SourceRules: Sendable {
  /// The modules that may be imported.
  let modules: [String]

  static let usual = ["Vocabulary", "Synchronization", "Swift", "_Concurrency"]

  /// - Parameter more: modules that the lesson allows besides the usual ones.
  init(allowing more: [String] = []) {
    modules = Self.usual + more.filter { !Self.usual.contains($0) }
  }

  /// What the tokens show; of each file and rule the first place.
  func violations(in sources: [SourceText]) -> [Violation] {
    let declared = DeclaredNames(sources)
    return sources.flatMap { source in
      var scan = TokenScan(source: source, rules: self, declared: declared)
      return scan.run()
    }
  }

  /// The same, and what only the compiler's parse shows.
  ///
  /// - Parameter parse: what the command of `parse` has printed.
  func violations(in sources: [SourceText], parse: [UInt8]) -> [Violation] {
    let shown = violations(in: sources)
    let declared = DeclaredNames(sources)
    var reader = ParseReader(rules: self, sources: sources, declared: declared)
    reader.read(parse)
    return shown
      + reader.violations.filter { found in
        !shown.contains { $0.file == found.file && $0.rule == found.rule }
      }
  }

  /// Writes into a file how the compiler reads some others; it compiles nothing, and imports nothing. The
  /// compiler can only print it, and that may be more than is kept of what a child prints. Of files that
  /// are not primary it would print the first only.
  ///
  /// - Parameter conditions: options that decide what is compiled under `#if`, and what is not.
  static func parse(
    _ files: [String], into output: String, with toolchain: Toolchain, conditions: [String] = []
  ) -> Command {
    let redirection = #"out="$1"; shift; exec "$@" >"$out""#
    return Command(
      "/bin/sh",
      [
        "-c", redirection, "sh", output, toolchain.program("swift-frontend"), "-frontend",
        "-dump-parse", "-dump-ast-format", "json",
      ] + files.flatMap { ["-primary-file", $0] } + [
        "-swift-version", "6", "-module-name", "Exercises", "-parse-as-library",
      ] + conditions,
      environment: Toolchain.childEnvironment)
  }

  /// No parse of a source that a person wrote is larger.
  static let largestParse = 8 << 20

  /// What the policy's digest is made from, beside the modules.
  static let edition = "2"
}

/// What of the language a lesson does not need.
extension SourceRules {
  func allows(module: String) -> Bool { modules.contains(module) }

  /// Attributes of the language that reach nothing beyond it.
  private static let attributes: Set<String> = [
    "Sendable", "escaping", "autoclosure", "MainActor", "concurrent", "discardableResult",
    "available", "dynamicMemberLookup", "dynamicCallable", "propertyWrapper", "resultBuilder",
    "globalActor", "inlinable", "inline", "usableFromInline", "frozen", "preconcurrency",
    "TaskLocal", "retroactive", "unknown", "isolated", "nonisolated", "warn_unqualified_access",
  ]

  /// One's own wrappers, builders and actors are let in, unless they are written as the language's own are:
  /// to declare a type of that name could be a pretext.
  func allows(attribute: String, declared: DeclaredNames) -> Bool {
    guard let first = attribute.utf8.first else { return false }
    let isLikeLanguage =
      first == Byte.underscore || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
    return Self.attributes.contains(attribute)
      || !isLikeLanguage && declared.types.contains(attribute)
  }

  private static let directives: Set<String> = [
    "#if", "#elseif", "#else", "#endif", "#available", "#unavailable", "#warning", "#error",
    "#line", "#file", "#fileID", "#filePath", "#column", "#function", "#isolation", "#selector",
    "#keyPath",
  ]

  func allows(directive: String) -> Bool { Self.directives.contains(directive) }

  /// What reaches around the language's checks (memory, C), for what the process was given, or into what the
  /// suite hands over.
  private static let names: Set<String> = [
    "Unmanaged", "OpaquePointer", "ManagedBuffer", "ManagedBufferPointer", "CVarArg",
    "CVaListPointer", "withVaList", "getVaList", "Builtin", "SwiftShims", "CommandLine", "readLine",
    "Mirror",
    "AutoreleasingUnsafeMutablePointer", "withMemoryRebound", "assumingMemoryBound", "bindMemory",
    "_runAsyncMain", "_asyncMainDrainQueue", "_createOffsetBasedKeyPath", "_typeByName",
    "_identityCast", "_getCurrentAsyncTask", "_taskCancel", "_persistCString", "_overrideLifetime",
    "_bridgeObject", "_nativeObject", "_makeObjCBridgeObject", "_Cell", "_MutexHandle",
  ]
  /// Those with an underscore count even if the submission declares a name of its own like this: it could
  /// do so as a pretext.
  private static let beginnings = [
    "unsafe", "Unsafe", "withUnsafe", "_unsafe", "_withUnsafe", "_withUnprotected", "_getUnsafe",
    "_getTypeByMangledName", "_stdlib_", "_swift_", "_defaultActor",
  ]

  /// Keywords of the language that begin like this.
  private static let accessors: Set<String> = ["_read", "_modify"]

  /// The rule that a name breaks; nil if none. A name may be written with letters outside of ASCII,
  /// which a mistaken operator could be, too: its parts count.
  func rule(against name: String, declared: DeclaredNames) -> Violation.Rule? {
    if Self.names.contains(name) || Self.beginnings.contains(where: name.hasPrefix) {
      return .name(name)
    }
    if name.utf8.contains(where: { $0 >= 0x80 }) {
      let parts = name.split { !$0.isASCII }.map(String.init)
      let bad = parts.first {
        Self.names.contains($0) || Self.beginnings.contains(where: $0.hasPrefix)
      }
      if let bad { return .name(bad) }
    }
    if name.hasPrefix("_"), name != "_", !Self.accessors.contains(name), !modules.contains(name),
      !declared.names.contains(name)
    {
      return .hiddenName(name)
    }
    return nil
  }
}
