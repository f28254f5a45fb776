import Synchronization

/// What of one submission did not compile, so that no source takes the compiler's time twice: a lesson that is
/// built on others has each of them looked at again.
final class FailedCompilations: Sendable {
  private let failures = Mutex<[[String]: Compiler.Failure]>([:])

  subscript(files: [String]) -> Compiler.Failure? { failures.withLock { $0[files] } }

  func add(_ failure: Compiler.Failure, of files: [String]) {
    failures.withLock { $0[files] = failure }
  }
}
