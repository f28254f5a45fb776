#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Draws on the terminal, in place. It uses no second screen, so that what is shown last can be read,
/// scrolled and copied after the watch is over.
struct TerminalDisplay: Sendable {
  /// What was on the terminal moves up, rather than being drawn over.
  func begin() { write(String(repeating: "\n", count: size.rows)) }

  func draw(_ rows: [String]) {
    write("\u{1B}[H" + rows.map { $0 + "\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J")
  }

  /// Leaves a text behind.
  func end(with text: String) { write("\u{1B}[H\u{1B}[J" + text) }

  var size: TerminalSize { TerminalSize(of: STDOUT_FILENO) }

  private func write(_ text: String) { Descriptor.write(STDOUT_FILENO, text) }
}

/// How large the window of a terminal is.
struct TerminalSize: Equatable, Sendable {
  var rows = 24
  var columns = 80

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// What is not known is as large as it used to be on every terminal.
  init(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return }
    if size.ws_row > 0 { rows = Int(size.ws_row) }
    if size.ws_col > 0 { columns = Int(size.ws_col) }
  }
}
