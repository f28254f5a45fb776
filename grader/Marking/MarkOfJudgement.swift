extension Mark {
  /// What is kept of a judgement.
  init(
    _ judgement: Judgement, of learner: String, submission: String, on grounds: Grounds
  ) {
    self.init(
      learner: learner, lesson: judgement.lesson.name, submission: submission, grounds: grounds,
      verdict: judgement.verdict, reason: Self.reason(judgement),
      tests: judgement.tests.map { Test($0, in: judgement.lesson) },
      trap: judgement.diagnosis?.trap)
  }

  private static func reason(_ judgement: Judgement) -> Words? {
    if let failure = judgement.compileFailure { return failure.summary }
    var reasons = judgement.troubles
    reasons += judgement.standIns.map(\.sentence)
    return reasons.isEmpty ? nil : reasons.joined(separator: "\n")
  }
}

extension Mark.Test {
  private static let mostFindings = 3

  fileprivate init(_ test: JudgedTest, in lesson: Lesson) {
    let visibility = lesson.tests.first { $0.name == test.name }?.visibility
    self.init(
      name: test.name, outcome: test.outcome, worth: test.worth,
      visibility: visibility ?? .visible, seconds: test.seconds,
      findings: Array(test.findings.prefix(Self.mostFindings)), detail: test.detail)
  }
}
