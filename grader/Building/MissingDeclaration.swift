/// A public declaration that the suite uses and the learner's library does not hold.
enum MissingDeclaration {
  /// The mangled name in what the dynamic linker printed; nil if that is not its complaint.
  static func symbol(in errors: String) -> String? {
    let marks = ["undefined symbol: ", "Symbol not found: ", "symbol not found"]
    for line in errors.split(separator: "\n") {
      guard let mark = marks.lazy.compactMap({ line.firstRange(of: $0) }).first else { continue }
      let words = line[mark.upperBound...].split { " ,()'".contains($0) }
      guard let word = words.first(where: { $0.contains("$s") }) else { continue }
      return String(word.drop { $0 == "_" })
    }
    return nil
  }

  /// What a demangled symbol is called in the source: `SafeMessageQueue.counts() -> QueueCounts`.
  static func declaration(_ demangled: String) -> String {
    var text = demangled.trimmed
    while let prefix = wrappers.first(where: { text.hasPrefix($0) }) {
      text = String(text.dropFirst(prefix.count))
    }
    text = text.split(separator: "__allocating_init", omittingEmptySubsequences: false)
      .joined(separator: "init")
    for module in ["Exercises.", "Vocabulary.", "Swift."] {
      text = text.split(separator: module, omittingEmptySubsequences: false).joined()
    }
    return text
  }

  /// What the compiler builds around a declaration; a learner wrote none of it.
  private static let wrappers = [
    "dispatch thunk of ", "method descriptor for ", "nominal type descriptor for ",
    "type metadata accessor for ", "type metadata for ", "metaclass for ", "enum case for ",
    "property descriptor for ", "async function pointer to ", "class metadata base offset for ",
    "protocol conformance descriptor for ", "protocol witness table for ",
  ]
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
