#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a process that ended too early left behind, in words.
enum CrashReport {
  private static let mostLines = 12
  private static let longestLine = 400

  static func text(_ remains: Remains) -> String {
    let last = lastWords(remains.errors)
    return last.isEmpty ? ending(remains.ending) : last
  }

  private static func ending(_ ending: Ending) -> String {
    switch ending {
    case .exited(let code):
      "the code ended the whole process, with exit code \(code)"
    case .killed(SIGILL), .killed(SIGTRAP):
      "a trap, such as an overflow, an index out of range, or a nil that was forced"
    case .killed(SIGSEGV), .killed(SIGBUS):
      "a bad memory access, such as a recursion without end"
    case .killed(SIGABRT): "the process aborted"
    case .killed(SIGKILL): "the system killed the process: perhaps it had used all memory"
    case .killed(let signal): "the process was ended by signal \(signal)"
    case .silent, .outOfTime: "the process did not end by itself"
    }
  }

  /// What was printed after the last line of Testing itself, without the machine's own stack trace.
  private static func lastWords(_ errors: String) -> String {
    var words: [Substring] = []
    for line in errors.split(separator: "\n") {
      if let first = line.first, "◇✔✘↳━⚠".contains(first) || line.hasPrefix("\u{1B}[") {
        words = []
      } else if line.hasPrefix("Current stack trace:") || line.hasPrefix("*** ") {
        break
      } else {
        words.append(line.prefix(longestLine))
      }
    }
    let shown = words.suffix(mostLines).joined(separator: "\n")
    return shown
  }
}
