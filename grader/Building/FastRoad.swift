/// Compiles a submission alone and runs the prepared suite against it.
struct FastRoad: Sendable {
  let workshop: Workshop
  /// Handed to the instruments, to replay one schedule.
  var seed: UInt64?

  /// Compiles the submission's files into a library of their own.
  /// - Returns: the folder of the library.
  func compile(
    _ files: [String], for suite: Workshop.PreparedSuite, in scratch: String
  ) async throws(GradingError) {
    let library = scratch.adding("libExercises.\(Toolchain.librarySuffix)")
    try await workshop.compiler.compile(
      Compiler.Job(
        module: "Exercises", sources: files,
        flags: Compiler.swappable + ["-o", library], folders: [suite.base],
        libraries: ["Vocabulary"]))
  }

  /// Runs the suite against the library in `scratch`.
  func run(
    _ lesson: Lesson, _ suite: Workshop.PreparedSuite, in scratch: String
  ) async throws(GradingError) -> SuiteRun {
    var environment = Toolchain.childEnvironment
    environment[Toolchain.libraryPath] = "\(scratch):\(suite.base)"
    // A declaration that is missing shows at once, not when a test first needs it.
    environment["LD_BIND_NOW"] = "1"
    environment["DYLD_BIND_AT_LAUNCH"] = "1"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["NO_COLOR"] = "1"
    environment["DAY56_NOTES"] = "\(Channel.notes.rawValue)"
    if let seed { environment["DAY56_SEED"] = "\(seed)" }
    let arguments = [
      "--no-parallel", "--quiet", "--event-stream-version", "6.3",
      "--event-stream-output-path", "/dev/fd/\(Channel.events.rawValue)",
    ]
    let runner = SuiteRunner(limits: lesson.limits) { [environment] test in
      let filter = test.map { ["--filter", "^\(TestFilter.pattern(for: $0))$"] } ?? []
      return Command(suite.runner, arguments + filter, environment: environment)
    }
    do { return try await runner.run() } catch { throw .spawn(error) }
  }
}

/// Picks one test out of a suite.
enum TestFilter {
  /// A regular expression for exactly this id.
  static func pattern(for id: String) -> String {
    var pattern = ""
    for character in id {
      if #"\^$.|?*+()[]{}"#.contains(character) { pattern += "\\" }
      pattern.append(character)
    }
    return pattern
  }
}
