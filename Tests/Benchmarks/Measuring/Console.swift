import Foundation

/// The two streams: the figures go to one, what is said beside them to the other.
enum Console {
  /// Whether the answer may be in bold: only on a terminal, and never with `NO_COLOR`.
  static let isPainted =
    isatty(STDOUT_FILENO) == 1
    && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

  static func show(_ text: String) { write("\(text)\n", to: .standardOutput) }

  static func fail(_ text: String) { write("error: \(text)\n", to: .standardError) }

  /// Says what is going on to a person who waits, on a line that is overwritten.
  static func tell(_ text: String) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    write("\r\u{1B}[K\(text)", to: .standardError)
  }

  private static func write(_ text: String, to stream: FileHandle) {
    // If nobody listens any more, as after `Benchmarks | head`, there is no one to tell.
    try? stream.write(contentsOf: Data(text.utf8))
  }
}
