/// The road that a learner takes without the grader: `swift test`, in a copy of the package.
///
/// The copy stays in the workshop, so that the next check builds only what has changed.
struct PlainRoad: Sendable {
  let workshop: Workshop
  private let home: String
  private var folder: CourseFolder { workshop.compiler.folder }
  private var package: String { home.adding("package") }
  private var products: String { home.adding("build") }

  /// A build that takes longer than this is stopped, in seconds.
  private static let patience = Patience(total: 900)

  init(workshop: Workshop) {
    self.workshop = workshop
    home = workshop.compiler.folder.path(CourseFolder.workshop).adding("plain")
  }

  /// Keeps other graders out of the copy for as long as the result lives.
  func lock(waiting: @escaping @Sendable () -> Void) async throws(FileError) -> Lock {
    try Files.makeFolder(home)
    return try await Lock.acquire(home.adding("lock"), waiting: waiting)
  }

  /// Makes the copy equal to the course's files, as they are now.
  func copy(_ files: [String]) throws(FileError) {
    try Files.makeFolder(package)
    let wanted = Set(files)
    for old in try Files.tree(package) where !wanted.contains(old) {
      Files.removeWithEmptyFolders(package.adding(old))
    }
    for file in files {
      guard case .file = Files.kind(of: folder.path(file)) else { continue }
      try put(try Files.read(folder.path(file)), at: file)
    }
  }

  /// Writes only what differs: an untouched file is not compiled again.
  private func put(_ bytes: [UInt8], at name: String) throws(FileError) {
    let path = package.adding(name)
    if let old = try? Files.read(path), old == bytes { return }
    try Files.makeFolder(path.parentFolder)
    try Files.write(bytes, to: path)
  }

  /// Judges a variant as `swift test` sees it. `tests` are the ids of its suite.
  func judge(_ variant: Variant, tests: [String]) async throws -> Judgement {
    let lesson = variant.lesson
    for old in try folder.sources(lesson.exercise)
    where !variant.files.contains(where: { "Exercises/\($0.name)" == old }) {
      Files.remove(package.adding(old))
    }
    for file in variant.files { try put(try Files.read(file.path), at: "Exercises/\(file.name)") }
    let build = try await Subprocess.run(
      swift("swift-build", ["--build-tests"]), patience: Self.patience)
    guard build.succeeded else {
      let printed = build.errors + build.output
      let diagnostics = Diagnostic.parse(printed, in: CourseFolder(root: package))
      return Judgement(
        lesson,
        doesNotCompile: Compiler.Failure(diagnostics: diagnostics.filter(\.isError), text: printed))
    }
    return Judgement(lesson, try await runner(lesson, tests).run())
  }

  private func runner(_ lesson: Lesson, _ tests: [String]) -> SuiteRunner {
    let suites = Set(tests.map { String($0.prefix { $0 != "/" }) }).sorted()
    let whole = suites.flatMap { ["--filter", "^\(TestFilter.literally($0))/"] }
    return SuiteRunner(limits: lesson.limits) { tests in
      swift(
        "swift-test",
        [
          "--skip-build", "--disable-xctest", "--no-parallel", "--event-stream-version", "6.3",
          "--event-stream-output-path", "/dev/fd/\(Channel.events.rawValue)",
        ] + (tests == nil ? whole : TestFilter.options(tests)))
    }
  }

  private func swift(_ program: String, _ arguments: [String]) -> Command {
    var environment = Toolchain.childEnvironment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    let places = ["--package-path", package, "--scratch-path", products]
    return Command(
      workshop.compiler.toolchain.program(program), places + arguments, environment: environment)
  }
}
