import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Tells, from a thread of its own, of keys and of what happens to the terminal.
enum TerminalInput {
  /// Written to by the signal handlers, which may do almost nothing else.
  private static let signals = Atomic<Int32>(-1)

  /// - Parameter readsKeys: without it only signals are told.
  static func start(
    readsKeys: Bool, telling tell: @escaping @Sendable (WatchEvent) -> Void
  ) throws(SpawnError) {
    let pipe = try Pipe()
    signals.store(pipe.writeEnd, ordering: .relaxed)
    for number in readsKeys ? [SIGWINCH, SIGCONT, SIGTSTP] : [] { pass(number) }
    OwnThread.detach { listen(to: pipe.readEnd, readsKeys: readsKeys, tell) }
  }

  /// Stops the process as ctrl-Z would without us, and returns when somebody lets it go on.
  static func stopProcess() {
    var stop = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    var earlier = sigset_t()
    signal(SIGTSTP, SIG_DFL)
    // To this thread, where it is not held back: `raise` then returns after the stop, not before.
    pthread_sigmask(SIG_UNBLOCK, &stop, &earlier)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &earlier, nil)
    pass(SIGTSTP)
  }

  private static func pass(_ number: Int32) {
    signal(number) { number in
      let code = errno
      var byte = UInt8(number)
      _ = write(TerminalInput.signals.load(ordering: .relaxed), &byte, 1)
      errno = code
    }
  }

  private static func listen(
    to signals: Int32, readsKeys: Bool, _ tell: (WatchEvent) -> Void
  ) {
    var sources = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
    if readsKeys { sources.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
    while true {
      guard poll(&sources, nfds_t(sources.count), -1) > 0 else { continue }
      if sources[0].revents != 0 {
        for number in read(signals) ?? [] { event(for: Int32(number)).map(tell) }
      }
      if sources.count > 1, sources[1].revents != 0 {
        guard let bytes = readKeys() else {
          tell(.inputEnded)
          return
        }
        for key in KeyDecoder.keys(in: bytes) { tell(.key(key)) }
      }
    }
  }

  private static func event(for number: Int32) -> WatchEvent? {
    switch number {
    case SIGWINCH: .resized
    case SIGCONT: .continued
    case SIGTSTP: .suspendRequested
    default: nil
    }
  }

  /// Nil at the end of the input.
  private static func readKeys() -> ArraySlice<UInt8>? {
    guard var bytes = read(STDIN_FILENO) else { return nil }
    // Escape alone, or the first byte of a sequence on a slow line? The rest would come at once.
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if bytes.last == 0x1B, poll(&source, 1, 30) > 0 { bytes += read(STDIN_FILENO) ?? [] }
    return bytes
  }

  private static func read(_ descriptor: Int32) -> ArraySlice<UInt8>? {
    var chunk = [UInt8](repeating: 0, count: 256)
    let count = Descriptor.read(descriptor, &chunk)
    return count > 0 ? chunk[..<count] : nil
  }
}
