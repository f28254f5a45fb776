#if canImport(Darwin)
  @preconcurrency import Darwin
#else
  @preconcurrency import Glibc
#endif

/// Runs a program that talks to the person itself, such as an editor or a pager.
enum Foreground {
  /// The program has the grader's terminal and its whole environment until it ends.
  ///
  /// - Returns: its exit code; 128 and the signal's number, if a signal ended it.
  static func run(_ program: String, _ arguments: [String]) async throws(SpawnError) -> Int32 {
    try await OwnThread.run { () -> Result<Int32, SpawnError> in
      Result { () throws(SpawnError) in try runHere(program, arguments) }
    }.get()
  }

  private static func runHere(_ program: String, _ arguments: [String]) throws(SpawnError) -> Int32
  {
    // What is typed to interrupt the program is meant for it alone.
    let before = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in before { signal(number, handler) } }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, program, nil, &attributes, words, environ)
    guard failure == 0 else {
      throw SpawnError(program: Words(same: program), reason: Words(systemError: failure))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let killer = status & 0x7F
    return killer == 0 ? status >> 8 & 0xFF : 128 + killer
  }
}

/// The editor that a person has chosen.
enum Editor {
  /// As POSIX has it: `VISUAL` or else `EDITOR`; a shell splits it, since it may hold arguments.
  static func preferred(_ variable: (String) -> String?) -> String? {
    ["VISUAL", "EDITOR"].compactMap(variable).first { !$0.trimmed.isEmpty }
  }

  /// What to run for it, in the way of git.
  static func command(_ editor: String, files: [String]) -> (program: String, arguments: [String]) {
    ("/bin/sh", ["-c", editor + " \"$@\"", editor] + files)
  }
}
