/// Judges variants on the fast road, two at a time.
struct FastTrials: Sendable {
  let examiner: Examiner
  /// By the names of the lessons.
  let suites: [String: Workshop.PreparedSuite]

  /// Prepares the suites that the lessons need.
  init(
    course: Course, lessons: [Lesson], _ workshop: Workshop, _ console: Console
  ) async throws {
    examiner = Examiner(course: course, workshop: workshop, processes: 1)
    suites = try await workshop.prepare(lessons) { console.tell($0) }
  }

  func judge(_ variants: [Variant], _ bar: WorkBar) async throws -> [Trial] {
    try await SideBySide(jobs: 2).map(variants) { variant, _ in
      let trial = Trial(variant: variant, fast: try await judge(variant))
      bar.advance(variant.label)
      return trial
    }
  }

  func judge(_ variant: Variant) async throws -> Judgement {
    guard let suite = suites[variant.lesson.name] else {
      throw CourseError(
        Words(
          "The suite of \(variant.lesson.name) was not prepared.",
          ja: "\(variant.lesson.name) のテストは準備されていません。"))
    }
    return try await examiner.judge(
      variant.sources, of: variant.lesson, with: suite,
      scratch: "verify-\(variant.lesson.number)-\(variant.name)")
  }
}
