/// Passes marks as a learner would: by `swift test`, in a package with all that they have handed in. The
/// sandbox, the swapped libraries and the optimised suites have no part in it.
struct PlainMarker: MarkMaker {
  let lessons: [Lesson]
  let knowsHiddenTests = false
  private let course: Course
  private let workshop: Workshop
  private let policy: Policy
  /// Of all lessons: others may be built on those that are not asked for.
  private let suites: [String: Workshop.PreparedSuite]
  private let roads: [PlainRoad]
  private let locks: [Lock]

  /// - Parameter lanes: how many hand-ins are built and run side by side.
  init(
    _ course: Course, _ lessons: [Lesson], lanes: Int, _ workshop: Workshop,
    telling tell: @escaping @Sendable (Words) -> Void
  ) async throws {
    self.course = course
    self.lessons = lessons
    self.workshop = workshop
    policy = Policy(course)
    suites = try await workshop.prepare(course.lessons, telling: tell)
    (roads, locks) = try await PlainRoad.open(lanes: lanes, workshop) { tell(PlainRoad.waits) }
  }

  func marks(
    _ collected: Collected, digest: String, in place: String, lessons: [Lesson], job: Int
  ) async throws -> [Mark] {
    let handedIn = course.lessons.filter { !collected.files(of: $0).isEmpty }
    let works = try handedIn.map { lesson in
      PlainRoad.Work(
        lesson: lesson, files: files(of: lesson, collected, place),
        parts: try parts(of: lesson, collected, place))
    }
    let judgements = try await roads[job].judge(works) { lesson in
      suites[lesson.name]?.catalogue?.entries.map(\.id) ?? []
    } mending: { work, broken in
      var work = work
      work.parts = try parts(of: work.lesson, collected, place, without: broken)
      return work
    }
    return lessons.compactMap { lesson in
      guard let suite = suites[lesson.name] else { return nil }
      let judgement =
        judgements.first { $0.lesson == lesson } ?? nothing(of: lesson, collected)
      let grounds = Mark.Grounds(
        suite: suite.fingerprint, toolchain: workshop.compiler.toolchain.version,
        policy: policy.digest, tier: "swift test")
      return Mark(judgement, of: collected.learner, submission: digest, on: grounds)
    }
  }

  private func files(
    of lesson: Lesson, _ collected: Collected, _ place: String
  ) -> [Variant.File] {
    collected.files(of: lesson).map { file in
      let name = file.name.dropFirst(CourseFolder.exercises.count + 1)
      return Variant.File(path: place.adding(file.name), name: String(name))
    }
  }

  /// The reference stands in for what was not handed in, and for what does not compile.
  private func parts(
    of lesson: Lesson, _ collected: Collected, _ place: String, without broken: [Lesson] = []
  ) throws -> [Variant.File] {
    try lesson.builtOn.flatMap { part in
      let own = files(of: part, collected, place)
      guard own.isEmpty || broken.contains(part) else { return own }
      return try Variant.File.all(of: course.folder.reference(of: part), in: course.folder)
    }
  }

  private func nothing(of lesson: Lesson, _ collected: Collected) -> Judgement {
    let problem =
      collected.problems[lesson.name] ?? AdmissionError(lesson.exercise + ".swift", .missing)
    return Judgement(lesson, doesNotCompile: Compiler.Failure(problem.words))
  }
}
