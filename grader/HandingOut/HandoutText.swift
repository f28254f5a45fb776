/// A Markdown text of the course as learners get it.
struct HandoutText {
  private let text: String
  /// The folder that the text lies in, within the course; empty at the top.
  private let home: String

  init(_ text: String, at name: String) {
    self.text = text
    home = name.contains("/") ? name.parentFolder : ""
  }

  /// In README.md, what stands between these two lines is for whoever teaches or maintains.
  static let (begin, end) = ("<!-- not in a handout -->", "<!-- in a handout again -->")
  /// And what follows this in a line is for learners with a handout.
  private static let (only, closing) = ("<!-- only in a handout: ", " -->")

  /// The README: without what is not for learners, and without the rows of tables that speak of it.
  var readMe: String {
    var kept: [Substring] = []
    var isKept = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case Self.begin: isKept = false
      case Self.end: isKept = true
      case _ where line.hasPrefix(Self.only) && line.hasSuffix(Self.closing):
        kept.append(line.dropFirst(Self.only.count).dropLast(Self.closing.count))
      default: if isKept, !isOfNoUse(line) { kept.append(line) }
      }
    }
    // The one option that needs the references.
    let text = Self.joined(kept).replacing("`--solution`, ", with: "")
    return HandoutText(text, at: "README.md").withoutDeadLinks
  }

  /// The text without empty lines in a row, as they are left where something was taken out.
  private static func joined(_ lines: [Substring]) -> String {
    lines.enumerated().filter { index, line in
      !line.isEmpty || index == 0 || !lines[index - 1].isEmpty
    }.map(\.element).joined(separator: "\n")
  }

  /// A row about something that is not there, or about a command that needs what is not there.
  private func isOfNoUse(_ line: Substring) -> Bool {
    guard line.hasPrefix("| ") else { return false }
    if let link = line.firstMatch(of: Self.link), isDead(String(link.output.target)) { return true }
    let command = line.firstMatch(of: #/^\| `swift run grader ([a-z]+)/#).map {
      String($0.output.1)
    }
    return command.map { name in
      Subcommand.all.contains { $0.name == name && $0.needsReferences }
    } ?? false
  }

  /// Links to what is not handed out become plain words.
  var withoutDeadLinks: String {
    text.replacing(Self.link) { match in
      isDead(String(match.output.target)) ? String(match.output.words) : String(match.output.0)
    }
  }

  private static var link: Regex<(Substring, words: Substring, target: Substring)> {
    #/\[(?<words>[^\[\]]*)\]\((?<target>[^()\s]*)\)/#
  }

  private func isDead(_ target: String) -> Bool {
    guard !target.contains(":"), !target.hasPrefix("#") else { return false }
    var parts = home.split(separator: "/").map(String.init)
    for part in target.prefix(while: { $0 != "#" }).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    let place = parts.joined(separator: "/")
    let alive = Handout.copied + ["Exercises", "Package.swift", "README.md"]
    return !place.isEmpty && !alive.contains { place == $0 || place.hasPrefix($0 + "/") }
  }
}
