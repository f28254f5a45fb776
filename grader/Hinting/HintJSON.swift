extension HintAnswer {
  var json: JSON {
    [
      "version": .whole(JSONReport.version), "lesson": .string(lesson.name),
      "state": .string(state.name), "test": .optional(state.test?.name),
      "group": .optional(group), "diagnosis": diagnosis.map(JSONReport.diagnosis) ?? .null,
      "hints": .array(hints.map { ["number": .whole($0.number), "text": .string($0.text)] }),
      "seen": .whole(seen), "total": .whole(total),
    ]
  }
}

extension HintAnswer.State {
  /// The same words as in the other reports.
  fileprivate var name: String {
    switch self {
    case .notBegun: "not begun"
    case .failing: "fails"
    case .notCompiling: Verdict.doesNotCompile.rawValue
    case .passes: Verdict.passes.rawValue
    }
  }

  fileprivate var test: Lesson.TestCase? {
    if case .failing(let test) = self { test } else { nil }
  }
}
