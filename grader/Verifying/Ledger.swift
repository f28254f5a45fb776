/// What the checks found, shown as they go: to maintainers, so in English.
struct Ledger {
  let console: Console
  private var failures = 0

  init(console: Console) { self.console = console }

  /// Shows a check: right if nobody complains.
  mutating func enter(_ check: String, _ complaints: [String]) {
    console.clearLine()
    let screen = console.screen
    let mark = complaints.isEmpty ? screen.paint("✓", .green) : screen.paint("✗", .red)
    console.show(raw: "\(mark) \(check)")
    for complaint in complaints { console.show(raw: complaint.harmless.indented(4)) }
    failures += complaints.count
  }

  /// Shows what is worth knowing but no failure.
  func remark(_ text: String) {
    console.clearLine()
    console.show(raw: console.screen.paint("  " + text, .dim))
  }

  func close() -> ExitCode {
    let what = "complaint".counted(failures)
    console.show(
      raw: failures == 0 ? "\nThe course is right." : "\n\(what). Mend, then verify again.")
    return failures == 0 ? .passes : .doesNotPass
  }
}
