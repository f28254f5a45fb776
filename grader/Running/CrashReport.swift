#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a process that ended too early left behind, in words.
enum CrashReport {
  private static let mostLines = 12
  private static let longestLine = 400

  static func words(_ remains: Remains) -> Words {
    let last = lastWords(remains.errors)
    return last.isEmpty ? ending(remains.ending) : Words(same: last)
  }

  private static func ending(_ ending: Ending) -> Words {
    switch ending {
    case .exited(let code):
      Words(
        "the code ended the whole process, with exit code \(code)",
        ja: "コードがプロセス全体を終了させました（終了コード \(code)）")
    case .killed(SIGILL), .killed(SIGTRAP):
      Words(
        "a trap, such as an overflow, an index out of range, or a nil that was forced",
        ja: "トラップです。桁あふれ、添字の範囲外、nil の強制アンラップなどで起こります")
    case .killed(SIGSEGV), .killed(SIGBUS):
      Words(
        "a bad memory access, such as a recursion without end",
        ja: "不正なメモリーアクセスです。終わらない再帰などで起こります")
    case .killed(SIGABRT): Words("the process aborted", ja: "プロセスが異常終了しました")
    case .killed(SIGKILL):
      Words(
        "the system killed the process: perhaps it had used all memory",
        ja: "システムがプロセスを強制終了しました。メモリーを使い切ったのかもしれません")
    case .killed(let signal):
      Words(
        "the process was ended by signal \(signal)", ja: "シグナル \(signal) でプロセスが終了しました")
    case .silent, .outOfTime:
      Words("the process did not end by itself", ja: "プロセスが自分では終わりませんでした")
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
