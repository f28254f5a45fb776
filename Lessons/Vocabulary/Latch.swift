import Synchronization

/// A door that opens once: whoever waits for it goes on then, and nobody waits ever after.
///
/// ```swift
/// let closing = Latch()
/// await closing.wait()    // in one task
/// closing.open()          // in another
/// ```
public final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var lastTicket = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  /// A door that is shut.
  public init() {}

  public var isOpen: Bool { state.withLock(\.isOpen) }

  /// Opens the door. To open an open one changes nothing.
  public func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for ticket in waiting.keys.sorted() { waiting[ticket]?.resume() }
  }

  /// Returns when the door is open, or as soon as the task is cancelled.
  public func wait() async {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isPointless = state.withLock { state in
          if state.isOpen || Task.isCancelled { return true }
          state.waiting[ticket] = continuation
          return false
        }
        if isPointless { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
    }
  }

  /// Performs the operation, and cancels it when the door opens.
  ///
  /// - Returns: what the operation returned, whether or not it was cancelled.
  /// - Throws: what the operation threw.
  public func cancelling<Value: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        await self.wait()
        return nil
      }
      group.addTask { try await operation() }
      while let ended = try await group.next() {
        group.cancelAll()
        if let value = ended { return value }
      }
      throw CancellationError()
    }
  }
}
