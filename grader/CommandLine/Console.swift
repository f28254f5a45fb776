#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The two streams: what was asked for goes to one, what is said beside it to the other.
struct Console: Sendable {
  let screen = Screen.at(STDOUT_FILENO)
  let side = Screen.at(STDERR_FILENO)

  /// Prints a part of the answer.
  func show(_ text: String) { Self.write(text + "\n", to: STDOUT_FILENO) }

  /// Says something that nobody should miss, but that is not the answer.
  func warn(_ text: String) {
    Self.write(side.paint("warning: ", .yellow) + text + "\n", to: STDERR_FILENO)
  }

  func fail(_ text: String) {
    Self.write(side.paint("error: ", .red) + text + "\n", to: STDERR_FILENO)
  }

  /// Says what takes a moment, to a person who waits for it.
  func tell(_ text: String) {
    if side.isTerminal { Self.write(side.paint(text, .dim) + "\n", to: STDERR_FILENO) }
  }

  /// Overwrites a line that stays at the bottom of the terminal; an empty text takes it away.
  func refresh(_ text: String) {
    if side.isTerminal { Self.write("\r\u{1B}[K" + text, to: STDERR_FILENO) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Descriptor.write(descriptor, rest)
      // Nobody listens any more, as after `grader | head`; there is no one to tell.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
