import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A real `grader watch` at a terminal of its own.
final class WatchedTerminal {
  let terminal: PseudoTerminal
  let before: [UInt8]
  private(set) var process: pid_t
  /// What is printed from the last time that it was asked for.
  private var unread = ""
  /// Until something that never comes is given up.
  private let patience: Int32 = 120_000

  /// - Parameter shell: what a shell with job control does around it, as `"$@"`.
  init(_ scratch: Scratch, _ words: [String] = [], shell: String? = nil) throws {
    terminal = try PseudoTerminal()
    before = terminal.settings
    var environment = Toolchain.childEnvironment
    environment["NO_COLOR"] = "1"
    environment["TERM"] = "xterm"
    environment["LANG"] = "C.UTF-8"
    var command = Command(
      try Scratch.program(), ["watch"] + words + ["--course", scratch.path],
      environment: environment)
    if let shell {
      command.arguments =
        ["-c", "set -m; \(shell)", "sh", command.program] + command.arguments
      command.program = "/bin/sh"
    }
    process = try terminal.start(command)
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  /// Whether the terminal is as it was before.
  var isRestored: Bool { terminal.settings == before }

  func type(_ keys: String) { terminal.type(keys) }

  func send(_ signal: Int32) {
    if process > 0 { kill(process, signal) }
  }

  /// Reads until this is printed; forgets all up to it.
  func wait(for text: String) throws {
    while true {
      if let range = unread.firstRange(of: text) {
        unread.removeSubrange(..<range.upperBound)
        return
      }
      let news = terminal.read(within: patience)
      guard !news.isEmpty else {
        throw PseudoTerminal.Failure(
          description: "“\(text)” was never printed, only:\n\(unread.suffix(4000))")
      }
      unread += news
    }
  }

  /// Reads what has been printed; waits for these milliseconds if there is nothing. Returns whether
  /// there was something.
  @discardableResult
  func read(within milliseconds: Int32 = 0) -> Bool {
    let news = terminal.read(within: milliseconds)
    unread += news
    return !news.isEmpty
  }

  /// What it has drawn last, as far as it has been read.
  var page: Substring {
    guard let start = unread.ranges(of: "\u{1B}[H").last else { return unread[...] }
    unread.removeSubrange(..<start.lowerBound)
    return unread[...]
  }

  /// Reads on until the program has ended, and returns how: whoever does not read what it prints
  /// would keep it from its end.
  func end() throws -> Int32 {
    var status: Int32 = 0
    for _ in 0..<(patience / 20) {
      guard waitpid(process, &status, WNOHANG) == 0 else {
        process = -1
        return status
      }
      read(within: 20)
    }
    throw PseudoTerminal.Failure(description: "It never ended, and printed:\n\(page)")
  }

  /// Waits until it is stopped.
  func waitUntilStopped() {
    var status: Int32 = 0
    waitpid(process, &status, WUNTRACED)
  }
}

extension WatchedTerminal {
  /// Has a conversation with it, on a thread where waiting holds up nobody.
  static func converse(
    _ scratch: Scratch, shell: String? = nil,
    body: @escaping @Sendable (WatchedTerminal) throws -> Void
  ) async throws {
    try await OwnThread.run {
      Result { try body(try WatchedTerminal(scratch, shell: shell)) }
    }.get()
  }
}
