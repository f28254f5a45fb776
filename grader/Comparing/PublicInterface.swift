/// The public declarations of a source, as the compiler's symbol graph lists them.
struct PublicInterface: Equatable, Sendable {
  struct Declaration: Hashable, Comparable, Sendable {
    /// Such as `SafeMessageQueue.counts()`.
    let path: String
    /// As it is written, without `public`.
    let text: String

    static func < (one: Declaration, other: Declaration) -> Bool {
      (one.path, one.text) < (other.path, other.text)
    }

    /// Such as `SafeMessageQueue`.
    var parent: String {
      let name = path.prefix { $0 != "(" }
      return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
    }

    /// Without the labels of parameters.
    var name: String { String(path.prefix { $0 != "(" }) }
  }

  let declarations: Set<Declaration>

  /// Compiles the files as the lesson's module and reads its symbol graph.
  static func of(
    _ files: [String], on suite: Workshop.PreparedSuite, with compiler: Compiler, in scratch: String
  ) async throws -> PublicInterface {
    try Files.makeFolder(scratch)
    try await compiler.compile(
      Compiler.Job(
        module: "Exercises", sources: files,
        flags: [
          "-enable-library-evolution", "-emit-module",
          "-emit-module-path", scratch.adding("Exercises.swiftmodule"), "-emit-symbol-graph",
          "-emit-symbol-graph-dir", scratch, "-symbol-graph-minimum-access-level", "public",
        ],
        folders: [suite.base]))
    var declarations: Set<Declaration> = []
    for name in try Files.names(in: scratch) where name.hasSuffix(".symbols.json") {
      let bytes = try Files.read(scratch.adding(name))
      declarations.formUnion(try read(JSONParser.parse(bytes[...])))
    }
    return PublicInterface(declarations: declarations)
  }

  private static func read(_ graph: JSON) -> Set<Declaration> {
    var found: Set<Declaration> = []
    var paths: [String: String] = [:]
    for symbol in graph["symbols"]?.items ?? [] {
      let path = (symbol["pathComponents"]?.items ?? []).compactMap(\.text).joined(separator: ".")
      let fragments = (symbol["declarationFragments"]?.items ?? []).compactMap {
        $0["spelling"]?.text
      }
      found.insert(Declaration(path: path, text: fragments.joined()))
      if let identifier = symbol["identifier"]?["precise"]?.text { paths[identifier] = path }
    }
    for relation in graph["relationships"]?.items ?? []
    where relation["kind"]?.text == "conformsTo" {
      if let source = relation["source"]?.text, let target = relation["target"]?.text {
        let path = paths[source] ?? source
        let conformance = relation["targetFallback"]?.text ?? paths[target] ?? target
        found.insert(Declaration(path: path + ".", text: "conforms to \(conformance)"))
      }
    }
    return found
  }

  /// What the starter at that place lacks, and what it has too much.
  func complaints(comparedWith reference: PublicInterface, at place: String) -> [String] {
    let missing = reference.declarations.subtracting(declarations).sorted()
    let extra = declarations.subtracting(reference.declarations).sorted()
    return missing.map { "\(place) lacks what the reference declares: \($0.path): \($0.text)" }
      + extra.map { "\(place) declares what the reference does not: \($0.path): \($0.text)" }
  }
}
