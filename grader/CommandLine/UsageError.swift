/// Why a command line was not understood.
struct UsageError: Explained, Equatable {
  let problem: Words
  let next: Words

  init(_ problem: Words, next: Words = Words("See: grader help", ja: "使い方: grader help")) {
    self.problem = problem
    self.next = next
  }

  var words: Words { problem + Words(same: "\n  ") + next }
}
