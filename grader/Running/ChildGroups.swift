import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process groups that are running now, so that stopping the grader stops them all.
enum ChildGroups {
  private static let leaders = Mutex<Set<pid_t>>([])

  /// Starts a child and enters it in the same breath, so that a stop in between misses none.
  static func start(_ body: () -> pid_t?) -> pid_t? {
    leaders.withLock { leaders in
      let leader = body()
      if let leader { leaders.insert(leader) }
      return leader
    }
  }

  /// Ends what is left of the group and takes it off the list. The leader must not be reaped yet:
  /// until it is, nobody else can be given its number. If it did not end by itself, the groups that
  /// its children have started end too.
  static func end(_ leader: pid_t, byForce: Bool) {
    if byForce { endTree(leader) }
    leaders.withLock { leaders in
      kill(-leader, SIGKILL)
      _ = leaders.remove(leader)
    }
  }

  private static func endTree(_ leader: pid_t) {
    for process in Descendants.of(leader) { kill(process, SIGKILL) }
    kill(-leader, SIGKILL)
  }

  /// From now on, an interrupt ends every child before it ends the grader. Call it before there is
  /// a second thread: threads inherit that these signals wait for `sigwait`.
  static func endAllOnInterrupt() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
    OwnThread.detach { [signals] in
      var received: Int32 = 0
      withUnsafePointer(to: signals) { _ = sigwait($0, &received) }
      leaders.withLock { leaders in
        for leader in leaders { endTree(leader) }
      }
      _exit(128 + received)
    }
  }
}
