/// What is wrong with the course itself: not the learner's doing.
struct CourseError: Explained, Equatable {
  let problem: Words
  /// What to do about it.
  let next: Words

  init(
    _ problem: Words,
    next: Words = Words(
      "Restore it with: git checkout -- \(CourseFolder.description)",
      ja: "元に戻すには: git checkout -- \(CourseFolder.description)")
  ) {
    self.problem = problem
    self.next = next
  }

  var words: Words { problem + Words(same: "\n  ") + next }
}
