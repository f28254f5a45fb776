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

  /// From now on, an interrupt ends every child, and gives the terminal back, before it ends the grader.
  static func endAllOnInterrupt() throws(SpawnError) {
    signal(SIGPIPE, SIG_IGN)
    let pipe = try Pipe()
    interrupts.store(pipe.writeEnd, ordering: .relaxed)
    // A handler may do almost nothing: it passes the signal on to a thread that may.
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(number)
        _ = write(ChildGroups.interrupts.load(ordering: .relaxed), &byte, 1)
      }
    }
    OwnThread.detach {
      var byte: [UInt8] = [0]
      guard Descriptor.read(pipe.readEnd, &byte) > 0 else { return }
      leaders.withLock { leaders in
        for leader in leaders { endTree(leader) }
        TerminalMode.leave()
        _exit(128 + Int32(byte[0]))
      }
    }
  }

  private static let interrupts = Atomic<Int32>(-1)
}
