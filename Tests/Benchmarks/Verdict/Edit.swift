import Synchronization

/// What a learner changes before saving.
enum Edit: CaseIterable {
  /// The compiler makes the same of it as before, so that `swift test` has nothing to link.
  case comment
  /// Something inside of a function.
  case code
  /// Something that other code could see, such as a function of another name.
  case declaration
}

/// Makes edits of which no two are alike, and each of which leaves the rest as it was.
final class Edits: Sendable {
  private let numbers = Mutex((comment: 0, code: 0, declaration: 0))

  /// What stands at the end of the learner's file from now on.
  func tail(after edit: Edit) -> String {
    numbers.withLock { numbers in
      switch edit {
      case .comment: numbers.comment += 1
      case .code: numbers.code += 1
      case .declaration: numbers.declaration += 1
      }
      return """

        private func edition\(numbers.declaration)() -> Int { \(numbers.code) }
        // Edited \(numbers.comment) times.

        """
    }
  }
}
