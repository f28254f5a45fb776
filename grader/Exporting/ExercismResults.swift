/// A `results.json` for each learner's lesson, as Exercism's test runners write it.
///
/// By Exercism's “The Test Runner Interface”, version 3: `status` is `pass`, `fail`, or `error` if no test
/// ran, and only then there is a `message`, of at most 65,535 characters, with paths within the solution
/// alone. `tests` stand in the order of the suite, each with `name`, `status` and, if it did not pass, a
/// `message`. `output` would be what the learner printed, at most 500 characters of it; nothing of that is
/// kept. Nothing links a test to one task, so there is no `task_id`.
///
/// A lesson that is void gets no file: no test of it can be said to have run. Tests that are not visible are
/// one.
struct ExercismResults {
  let gradebook: Gradebook
  let course: Course
  let telling: Export.Telling
  private static let longestMessage = 65_000

  func files(_ row: Gradebook.Row) -> Export.Files {
    return gradebook.graded.compactMap { heading in
      guard let mark = row.marks[heading.name], mark.verdict != .void else { return nil }
      return ("\(heading.name)/results.json", json(mark).page)
    }
  }

  private func json(_ mark: Mark) -> JSON {
    let lesson = course.lessons.first { $0.name == mark.lesson }
    let view = LearnerView(mark, of: lesson)
    guard mark.verdict != .doesNotCompile else {
      let message = view.reason.map(telling.say) ?? telling.say(mark.verdict.words)
      return [
        "version": 3, "status": "error",
        "message": .string(message.cut(toBytes: Self.longestMessage)), "tests": [],
      ]
    }
    var tests = view.tests.map { test -> JSON in
      let message = test.outcome == .passed ? nil : telling.message(test, in: mark.lesson)
      return [
        "name": .string(telling.title(test, in: lesson)), "status": test.status,
        "message": .optional(message?.cut(toBytes: Self.longestMessage)),
      ]
    }
    if let rest = view.rest {
      tests.append([
        "name": .string(telling.say(LearnerView.Unseen.title)),
        "status": rest.isPassed ? "pass" : rest.hasVerdict ? "fail" : "error", "message": .null,
      ])
    }
    return [
      "version": 3, "status": mark.verdict == .passes ? "pass" : "fail", "message": .null,
      "tests": .array(tests),
    ]
  }
}
