/// The result of a test runner for GitHub Classroom, for each learner's lesson.
///
/// By what GitHub's action `autograding-grading-reporter` reads: of each runner the variable
/// `NAME_RESULTS`, the base64 of `{version, status, max_score, tests}` where a test has `name`, `status`
/// (`pass`, `fail` or `error`), `score`, `message`, `test_code`, `filename`, `line_no` and `duration`. It
/// sends the sum of the tests' scores and of the runners' `max_score`; in its table alone all tests of a
/// runner count the same.
///
/// `LESSON.json` is for reading, `LESSON.output` holds the line `result=BASE64` for the file that
/// `GITHUB_OUTPUT` names. A lesson that is void gets neither. Tests that are not visible are one.
struct ClassroomResults {
  let gradebook: Gradebook
  let course: Course
  let telling: Export.Telling

  func files(_ row: Gradebook.Row) -> Export.Files {
    return gradebook.graded.flatMap { heading -> Export.Files in
      guard let mark = row.marks[heading.name], mark.verdict != .void else { return [] }
      let results = json(mark, heading, late: row.latePercent[heading.name, default: 0])
      let encoded = Base64.text(Array(results.line.utf8))
      return [
        ("\(heading.name).json", results.page), ("\(heading.name).output", "result=\(encoded)\n"),
      ]
    }
  }

  private func json(
    _ mark: Mark, _ heading: Gradebook.Heading, late: Int
  ) -> JSON {
    let lesson = course.lessons.first { $0.name == heading.name }
    let view = LearnerView(mark, of: lesson)
    let reason = view.reason.map(telling.say)
    func test(_ name: String, _ status: JSON, _ points: Int, _ message: String?, _ line: Int)
      -> JSON
    {
      [
        "name": .string(name), "status": status,
        "score": .number(Double(points * (100 - late)) / 100), "message": .optional(message),
        "test_code": "", "filename": .string(heading.name), "line_no": .whole(line),
        "duration": 0,
      ]
    }
    var tests = view.tests.map { each in
      test(
        telling.title(each, in: lesson), each.status, each.points,
        mark.verdict == .doesNotCompile ? reason : telling.message(each, in: heading.name),
        each.findings.first?.line ?? 0)
    }
    if let rest = view.rest {
      let status: JSON = rest.isPassed ? "pass" : rest.hasVerdict ? "fail" : "error"
      tests.append(test(telling.say(LearnerView.Unseen.title), status, rest.points, nil, 0))
    }
    let status: JSON =
      mark.verdict == .passes ? "pass" : mark.verdict == .doesNotCompile ? "error" : "fail"
    return [
      "version": 1, "status": status, "max_score": .whole(heading.points),
      "tests": .array(tests),
    ]
  }
}

extension Mark.Test {
  /// As GitHub Classroom and Exercism call it: an error is what ended before it could say anything.
  var status: JSON {
    switch outcome {
    case .passed: "pass"
    case .failed: "fail"
    case .crashed, .hung, .noVerdict: "error"
    }
  }
}
