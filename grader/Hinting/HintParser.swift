/// Reads a text of hints: a `#` heading, and for each group a `##` heading with a numbered list.
struct HintParser {
  private let file: String
  private var line = 0
  private var groups: [HintBook.Group] = []
  private var name: String?
  /// The lines of each hint, without its number and the space before them.
  private var hints: [[String]] = []

  /// What stands before the lines of a hint after its first.
  private static let margin = "   "

  static func parse(_ text: String, file: String) throws(HintTextError) -> HintBook {
    var parser = HintParser(file: file)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try parser.read(line)
    }
    try parser.closeGroup()
    guard !parser.groups.isEmpty else {
      throw parser.error(Words("There is no group of hints.", ja: "ヒントのまとまりがひとつもありません。"))
    }
    return HintBook(groups: parser.groups)
  }

  private init(file: String) { self.file = file }

  private func error(_ problem: Words) -> HintTextError {
    HintTextError(file, line: max(1, line), problem)
  }

  private mutating func read(_ text: Substring) throws(HintTextError) {
    line += 1
    if line == 1 {
      guard text.hasPrefix("# ") else {
        throw error(Words("The first line must be a # heading.", ja: "1 行目は # の見出しです。"))
      }
    } else if text.hasPrefix("## ") {
      try openGroup(String(text.dropFirst(3)).trimmed)
    } else if text.allSatisfy(\.isWhitespace) {
      addLine("")
    } else if text.hasPrefix(Self.margin), !hints.isEmpty {
      addLine(String(text.dropFirst(Self.margin.count)))
    } else {
      try openHint(text)
    }
  }

  private mutating func openGroup(_ name: String) throws(HintTextError) {
    try closeGroup()
    guard !groups.contains(where: { $0.name == name }) else {
      throw error(Words("“\(name)” stands there twice.", ja: "「\(name)」が二度あります。"))
    }
    self.name = name
  }

  private mutating func openHint(_ text: Substring) throws(HintTextError) {
    let number = hints.count + 1
    let mark = "\(number). "
    guard name != nil, text.hasPrefix(mark) else {
      throw error(
        Words(
          "Here a line must be a ## heading, hint “\(mark)…”, or go on with three spaces.",
          ja: "ここに来るのは、## の見出し、「\(mark)…」のヒント、空白 3 つで続く行のどれかです。"))
    }
    hints.append([String(text.dropFirst(mark.count))])
  }

  private mutating func addLine(_ text: String) {
    if !hints.isEmpty { hints[hints.count - 1].append(text) }
  }

  private mutating func closeGroup() throws(HintTextError) {
    guard let name else { return }
    guard !hints.isEmpty else {
      throw error(Words("“\(name)” has no hints.", ja: "「\(name)」にヒントがありません。"))
    }
    let texts = hints.map { lines in
      let last = lines.lastIndex { !$0.isEmpty } ?? 0
      return lines[...last].joined(separator: "\n")
    }
    groups.append(HintBook.Group(name: name, hints: texts))
    hints = []
    self.name = nil
  }
}
