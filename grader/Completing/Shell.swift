/// A shell for which a completion can be written. Everything in it comes from the table of subcommands;
/// the lessons are looked up while one types, in the course around the current folder.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// The script, with descriptions in that language where the shell shows any.
  func completion(in language: Language) -> String {
    switch self {
    case .bash: BashCompletion().script
    case .zsh: ZshCompletion(language: language).script
    case .fish: FishCompletion(language: language).script
    }
  }

  /// The text as one word of the shell, whatever is in it.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}

extension Subcommand {
  /// All that may follow its name and begins with a hyphen.
  var allOptions: [Option] { options + Option.everywhere }

  /// The words that may follow its name, if they are known beforehand.
  var knownOperands: [String] {
    switch operands {
    case .none, .lesson, .lessons, .scenario, .folder: []
    case .subcommand: Subcommand.all.map(\.name)
    case .oneOf(_, let words): words
    }
  }
}

extension Option {
  var names: [String] { [letter, name].compactMap(\.self) }
}
