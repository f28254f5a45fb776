/// What is wrong with the course itself: not the learner's doing.
struct CourseError: Error, Equatable, CustomStringConvertible {
  let problem: String
  /// What to do about it.
  let next: String

  init(_ problem: String, next: String = "Restore it with: git checkout -- Lessons/course.json") {
    self.problem = problem
    self.next = next
  }

  var description: String { "\(problem)\n  \(next)" }
}
