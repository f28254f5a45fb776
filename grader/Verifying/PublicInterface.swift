/// The public declarations of a source, as the compiler's symbol graph lists them.
struct PublicInterface: Equatable, Sendable {
  let declarations: Set<String>

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
    var declarations: Set<String> = []
    for name in try Files.names(in: scratch) where name.hasSuffix(".symbols.json") {
      let bytes = try Files.read(scratch.adding(name))
      declarations.formUnion(try read(JSONParser.parse(bytes[...])))
    }
    return PublicInterface(declarations: declarations)
  }

  private static func read(_ graph: JSON) -> Set<String> {
    var found: Set<String> = []
    for symbol in graph["symbols"]?.items ?? [] {
      let path = (symbol["pathComponents"]?.items ?? []).compactMap(\.text)
      let fragments = (symbol["declarationFragments"]?.items ?? []).compactMap {
        $0["spelling"]?.text
      }
      found.insert("\(path.joined(separator: ".")): \(fragments.joined())")
    }
    for relation in graph["relationships"]?.items ?? []
    where relation["kind"]?.text == "conformsTo" {
      if let source = relation["source"]?.text, let target = relation["target"]?.text {
        found.insert("\(source) conforms to \(relation["targetFallback"]?.text ?? target)")
      }
    }
    return found
  }

  /// What the starter at that place lacks, and what it has too much.
  func complaints(comparedWith reference: PublicInterface, at place: String) -> [String] {
    let missing = reference.declarations.subtracting(declarations).sorted()
    let extra = declarations.subtracting(reference.declarations).sorted()
    return missing.map { "\(place) lacks what the reference declares: \($0)" }
      + extra.map { "\(place) declares what the reference does not: \($0)" }
  }
}
