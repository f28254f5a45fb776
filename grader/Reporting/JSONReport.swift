/// The same for programs. Names and meanings stay as they are within a version.
enum JSONReport {
  static let version = 1

  /// - Parameter isComplete: whether all lessons that were asked for could be judged.
  static func run(
    _ judgements: [Judgement], of course: Course, isComplete: Bool = true
  ) -> JSON {
    [
      "version": .whole(version), "course": .string(course.title.english),
      "passes": .bool(isComplete && judgements.allSatisfy { $0.verdict == .passes }),
      "points": .whole(judgements.reduce(0) { $0 + $1.points }),
      "maximum": .whole(judgements.reduce(0) { $0 + $1.lesson.points }),
      "lessons": .array(judgements.map(lesson)),
    ]
  }

  /// - Parameters:
  ///   - untouched: the names of the lessons that are not begun.
  ///   - helped: the names of those whose reference was looked at before they passed.
  static func status(
    _ progress: Progress, _ untouched: Set<String>, _ helped: Set<String>, of course: Course
  ) -> JSON {
    let lessons = course.lessons.map { lesson -> JSON in
      let standing = progress.standings[lesson.name]
      return [
        "name": .string(lesson.name), "isBegun": .bool(!untouched.contains(lesson.name)),
        "verdict": .optional(standing?.verdict.rawValue),
        "points": .whole(standing?.points ?? 0), "maximum": .whole(lesson.points),
        "passed": .whole(standing?.passed ?? 0), "tests": .whole(lesson.tests.count),
        "date": .optional(standing?.date), "withHelp": .bool(helped.contains(lesson.name)),
      ]
    }
    return [
      "version": .whole(version), "course": .string(course.title.english),
      "points": .whole(
        course.lessons.reduce(0) { $0 + (progress.standings[$1.name]?.points ?? 0) }),
      "maximum": .whole(course.points), "lessons": .array(lessons),
    ]
  }

  static func list(_ course: Course) -> JSON {
    let lessons = course.lessons.map { lesson -> JSON in
      [
        "name": .string(lesson.name), "title": words(lesson.title), "law": words(lesson.law),
        "points": .whole(lesson.points),
        "builtOn": .array(lesson.builtOn.map { .string($0.name) }),
        "tests": .array(
          lesson.tests.map { test in
            [
              "name": .string(test.name), "title": words(test.title), "points": .whole(test.points),
            ]
          }),
      ]
    }
    return [
      "version": .whole(version), "title": words(course.title), "lessons": .array(lessons),
    ]
  }

  static func words(_ words: Words) -> JSON {
    ["en": .string(words.english), "ja": .string(words.japanese)]
  }

  private static func lesson(_ judgement: Judgement) -> JSON {
    [
      "name": .string(judgement.lesson.name), "verdict": .string(judgement.verdict.rawValue),
      "points": .whole(judgement.points), "maximum": .whole(judgement.lesson.points),
      "seconds": .number(judgement.seconds), "compiler": compiler(judgement.compileFailure),
      "standIns": .array(judgement.standIns.map(standIn)),
      "troubles": .array(judgement.troubles.map { .string($0.english) }),
      "tests": .array(judgement.tests.map(test)),
    ]
  }

  private static func standIn(_ standIn: StandIn) -> JSON {
    ["lesson": .string(standIn.lesson.name), "text": .string(standIn.sentence.english)]
  }

  private static func compiler(_ failure: Compiler.Failure?) -> JSON {
    guard let failure else { return .null }
    let errors = failure.diagnostics.map { diagnostic -> JSON in
      [
        "file": .string(diagnostic.file), "line": .whole(diagnostic.line),
        "column": .whole(diagnostic.column), "message": .string(diagnostic.message),
      ]
    }
    return ["errors": .array(errors), "summary": .string(failure.summary.english)]
  }

  private static func test(_ test: JudgedTest) -> JSON {
    let seed = test.findings.lazy.compactMap(\.seed).first
    return [
      "name": .string(test.name), "outcome": .string(test.outcome.rawValue),
      "points": .whole(test.points), "maximum": .whole(test.worth),
      // A text, since not every program keeps 64 bits in a number.
      "seconds": .number(test.seconds), "seed": .optional(seed.map { "\($0)" }),
      "detail": .optional(test.detail?.english),
      "findings": .array(test.findings.map(finding)),
      "notes": .array(test.notes.map { place($0.file, $0.line, $0.text) }),
    ]
  }

  private static func finding(_ finding: Finding) -> JSON {
    [
      "file": .string(finding.file), "line": .whole(finding.line), "text": .string(finding.text),
      "arguments": .optional(finding.arguments),
    ]
  }

  private static func place(_ file: String, _ line: Int, _ text: String) -> JSON {
    ["file": .string(file), "line": .whole(line), "text": .string(text)]
  }
}
