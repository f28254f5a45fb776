#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A part of a terminal that is drawn again and again in the same place.
///
/// It moves the cursor and nothing else, so there is nothing to be put back when the grader is stopped.
struct LiveFrame {
  struct Size: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// That of the terminal behind a descriptor, as it is now.
    static func of(_ descriptor: Int32) -> Size {
      var size = winsize()
      guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
      else { return Size(columns: 80, rows: 24) }
      return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
  }

  private var drawn = 0
  private var size: Size?

  /// What to write so that these lines take the place of those before.
  mutating func text(_ lines: [String], on size: Size) -> String {
    defer { (drawn, self.size) = (lines.count, size) }
    var text = ""
    if let old = self.size, old != size {
      // The terminal may have broken the old lines anew: nobody knows how many they are now.
      text = "\u{1B}[2J\u{1B}[H"
    } else if drawn > 0 {
      text = "\u{1B}[\(drawn)A\r"
    }
    return text + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
  }
}
