/// The road that a learner takes without the grader: `swift test`, in the package that a handout has, but
/// for the grader itself, which no suite needs.
///
/// The copy stays in the workshop, so that the next check builds only what has changed.
struct PlainRoad: Sendable {
  let workshop: Workshop
  private let home: String
  /// The course's files, by name.
  private let files: [String]
  private var folder: CourseFolder { workshop.compiler.folder }
  private var package: String { home.adding("package") }
  private var products: String { home.adding("build") }

  /// A build that takes longer than this is stopped, in seconds.
  private static let patience = Patience(total: 900)

  /// Links and devices among the files stay behind.
  ///
  /// - Parameter lane: roads side by side have copies of their own.
  init(workshop: Workshop, files: [String], lane: Int) {
    self.workshop = workshop
    let folder = workshop.compiler.folder
    home = folder.path(CourseFolder.workshop).adding("plain").adding("\(lane)")
    self.files = files.filter {
      if case .file = Files.kind(of: folder.path($0)) { true } else { false }
    }
  }

  /// Keeps other graders out of the copy for as long as the result lives.
  func lock(waiting: @escaping @Sendable () -> Void) async throws(FileError) -> Lock {
    try Files.makeFolder(home)
    return try await Lock.acquire(home.adding("lock"), waiting: waiting)
  }

  /// Makes the copy equal to the course's files, as they are now.
  func copy() throws(FileError) {
    let parts = [CourseFolder.vocabulary, CourseFolder.exercises, CourseFolder.suites]
    try fill("", with: paths(files.filter { file in parts.contains { file.hasPrefix($0 + "/") } }))
    try put(Array(HandoutManifest.ofSuites.utf8), at: "Package.swift")
  }

  /// Puts variants in the places of their lessons, and their parts in the places of theirs; the other
  /// lessons are as untouched as a learner finds them.
  func arrange(_ variants: [Variant]) throws(FileError) {
    let places = variants.flatMap { [$0.lesson] + $0.lesson.builtOn }.map(\.exercise)
    let others = files.filter { file in
      file.hasPrefix("Exercises/")
        && !places.contains { file == $0 + ".swift" || file.hasPrefix($0 + "/") }
    }
    var wanted = paths(others)
    for file in variants.flatMap({ $0.files + $0.parts }) {
      wanted["Exercises/\(file.name)"] = file.path
    }
    try fill("Exercises", with: wanted)
  }

  private func paths(_ files: [String]) -> [String: String] {
    // In the middle of a merge git lists a file more than once.
    Dictionary(files.map { ($0, folder.path($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Leaves these files, given by name and path, in a folder of the copy and no others.
  private func fill(
    _ top: String, with wanted: [String: String]
  ) throws(FileError) {
    let path = top.isEmpty ? package : package.adding(top)
    try Files.makeFolder(path)
    for rest in try Files.tree(path) {
      let old = top.isEmpty ? rest : top.adding(rest)
      if wanted[old] == nil { Files.removeWithEmptyFolders(package.adding(old)) }
    }
    for (name, path) in wanted.sorted(by: { $0.key < $1.key }) {
      try put(try Files.read(path), at: name)
    }
  }

  /// Writes only what differs: an untouched file is not compiled again.
  private func put(_ bytes: [UInt8], at name: String) throws(FileError) {
    let path = package.adding(name)
    if let old = try? Files.read(path), old == bytes { return }
    try Files.makeFolder(path.parentFolder)
    try Files.write(bytes, to: path)
  }

  /// Judges variants of different lessons as `swift test` sees them, in their order. Building is what
  /// takes long, so they are built together; if that fails, each is built alone.
  ///
  /// - Parameter tests: the ids of a lesson's tests.
  func judge(
    _ variants: [Variant], tests: (Lesson) -> [String]
  ) async throws -> [Judgement] {
    try arrange(variants)
    let build = try await Subprocess.run(
      swift("swift-build", ["--build-tests"]), patience: Self.patience)
    if build.succeeded { return try await judgeBuilt(variants, tests) }
    if variants.count == 1 {
      let printed = build.errors + build.output
      let errors = Diagnostic.parse(printed, in: CourseFolder(root: package)).filter(\.isError)
      let failure = Compiler.Failure(diagnostics: errors, text: printed)
      return [Judgement(variants[0].lesson, doesNotCompile: failure)]
    }
    var judgements: [Judgement] = []
    for variant in variants { judgements += try await judge([variant], tests: tests) }
    return judgements
  }

  /// Runs the suites one after the other: who runs `swift test` waits for whoever else does in this
  /// folder, and that wait would count as silence.
  private func judgeBuilt(
    _ variants: [Variant], _ tests: (Lesson) -> [String]
  ) async throws -> [Judgement] {
    var judgements: [Judgement] = []
    for variant in variants {
      let run = try await runner(variant.lesson, tests(variant.lesson)).run()
      judgements.append(Judgement(variant.lesson, run))
    }
    return judgements
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
        ] + (tests == nil ? whole : TestFilter.options(tests, isControlled: false)))
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
