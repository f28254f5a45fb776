#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why a program could not be started.
struct SpawnError: Explained, Equatable {
  let program: Words
  let reason: Words

  /// A pipe could not be made.
  static func pipe(code: Int32) -> SpawnError {
    SpawnError(program: Words("a pipe", ja: "パイプ"), reason: Words(systemError: code))
  }

  var words: Words {
    Words(
      "Cannot start \(program.english): \(reason.english).",
      ja: "\(program.japanese) を開始できません: \(reason.japanese)。")
  }
}

/// A pipe from or to a child. Both ends are closed in any other child.
struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  /// Numbers below ten stay free, so that no end is overwritten while a child's own are put in place.
  private static let lowest: Int32 = 10

  init() throws(SpawnError) {
    var ends: (Int32, Int32) = (-1, -1)
    let made = withUnsafeMutableBytes(of: &ends) { bytes in
      pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress)
    }
    guard made == 0 else { throw SpawnError.pipe(code: errno) }
    readEnd = fcntl(ends.0, F_DUPFD_CLOEXEC, Self.lowest)
    writeEnd = fcntl(ends.1, F_DUPFD_CLOEXEC, Self.lowest)
    close(ends.0)
    close(ends.1)
    guard readEnd >= 0, writeEnd >= 0 else {
      close(readEnd)
      close(writeEnd)
      throw SpawnError.pipe(code: errno)
    }
  }

  /// Lets any user open the ends anew, as `/dev/fd/3` does. Only who inherits one can.
  func letAnyUserIn() { for end in [readEnd, writeEnd] { fchmod(end, 0o666) } }
}

/// Starts a program in a process group of its own.
enum Spawn {
  /// Each of `channels` is what the child writes to the descriptor of that number. Its input is the
  /// lifeline, or else empty.
  static func start(
    _ command: Command, channels: [(Channel, Pipe)], lifeline: Pipe?
  ) throws(SpawnError) -> pid_t {
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
    if let lifeline {
      posix_spawn_file_actions_adddup2(&actions, lifeline.readEnd, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    for (channel, pipe) in channels {
      if command.isConfined { pipe.letAnyUserIn() }
      posix_spawn_file_actions_adddup2(&actions, pipe.writeEnd, channel.rawValue)
    }

    // The grader itself does not mind a broken pipe; its children should.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))

    let arguments = ([command.program] + command.arguments).map { strdup($0) } + [nil]
    let environment = command.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var failure: Int32 = 0
    let child = ChildGroups.start {
      var child: pid_t = 0
      failure = posix_spawn(
        &child, command.program, &actions, &attributes, arguments, environment)
      return failure == 0 ? child : nil
    }
    guard let child else {
      throw SpawnError(
        program: Words(same: command.program), reason: Words(systemError: failure))
    }
    return child
  }
}
