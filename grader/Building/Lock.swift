#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lock between processes. It is held as long as this value lives, and falls with its process.
final class Lock: Sendable {
  private let descriptor: Int32

  /// Waits until nobody else holds the lock; `waiting` is called if that is not at once.
  init(_ path: String, waiting: () -> Void) throws(FileError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("lock", path) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    waiting()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let code = errno
        close(descriptor)
        throw FileError("lock", path, code: code)
      }
    }
  }

  deinit { close(descriptor) }
}
