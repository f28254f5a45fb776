/// Compiles a submission alone and runs the prepared suite against it.
struct FastRoad: Sendable {
  let workshop: Workshop
  /// Handed to the instruments, to replay one schedule.
  var seed: UInt64?
  /// The id of the only test to run, whose runs are to be recorded.
  var recorded: String?
  /// Around what is not trusted.
  var confinement: Confinement?

  /// Compiles the submission's files into a library in `scratch`.
  ///
  /// - Returns: what is wrong with the object, if it is not trusted.
  func compile(
    _ files: [String], for suite: Workshop.PreparedSuite, in scratch: String
  ) async throws(GradingError) -> [Words] {
    if let confinement {
      return try await confinement.compile(files, on: suite, in: scratch, of: workshop.folder)
    }
    let library = scratch.adding("libExercises.\(Toolchain.dynamicSuffix)")
    let compiler = workshop.compiler
    guard let recipe = suite.recipe else {
      try await compiler.compile(Self.job(for: files, library: library, on: suite.base))
      return []
    }
    for command in recipe.commands(for: files, library: library, in: scratch) {
      try await compiler.perform(command)
    }
    return []
  }

  /// Not optimised, nor does the compiler check its own work: either takes longer than it could gain.
  static func job(
    for files: [String], library: String, on base: String
  ) -> Compiler.Job {
    Compiler.Job(
      module: "Exercises", sources: files,
      flags: Compiler.swappable + [
        "-whole-module-optimization", "-Xfrontend", "-disable-llvm-verify", "-o", library,
      ] + strictness,
      folders: [base],
      libraries: ["Vocabulary"])
  }

  /// What the source rules do not see by its name, such as a parameter whose type is a pointer, the
  /// compiler refuses: it goes around memory safety, and nothing says so.
  private static let strictness = ["-strict-memory-safety", "-Werror", "StrictMemorySafety"]

  /// Runs the suite against the library in `folder`: in a few processes, if it is known which tests
  /// there are and how long they take.
  func run(
    _ lesson: Lesson, _ suite: Workshop.PreparedSuite, in folder: String, processes: Int
  ) async throws(GradingError) -> SuiteRun {
    let runner = runner(lesson, suite, in: folder)
    let parts = suite.catalogue?.parts(atMost: processes) ?? []
    do {
      if let recorded { return try await runner.run([recorded]) }
      return parts.count > 1 ? try await runner.run(parts: parts) : try await runner.run()
    } catch {
      throw .spawn(error)
    }
  }

  /// What a program is given that runs with the library in `folder`.
  static func environment(for folder: String, on base: String) -> [String: String] {
    var environment = Toolchain.childEnvironment
    environment[Toolchain.loaderPath] = "\(folder):\(base)"
    // A declaration that is missing shows at once, not when a test first needs it.
    environment["LD_BIND_NOW"] = "1"
    environment["DYLD_BIND_AT_LAUNCH"] = "1"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    // Else a seed would not repeat what depends on the order of a dictionary.
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    environment["NO_COLOR"] = "1"
    return environment
  }

  private func runner(
    _ lesson: Lesson, _ suite: Workshop.PreparedSuite, in folder: String
  ) -> SuiteRunner {
    var environment = Self.environment(for: folder, on: suite.base)
    environment["DAY56_NOTES"] = "\(Channel.notes.rawValue)"
    if let seed { environment["DAY56_SEED"] = "\(seed)" }
    if recorded != nil { environment["DAY56_EVENTS"] = "\(Channel.notes.rawValue)" }
    let arguments = [
      "--no-parallel", "--quiet", "--event-stream-version", "6.3",
      "--event-stream-output-path", "/dev/fd/\(Channel.events.rawValue)",
    ]
    return SuiteRunner(limits: lesson.limits, acceptance: confinement?.acceptance(of: suite)) {
      [environment] tests in
      var command = Command(
        suite.runner, arguments + TestFilter.options(tests, isControlled: confinement != nil),
        environment: environment)
      command.hasLifeline = true
      return confinement?.running(command, lesson, suite, in: folder) ?? command
    }
  }
}

/// Picks tests out of a suite.
enum TestFilter {
  /// The options for exactly these tests; none means the whole suite.
  ///
  /// - Parameter isControlled: whether the tests that must fail run, too.
  static func options(_ ids: [String]?, isControlled: Bool) -> [String] {
    guard let ids else { return isControlled ? [] : ["--skip", Control.pattern] }
    let patterns = ["^(" + ids.map(literally).joined(separator: "|") + ")$"]
    return [
      "--filter", (patterns + (isControlled ? [Control.pattern] : [])).joined(separator: "|"),
    ]
  }

  /// A regular expression for exactly this text.
  static func literally(_ text: String) -> String {
    var pattern = ""
    for character in text {
      if #"\^$.|?*+()[]{}"#.contains(character) { pattern += "\\" }
      pattern.append(character)
    }
    return pattern
  }
}
