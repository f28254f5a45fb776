import Foundation
import Synchronization

/// What must not outlive this process, however it ends: a running child, and a folder of copies.
enum Cleanup {
  private struct State {
    var child: pid_t?
    var folder: String?
  }

  private static let state = Mutex(State())

  /// The signals by which a person or a system ends a program.
  private static let interrupts = {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    return signals
  }()

  /// Lets interrupts wait for `waitForInterrupt`.
  ///
  /// Call it before there is a second thread: threads inherit it.
  static func holdInterrupts() {
    withUnsafePointer(to: interrupts) { _ = pthread_sigmask(SIG_BLOCK, $0, nil) }
    signal(SIGPIPE, SIG_IGN)
  }

  /// At an interrupt, ends the child and removes the folder, and then ends this process.
  static func waitForInterrupt() -> Never {
    var received: Int32 = 0
    withUnsafePointer(to: interrupts) { _ = sigwait($0, &received) }
    endEverything(because: received)
  }

  /// Takes note of a folder to remove.
  static func enter(folder: String) { state.withLock { $0.folder = folder } }

  /// Removes the folder.
  static func removeFolder() {
    state.withLock { state in
      if let folder = state.folder { try? FileManager.default.removeItem(atPath: folder) }
      state.folder = nil
    }
  }

  /// Starts a child and takes note of it in the same breath, so that an interrupt in between misses none.
  static func enterChild<Failure>(
    _ start: () throws(Failure) -> pid_t
  ) throws(Failure) -> pid_t {
    try state.withLock { state throws(Failure) in
      let child = try start()
      state.child = child
      return child
    }
  }

  /// Takes the child, which has ended, off the list.
  static func leaveChild() { state.withLock { $0.child = nil } }

  private static func endEverything(because signal: Int32) -> Never {
    state.withLock { state in
      if let child = state.child {
        // It may have children in groups of their own, which only it can end.
        kill(-child, SIGTERM)
        for _ in 0..<200 where waitpid(child, nil, WNOHANG) == 0 { usleep(10_000) }
        kill(-child, SIGKILL)
      }
      if let folder = state.folder { try? FileManager.default.removeItem(atPath: folder) }
      _exit(128 + signal)
    }
  }
}
