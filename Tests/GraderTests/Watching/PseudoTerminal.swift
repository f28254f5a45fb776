import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A terminal without a screen, at which a program can be started as a shell would start it.
final class PseudoTerminal: Sendable {
  /// Our end: what is typed goes in, what the program prints comes out.
  private let control: Int32
  /// The program's end, held open so that its settings can be looked at when the program is gone.
  private let terminal: Int32
  private let name: String

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  init(rows: UInt16 = 30, columns: UInt16 = 100) throws {
    var (control, terminal): (Int32, Int32) = (-1, -1)
    try #require(openpty(&control, &terminal, nil, nil, nil) == 0)
    (self.control, self.terminal) = (control, terminal)
    name = String(cString: try #require(ttyname(terminal)))
    for descriptor in [control, terminal] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    resize(rows: rows, columns: columns)
  }

  deinit {
    close(control)
    close(terminal)
  }

  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(control, UInt(TIOCSWINSZ), &size)
  }

  /// All that a program can set, as bytes to be compared.
  var settings: [UInt8] {
    get {
      var settings = termios()
      guard tcgetattr(terminal, &settings) == 0 else { return [] }
      return withUnsafeBytes(of: &settings) { Array($0) }
    }
    set {
      var settings = termios()
      withUnsafeMutableBytes(of: &settings) { $0.copyBytes(from: newValue) }
      tcsetattr(terminal, TCSANOW, &settings)
    }
  }

  /// Starts a program in a session of its own, whose terminal this is.
  func start(_ command: Command) throws -> pid_t {
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
    // The first terminal that the leader of a session opens is the session's.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Self.newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    let arguments = ([command.program] + command.arguments).map { strdup($0) } + [nil]
    let environment = command.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var child: pid_t = 0
    let failure = posix_spawn(
      &child, command.program, &actions, &attributes, arguments, environment)
    guard failure == 0 else { throw Failure(description: String(cString: strerror(failure))) }
    return child
  }

  #if canImport(Darwin)
    private static let newSession = Int16(POSIX_SPAWN_SETSID)
  #else
    /// POSIX_SPAWN_SETSID, which Swift's Glibc does not show.
    private static let newSession: Int16 = 0x80
  #endif

  func type(_ text: String) { Descriptor.write(control, text) }

  /// What has been printed since the last time; empty if nothing comes within these milliseconds.
  func read(within milliseconds: Int32) -> String {
    var source = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return "" }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Descriptor.read(control, &chunk)
    return count > 0 ? String(decoding: chunk[..<count], as: UTF8.self) : ""
  }
}
