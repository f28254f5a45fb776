#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs work that blocks on a thread of its own, so that the tasks' few threads stay free.
enum OwnThread {
  /// Runs `body` and waits for it without blocking.
  static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      detach { continuation.resume(returning: body()) }
    }
  }

  /// Runs `body` beside everything else.
  static func detach(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    // The machine has no thread left: better to block a task than to lose the work.
    guard startThread(with: work) else { return Work.perform(work) }
  }

  private static func startThread(with work: UnsafeMutableRawPointer) -> Bool {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let failure = pthread_create(&thread, nil, threadMain, work)
    guard failure == 0 else { return false }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }
}

/// What a thread carries from its start to its first instruction.
private final class Work: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// Does the work behind a retained pointer, and lets go of it.
  static func perform(_ pointer: UnsafeMutableRawPointer) {
    Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
  }
}

private func threadMain(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let work { Work.perform(work) }
  return nil
}
