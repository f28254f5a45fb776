/// Why a command that was understood does not do what it was asked for.
struct Refusal: Explained, Equatable {
  let problem: Words
  /// What to do about it.
  let next: Words
  let code: ExitCode

  init(_ problem: Words, next: Words, code: ExitCode) {
    self.problem = problem
    self.next = next
    self.code = code
  }

  var words: Words { problem + Words(same: "\n  ") + next }
}
