#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lock between processes. It is held as long as this value lives, and falls with its process.
final class Lock: Sendable {
  private let descriptor: Int32

  /// Waits for the lock without holding up a thread: its owner may need it to go on. Asking again and
  /// again, unlike one call that blocks, can be cancelled.
  static func acquire(
    _ path: String, waiting: @escaping @Sendable () -> Void
  ) async throws(FileError) -> Lock {
    if let lock = try Lock(ifFree: path) { return lock }
    waiting()
    while true {
      do { try await Task.sleep(for: .milliseconds(50)) } catch {
        throw FileError(.lock, path, code: ECANCELED)
      }
      if let lock = try Lock(ifFree: path) { return lock }
    }
  }

  /// Takes the lock at once; nil if another holds it.
  init?(ifFree path: String) throws(FileError) {
    descriptor = try Self.open(path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  /// Waits until nobody else holds the lock. Only for what nobody holds for long.
  init(_ path: String) throws(FileError) {
    descriptor = try Self.open(path)
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw FileError(.lock, path)
      }
    }
  }

  private static func open(_ path: String) throws(FileError) -> Int32 {
    #if canImport(Darwin)
      let descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #else
      let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #endif
    guard descriptor >= 0 else { throw FileError(.lock, path) }
    return descriptor
  }

  deinit {
    // To close it is not enough: a child that is just being started still has it open for a moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
