import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Passes the cancellation of a task on to the child that the task waits for.
final class ChildCancellation: Sendable {
  private struct State {
    var isRequested = false
    /// Not reaped yet: nobody else can have its number.
    var child: pid_t?
  }

  private let state = Mutex(State())

  var isRequested: Bool { state.withLock { $0.isRequested } }

  /// Ends the child's group, now or as soon as there is one.
  func request() {
    state.withLock { state in
      state.isRequested = true
      if let child = state.child { kill(-child, SIGKILL) }
    }
  }

  func attach(_ child: pid_t) {
    state.withLock { state in
      state.child = child
      if state.isRequested { kill(-child, SIGKILL) }
    }
  }

  /// To be called before the child is reaped.
  func detach() { state.withLock { $0.child = nil } }

  func check(before command: Command) throws(SpawnError) {
    guard isRequested else { return }
    throw SpawnError(
      program: Words(same: command.program), reason: Words("it was cancelled", ja: "取り消されました"))
  }
}
