/// What `--help` says: all of it comes from the table of subcommands.
struct Help {
  let language: Language

  func text(for name: String?) throws(UsageError) -> String {
    guard let name else { return general }
    return detail(of: try Subcommand.called(name))
  }

  private var general: String {
    let lead = Words(
      "Tells you the truth about a lesson, within a second.",
      ja: "レッスンの出来を、1 秒でありのままに伝えます。")
    let lessons = Words(
      "A LESSON is 1, 01, 01-SafeMessageQueue, SafeMessageQueue or the beginning of one.",
      ja: "LESSON は 1、01、01-SafeMessageQueue、SafeMessageQueue、または名前の先頭部分です。")
    return """
      \(lead[language])

      \(table(Subcommand.all.map { ($0 == .status ? "grader" : $0.usage, $0.summary) }))

      \(lessons[language])

      \(options(Option.everywhere))

      \(Words("Exit codes", ja: "終了コード")[language])
      \(table(ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) }))
      """
  }

  private func detail(of subcommand: Subcommand) -> String {
    let options = subcommand.options + [.course, .language]
    return """
      \(subcommand.usage)

      \(subcommand.about[language])

      \(self.options(options))
      """
  }

  private func options(_ options: [Option]) -> String {
    table(options.map { ($0.usage, $0.about) })
  }

  private func table(_ rows: [(name: String, about: Words)]) -> String {
    let width = (rows.map(\.name.columns).max() ?? 0) + 3
    return rows.map { "  " + $0.name.padded(width) + $0.about[language] }.joined(separator: "\n")
  }
}
