/// What the checks found, shown as they go.
struct Ledger {
  let console: Console
  private var failures = 0

  init(console: Console) { self.console = console }

  /// Shows a check: right if nobody complains.
  mutating func enter(_ check: String, _ complaints: [String]) {
    console.refresh("")
    let screen = console.screen
    let mark = complaints.isEmpty ? screen.paint("✓", .green) : screen.paint("✗", .red)
    console.show("\(mark) \(check)")
    for complaint in complaints { console.show(complaint.harmless.indented(4)) }
    failures += complaints.count
  }

  /// Shows what is worth knowing but no failure.
  func remark(_ text: String) {
    console.refresh("")
    console.show(console.screen.paint("  " + text, .dim))
  }

  func close() -> ExitCode {
    let what = "complaint".counted(failures)
    console.show(failures == 0 ? "\nThe course is right." : "\n\(what). Mend, then verify again.")
    return failures == 0 ? .passes : .doesNotPass
  }
}
