#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Session {
  /// Asks whether to go on, unless `--yes` was given. Without a terminal there is nobody to ask.
  func confirms(_ question: Words) throws(UsageError) -> Bool {
    if arguments.has(.yes) { return true }
    guard isatty(STDIN_FILENO) == 1 else {
      throw UsageError(
        Words(
          "This asks before it goes on, and nobody is there to answer.",
          ja: "これは実行する前に確認しますが、答える人がいません。"),
        next: Words("Say so beforehand, with --yes.", ja: "あらかじめ --yes を付けてください。"))
    }
    console.ask(question + Words(" [y/N] ", ja: " [y/N] "))
    let answer = (readLine() ?? "").trimmed.lowercased()
    return ["y", "yes", "はい"].contains(answer)
  }
}

extension Option {
  static let yes = Option(
    name: "--yes", letter: "-y",
    about: Words("goes on without asking", ja: "確認せずに進めます"))
}
