import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lets keys arrive one by one and unseen, and brings the terminal back to what it was before.
///
/// Bringing it back is safe in a signal handler: it makes a few system calls and takes no memory.
enum TerminalMode {
  /// The address of the settings to bring back, in memory that is never freed; 0 while there are none.
  private static let saved = Atomic<UInt>(0)
  private static let isEntered = Atomic(false)

  /// Returns whether standard input is a terminal that could be set.
  static func enter() -> Bool {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
    if saved.load(ordering: .acquiring) == 0 {
      let memory = UnsafeMutablePointer<termios>.allocate(capacity: 1)
      memory.initialize(to: settings)
      saved.store(UInt(bitPattern: memory), ordering: .releasing)
    }
    // Ctrl-C and ctrl-Z stay signals.
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    isEntered.store(true, ordering: .releasing)
    return tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0
  }

  /// Brings the terminal back, if it was entered and is still ours: in the background it is the
  /// shell's or another program's.
  static func leave() {
    let address = saved.load(ordering: .acquiring)
    guard isEntered.exchange(false, ordering: .acquiringAndReleasing),
      let settings = UnsafeMutablePointer<termios>(bitPattern: address)
    else { return }
    let owner = tcgetpgrp(STDIN_FILENO)
    guard owner < 0 || owner == getpgrp() else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, settings)
    // What comes next begins on a line of its own, unless ctrl-S would make it wait for ever.
    var newline = UInt8(ascii: "\n")
    var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    if poll(&output, 1, 0) > 0 { _ = write(STDOUT_FILENO, &newline, 1) }
  }

  /// From now on a crash, too, brings the terminal back before it takes its course.
  static func leaveOnCrash() {
    // The handler must find it made.
    _ = (saved.load(ordering: .relaxed), isEntered.load(ordering: .relaxed))
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS] {
      signal(number) { number in
        TerminalMode.leave()
        // As soon as this returns, the signal does what it would have done.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }
}
