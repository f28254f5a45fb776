/// The steps by which swiftc turns a submission into a library, asked for once (`swiftc -###`) and
/// followed directly ever after: the driver takes longer than the linker.
struct Recipe: Sendable {
  /// Commands with blanks for what differs from one submission to the next.
  private let steps: [[String]]

  private static let sources = "{sources}"
  private static let product = "{library}"
  private static let scratch = "{scratch}"

  /// Reads what `swiftc -###` printed for one source and one library; nil if it is of no form known.
  init?(printed: String, source: String, library: String) {
    let commands = printed.split(separator: "\n").map(Self.words)
    guard let frontend = commands.first, let mark = frontend.firstIndex(of: "-o"),
      mark + 1 < frontend.count, frontend.contains(source),
      commands.last?.contains(library) == true
    else { return nil }
    let temporary = frontend[mark + 1].parentFolder
    guard temporary != ".", temporary != library.parentFolder else { return nil }
    steps = commands.map { words in
      words.map { word in
        if word == source { return Self.sources }
        if word == library { return Self.product }
        return word.split(separator: temporary, omittingEmptySubsequences: false)
          .joined(separator: Self.scratch)
      }
    }
  }

  /// Reads what `json` wrote.
  init?(_ json: JSON) {
    guard let items = json.items, !items.isEmpty else { return nil }
    steps = items.map { ($0.items ?? []).compactMap(\.text) }
    guard steps.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  var json: JSON { .array(steps.map { .array($0.map(JSON.string)) }) }

  /// The steps for a submission. What lies between two steps is put into `folder`.
  func commands(for files: [String], library: String, in folder: String) -> [Command] {
    steps.map { step in
      let words = step.flatMap { word -> [String] in
        if word == Self.sources { return files }
        if word == Self.product { return [library] }
        return [
          word.split(separator: Self.scratch, omittingEmptySubsequences: false)
            .joined(separator: folder)
        ]
      }
      return Command(
        words[0], Array(words.dropFirst()), environment: Toolchain.childEnvironment)
    }
  }

  /// The options of the compiler proper that do not name what it reads and writes: by these it decides what
  /// is compiled, and how.
  var conditions: [String] {
    var options: [String] = []
    var isValue = false
    for word in steps.first?.dropFirst(2) ?? [] {
      if isValue || word == "-c" || word == Self.sources {
        isValue = false
      } else if word == "-o" {
        isValue = true
      } else {
        options.append(word)
      }
    }
    return options
  }

  /// The words of a shell command: single and double quotes, backslashes.
  static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let complete = word { words.append(complete) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
