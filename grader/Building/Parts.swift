/// The parts of the course that are compiled once: all but the submission.
struct Parts: Sendable {
  let compiler: Compiler
  private var folder: CourseFolder { compiler.folder }

  /// The vocabulary, as a library of its own, and the instruments, to be linked into each suite.
  /// They are built in `draft`, and will lie in `home`.
  func buildBase(in draft: String, to home: String) async throws {
    // Never swapped, so its layouts may be known to all: half the cost of a schedule.
    try await compile(
      "Vocabulary", try folder.swiftFiles(in: CourseFolder.vocabulary),
      part: CourseFolder.vocabulary, in: draft, flags: Compiler.optimized + ["-emit-library"])
    try await writeRecipe(in: draft, for: home)
    let instruments = try folder.instruments()
    guard !instruments.isEmpty else { return }
    // Optimised: they run thousands of schedules for every verdict.
    try await compile(
      "Instruments", instruments, part: CourseFolder.instruments, in: draft,
      flags: optimized + ["-emit-library", "-static"] + testing, on: [draft])
  }

  private func writeRecipe(in draft: String, for home: String) async throws {
    let source = draft.adding("Any.swift")
    let library = draft.adding("libAny.\(Toolchain.dynamicSuffix)")
    try Files.write([], to: source)
    let job = FastRoad.job(for: [source], library: library, on: home)
    if let recipe = try await compiler.recipe(job, source: source, library: library) {
      try Files.write(
        Array(recipe.json.line.utf8), to: draft.adding(Workshop.PreparedSuite.recipe))
    }
  }

  /// The reference, and the suite that is compiled against it.
  ///
  /// - Parameter more: further sources of the suite, by their absolute paths.
  func buildSuite(of lesson: Lesson, adding more: [String] = [], on base: String, in draft: String)
    async throws
  {
    let main = draft.adding("Runner.swift")
    try Files.write(Array(Self.runner.utf8), to: main)
    try await buildRunner(
      "Day56Tests", lesson.suite,
      adding: [main] + (try Control.writeSources(in: draft))
        + (try renamed(more, besides: lesson, in: draft)),
      for: lesson, on: base, in: draft)
  }

  /// A module cannot hold two files of one name: what is called like a file of the suite is copied under
  /// another.
  private func renamed(
    _ sources: [String], besides lesson: Lesson, in draft: String
  ) throws(FileError) -> [String] {
    let taken = Set(try folder.sources(lesson.suite).map(\.lastPart))
    return try sources.map { source throws(FileError) in
      guard taken.contains(source.lastPart) else { return source }
      let copy = draft.adding("Hidden-" + source.lastPart)
      try Files.write(try Files.read(source), to: copy)
      return copy
    }
  }

  /// The reference, and a program that is compiled against it: a suite with its runner, or a scenario.
  func buildRunner(
    _ module: String, _ source: String, adding others: [String] = [], for lesson: Lesson,
    on base: String, in draft: String
  ) async throws {
    try await compile(
      "Exercises", try folder.references(lesson),
      part: folder.place(of: folder.reference(of: lesson)),
      in: draft, flags: Compiler.swappable, on: [base], libraries: ["Vocabulary"])
    let instruments = try folder.instruments().isEmpty ? [] : ["Instruments"]
    let job = Compiler.Job(
      module: module,
      sources: try folder.sources(source).map(folder.path) + others,
      flags: optimized + ["-emit-executable", "-o", draft.adding("runner")] + testing,
      folders: [base, draft],
      libraries: ["Exercises", "Vocabulary", "Testing"] + instruments)
    try await blamingTheCourse(folder.place(of: source)) { () throws(GradingError) in
      try await compiler.compile(job)
    }
  }

  private func compile(
    _ module: String, _ sources: [String], part: String, in draft: String, flags: [String],
    on folders: [String] = [], libraries: [String] = []
  ) async throws {
    let suffix = flags.contains("-static") ? "a" : Toolchain.dynamicSuffix
    let products = [
      "-o", draft.adding("lib\(module).\(suffix)"),
      "-emit-module", "-emit-module-path", draft.adding("\(module).swiftmodule"),
    ]
    let job = Compiler.Job(
      module: module, sources: sources.map(folder.path), flags: flags + products,
      folders: folders, libraries: libraries)
    try await blamingTheCourse(part) { () throws(GradingError) in try await compiler.compile(job) }
  }

  private func blamingTheCourse(
    _ part: String, _ body: () async throws(GradingError) -> Void
  ) async throws(GradingError) {
    do { try await body() } catch {
      guard case .compile(let failure) = error else { throw error }
      throw .course(part: part, failure)
    }
  }

  private var optimized: [String] { Compiler.optimized + Compiler.keepsHops }
  private var testing: [String] { ["-plugin-path", compiler.toolchain.plugins] }

  /// The same entry that `swift test` uses, so that a test has the same id on both roads. The input
  /// is a lifeline: it ends when the grader is gone, and then nobody would end a test that hangs.
  private static let runner = """
    import Testing

    #if canImport(Darwin)
      import Darwin
    #else
      import Glibc
    #endif

    @main struct Runner {
      static func main() async {
        #if canImport(Darwin)
          var thread: pthread_t?
        #else
          var thread = pthread_t()
        #endif
        pthread_create(&thread, nil, endWithTheGrader, nil)
        await Testing.__swiftPMEntryPoint() as Never
      }
    }

    private func endWithTheGrader(_: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      var byte: UInt8 = 0
      while read(0, &byte, 1) > 0 {}
      kill(0, SIGKILL)
      return nil
    }

    """
}
