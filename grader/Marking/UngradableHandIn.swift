/// What happens when the sandbox or a program cannot be started for a hand-in.
extension Marker {
  /// The marks; void, if nothing could be run for this hand-in, twice, though the sandbox holds: one
  /// learner does not stop the class.
  func marksOrVoid(
    _ collected: Collected, digest: String, in place: String, lessons: [Lesson], job: Int
  ) async throws -> [Mark] {
    var failure: GradingError?
    for _ in 1...2 {
      do {
        return try await marks(collected, digest: digest, in: place, lessons: lessons, job: job)
      } catch {
        guard error.mayBeTheSubmissions else { throw error }
        failure = error
      }
    }
    try Task.checkCancellation()
    if case .bubblewrap = sandbox { _ = try await Sandbox.find() }
    return suites.filter { lessons.contains($0.lesson) }.map { lesson, suite in
      let judgement = Judgement(lesson, void: [failure?.words].compactMap(\.self))
      var mark = Mark(judgement, of: collected.learner, submission: digest, on: grounds(suite))
      mark.date = Date.now()
      return mark
    }
  }
}

extension GradingError {
  /// Whether it may come from what was handed in, such as names that no command takes.
  fileprivate var mayBeTheSubmissions: Bool {
    switch self {
    case .spawn, .sandbox: true
    case .compile, .course, .suite, .admission, .file: false
    }
  }
}
