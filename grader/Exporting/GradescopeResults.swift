/// A `results.json` for each learner.
///
/// By Gradescope's “Autograder Specifications”: `score` at the top counts, and overrides the sum of the
/// tests; each test has `score`, `max_score`, `status` (`passed` or `failed`), `name`, `number`, `output`,
/// `output_format`, `tags` and `visibility`. Gradescope itself hides what is not `visible`, so here all
/// tests stand with their visibility; what a learner's program printed is never shown.
///
/// Whoever has a lesson that is void, or not graded yet, gets no file: there is no score that would be true.
struct GradescopeResults {
  let gradebook: Gradebook
  let course: Course
  let telling: Export.Telling

  func files(_ row: Gradebook.Row) -> Export.Files {
    guard let score = gradebook.score(row) else { return [] }
    let lessons = gradebook.graded
    let tests = lessons.enumerated().flatMap { index, heading -> [JSON] in
      guard let mark = row.marks[heading.name] else { return [] }
      let late = row.latePercent[heading.name, default: 0]
      return mark.tests.enumerated().map { number, test in
        json(
          test, of: mark, number: "\(index + 1).\(number + 1)", late: late, heading)
      }
    }
    let results: JSON = [
      "score": .number(score), "output": .string(summary(row, lessons)),
      "output_format": "text", "visibility": "visible", "stdout_visibility": "hidden",
      "tests": .array(tests),
    ]
    return [("results.json", results.page)]
  }

  private func json(
    _ test: Mark.Test, of mark: Mark, number: String, late: Int, _ heading: Gradebook.Heading
  ) -> JSON {
    let lesson = course.lessons.first { $0.name == heading.name }
    var output = telling.message(test, in: heading.name)
    if mark.verdict == .doesNotCompile { output = mark.reason.map(telling.say) ?? output }
    let score = Double(test.points * (100 - late)) / 100
    return [
      "score": .number(score), "max_score": .whole(test.worth),
      "status": test.outcome == .passed ? "passed" : "failed",
      "name": .string(telling.title(test, in: lesson)), "number": .string(number),
      "output": .string(output ?? ""), "output_format": "text",
      "tags": [.string(heading.name)], "visibility": .string(test.visibility.rawValue),
    ]
  }

  private func summary(
    _ row: Gradebook.Row, _ lessons: [Gradebook.Heading]
  ) -> String {
    lessons.compactMap { heading -> String? in
      guard let mark = row.marks[heading.name] else { return nil }
      let late = row.latePercent[heading.name, default: 0]
      let points = row.points(heading.name).short
      let told = Words(
        "\(heading.title.english): \(mark.verdict.words.english), \(points) of \(heading.points) points",
        ja:
          "\(heading.title.japanese): \(mark.verdict.words.japanese)、\(points)/\(heading.points) 点")
      let policy = Words(" (late: −\(late)%)", ja: "（遅れのため −\(late)%）")
      return telling.say(late > 0 ? told + policy : told)
    }.joined(separator: "\n")
  }
}

extension Double {
  /// With two places behind the point, or none if it is whole.
  var short: String { self == rounded() ? "\(Int(self))" : fixed(2) }
}
