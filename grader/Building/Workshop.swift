#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the graders of a course keep what they have built: `.build/grader`.
struct Workshop: Sendable {
  let compiler: Compiler
  private var folder: CourseFolder { compiler.folder }
  private var home: String { folder.path(CourseFolder.workshop) }

  /// A suite that is ready to meet a submission.
  struct PreparedSuite: Sendable {
    /// Holds the vocabulary and the instruments.
    let base: String
    /// Holds the reference and the runner.
    let lesson: String
    let fingerprint: String

    var runner: String { lesson.adding("runner") }
  }

  private func baseFolder(_ print: Fingerprint) -> String {
    home.adding("base-\(print.base.prefix(16))")
  }

  private func lessonFolder(_ lesson: Lesson, _ print: Fingerprint) -> String {
    home.adding("\(lesson.name)-\(print.suite.prefix(16))")
  }

  /// What was prepared before, or else is prepared now, once for each state of the course.
  func prepare(
    _ lesson: Lesson, telling tell: @Sendable (String) -> Void
  ) async throws(GradingError) -> PreparedSuite {
    do {
      let print = try Fingerprint(lesson, in: folder, with: compiler.toolchain)
      let suite = PreparedSuite(
        base: baseFolder(print), lesson: lessonFolder(lesson, print), fingerprint: print.suite)
      if Files.exists(suite.lesson), Files.exists(suite.base) { return suite }

      try Files.makeFolder(home)
      let lock = try Lock(home.adding("lock")) {
        tell("Another grader is preparing this course; waiting for it …")
      }
      try await build(lesson, suite, tell)
      withExtendedLifetime(lock) {}
      return suite
    } catch let error as FileError {
      throw .file(error)
    } catch let error as GradingError {
      throw error
    } catch {
      throw .spawn(SpawnError(program: "the preparation", reason: "\(error)"))
    }
  }

  /// Whether a standing is of the learner's source and of the suite as they are now.
  func isCurrent(_ standing: Standing, of lesson: Lesson) throws(FileError) -> Bool {
    guard let submission = try? Submission.read(lesson.exercise, in: folder) else { return false }
    let print = try Fingerprint(lesson, in: folder, with: compiler.toolchain)
    return standing.submission == submission.digest && standing.suite == print.suite
  }

  private func build(
    _ lesson: Lesson, _ suite: PreparedSuite, _ tell: @Sendable (String) -> Void
  ) async throws {
    // What an earlier grader left unfinished when it was killed; under the lock nobody builds.
    for name in try Files.names(in: home) where name.hasSuffix(".unfinished") {
      Files.remove(home.adding(name))
    }
    if !Files.exists(suite.base) {
      tell("Preparing the course's vocabulary and instruments, once per version …")
      try await finish(suite.base, replacing: "base-") { draft in
        try await Parts(compiler: compiler).buildBase(in: draft)
      }
    }
    if !Files.exists(suite.lesson) {
      tell("Preparing the suite of lesson \(lesson.number), once per version …")
      try await finish(suite.lesson, replacing: lesson.name + "-") { draft in
        try await Parts(compiler: compiler).buildSuite(of: lesson, on: suite.base, in: draft)
      }
    }
  }

  /// Builds in a draft that becomes the real folder in one step, and clears away its predecessors.
  private func finish(
    _ path: String, replacing prefix: String, _ body: (String) async throws -> Void
  ) async throws {
    let draft = path + ".unfinished"
    try Files.makeFolder(draft)
    do {
      try await body(draft)
      try Files.move(draft, to: path)
    } catch {
      Files.remove(draft)
      throw error
    }
    for name in try Files.names(in: home)
    where name.hasPrefix(prefix) && home.adding(name) != path {
      Files.remove(home.adding(name))
    }
  }

  /// A folder for one submission's library, which nobody else uses.
  func makeScratch(_ purpose: String) throws(FileError) -> String {
    let path = home.adding("scratch-\(getpid())").adding(purpose)
    try Files.makeFolder(path)
    return path
  }

  /// Removes this grader's scratch folders, and those of graders that no longer run.
  func clearScratch() {
    for name in (try? Files.names(in: home)) ?? [] where name.hasPrefix("scratch-") {
      let owner = Int32(name.dropFirst("scratch-".count)) ?? 0
      if owner == getpid() || owner <= 0 || (kill(owner, 0) != 0 && errno == ESRCH) {
        Files.remove(home.adding(name))
      }
    }
  }
}
