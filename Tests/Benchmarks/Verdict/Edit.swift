import Synchronization

/// What a learner changes before saving.
enum Edit: CaseIterable {
  /// The compiler makes the same of it as before, so that `swift test` has nothing to link.
  case comment
  case code
}

/// Makes edits of which no two are alike, and each of which leaves the rest as it was.
final class Edits: Sendable {
  private let numbers = Mutex((comment: 0, code: 0))

  /// What stands at the end of the learner's file from now on.
  func tail(after edit: Edit) -> String {
    numbers.withLock { numbers in
      switch edit {
      case .comment: numbers.comment += 1
      case .code: numbers.code += 1
      }
      return """

        private func edition() -> Int { \(numbers.code) }
        // Edited \(numbers.comment) times.

        """
    }
  }
}
