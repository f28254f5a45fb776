#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where a watch shows what it has found: in place on a terminal, or as one report after the other.
struct WatchOutput {
  private let console: Console
  private let display: TerminalDisplay?
  /// For programs every report is one line, and nothing stands between two.
  private let hasSeparators: Bool

  init(_ session: Session) {
    console = session.console
    hasSeparators = !session.arguments.has(.json)
    let wantsPlain = session.arguments.has(.plain) || session.arguments.has(.json)
    let isAble = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let isDumb = ["dumb", ""].contains(Toolchain.variable("TERM") ?? "")
    display = isAble && !wantsPlain && !isDumb ? TerminalDisplay() : nil
  }

  /// Returns whether there is a terminal that draws and sends keys.
  func begin() -> Bool {
    guard let display else { return false }
    TerminalMode.leaveOnCrash()
    guard TerminalMode.enter() else { return false }
    display.begin()
    return true
  }

  /// Takes the terminal back after somebody else may have used it.
  func resume() {
    guard let display, TerminalMode.enter() else { return }
    display.begin()
  }

  /// Gives the terminal back as it was.
  func leave() {
    if display != nil { TerminalMode.leave() }
  }

  /// Shows what has changed on the page. Returns how far it can be scrolled.
  func draw(_ page: WatchPage) -> Int {
    guard let display else { return 0 }
    let rows = page.rows(in: display.size)
    display.draw(rows.shown)
    return rows.mostOffset
  }

  /// Prints a report, if there is no page to show it. Returns whether anybody reads on.
  func publish(_ report: WatchState.Report) -> Bool {
    guard display == nil else { return true }
    let separator = String(repeating: "─", count: 66) + "\n"
    return Descriptor.write(
      STDOUT_FILENO, report.text + "\n" + (hasSeparators ? separator : ""))
  }

  func tell(_ news: Words) {
    if display == nil { console.tell(news) }
  }

  /// Leaves the page's content behind, all of it.
  func end(_ page: WatchPage) { display?.end(with: page.content) }
}
