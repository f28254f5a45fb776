import Foundation

/// A program to run to its end.
struct Command: Sendable {
  /// A name to look up on the path, or a path.
  let program: String
  let arguments: [String]
  /// What is added to the environment of this process.
  var environment: [String: String] = [:]
}

/// A command that did not do what it was run for.
struct CommandError: Error, CustomStringConvertible {
  let command: Command
  let problem: String
  /// The last that it printed.
  var output = ""

  var description: String {
    let line = ([command.program] + command.arguments).joined(separator: " ")
    let excerpt = output.split(separator: "\n").suffix(20).map { "  \($0)\n" }.joined()
    return "\(line)\n  \(problem)\n\(excerpt)"
  }
}

/// What a command that ran to its end leaves behind.
struct Finished: Sendable {
  let status: Int32
  let seconds: Double
  /// What it printed, to both streams.
  let output: String
}

/// Runs programs, one at a time.
enum Child {
  /// The standard input of all: nothing comes, but a suite's runner ends itself when it is closed.
  private static let lifeline = Pipe()

  /// Waits for the command, whose output goes to the file `log`.
  static func finish(_ command: Command, log: String) throws(CommandError) -> Finished {
    let start = ContinuousClock.now
    let child = try Cleanup.enterChild { () throws(CommandError) in try spawn(command, log) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let seconds = start.duration(to: .now).inSeconds
    Cleanup.leaveChild()
    let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return try finished(command, status, seconds, output)
  }

  /// The same, and looks again and again how much memory the command itself has had; nil if nobody could say.
  static func observe(
    _ command: Command, log: String, every pause: useconds_t = 50_000
  ) throws(CommandError) -> (finished: Finished, peak: Int?) {
    let start = ContinuousClock.now
    let child = try Cleanup.enterChild { () throws(CommandError) in try spawn(command, log) }
    var status: Int32 = 0
    var peak: Int?
    while waitpid(child, &status, WNOHANG) == 0 {
      peak = PeakMemory.now(of: child) ?? peak
      usleep(pause)
    }
    let seconds = start.duration(to: .now).inSeconds
    Cleanup.leaveChild()
    let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return (try finished(command, status, seconds, output), peak)
  }

  private static func finished(
    _ command: Command, _ status: Int32, _ seconds: Double, _ output: String
  ) throws(CommandError) -> Finished {
    let signal = status & 0x7F
    guard signal == 0 else {
      throw CommandError(command: command, problem: "ended by signal \(signal)", output: output)
    }
    return Finished(status: status >> 8 & 0xFF, seconds: seconds, output: output)
  }

  /// Does something while the command runs, and then ends it as a person would.
  static func during<Result>(
    _ command: Command, log: String, _ body: () throws -> Result
  ) throws -> Result {
    let child = try Cleanup.enterChild { () throws(CommandError) in try spawn(command, log) }
    defer {
      kill(child, SIGTERM)
      while waitpid(child, nil, 0) < 0, errno == EINTR {}
      Cleanup.leaveChild()
    }
    return try body()
  }

  /// Waits for the command, which must end with one of these exit codes.
  static func run(
    _ command: Command, log: String, expecting codes: [Int32] = [0]
  ) throws(CommandError) -> Finished {
    let finished = try finish(command, log: log)
    guard codes.contains(finished.status) else {
      throw CommandError(
        command: command, problem: "ended with exit code \(finished.status)",
        output: finished.output)
    }
    return finished
  }

  /// Starts the command in a process group of its own.
  private static func spawn(_ command: Command, _ log: String) throws(CommandError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, lifeline.fileHandleForReading.fileDescriptor, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // This process holds some signals back; its children must not.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let variables = ProcessInfo.processInfo.environment
      .merging(command.environment) { _, added in added }
    let arguments = ([command.program] + command.arguments).map { strdup($0) } + [nil]
    let environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var child: pid_t = 0
    let failure = posix_spawnp(
      &child, command.program, &actions, &attributes, arguments, environment)
    guard failure == 0 else {
      throw CommandError(
        command: command,
        problem: "cannot be started: \(String(cString: strerror(failure)))\n"
          + "  Is \(command.program) installed, and on the path?")
    }
    return child
  }
}
