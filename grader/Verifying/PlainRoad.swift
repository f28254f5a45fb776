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
  /// Swift's package manager leaves empty folders behind, each time.
  private var temporary: String { home.adding("temporary") }

  /// A build that takes longer than this is stopped, in seconds.
  private static let patience = Patience(total: 900)

  /// A lesson's sources, and those of the lessons that it is built on.
  struct Work: Sendable {
    let lesson: Lesson
    let files: [Variant.File]
    var parts: [Variant.File] = []
    var launch = Launch.swiftTest
  }

  /// How the tests are started once they are built.
  enum Launch {
    case swiftTest
    /// What `swift test` would start, with the words that it would give: it takes half a second to come to
    /// that, and changes nothing.
    case program
  }

  /// What a copy is made of. Hidden files, links and devices stay behind.
  private static func files(of folder: CourseFolder) throws(FileError) -> [String] {
    var files: [String] = []
    for part in [CourseFolder.vocabulary, CourseFolder.exercises, CourseFolder.suites] {
      files += try Files.tree(folder.path(part)).map(part.adding).filter { name in
        guard case .file = Files.kind(of: folder.path(name)) else { return false }
        return !name.split(separator: "/").contains { $0.hasPrefix(".") }
      }
    }
    return files
  }

  /// Said while another grader is on one of the roads.
  static let waits = Words(
    "Another grader runs `swift test` for this course; waiting for it …",
    ja: "別の grader がこのコースの `swift test` を実行しています。終わるのを待っています…")

  /// Some roads side by side, each with a copy of its own, fit to be walked for as long as the locks live.
  static func open(
    lanes: Int, _ workshop: Workshop, waiting: @escaping @Sendable () -> Void
  ) async throws -> (roads: [PlainRoad], locks: [Lock]) {
    let files = try files(of: workshop.folder)
    let home = workshop.home.adding("plain")
    var roads: [PlainRoad] = []
    var locks: [Lock] = []
    for lane in 0..<lanes {
      let road = PlainRoad(workshop: workshop, home: home.adding("\(lane)"), files: files)
      try Files.makeFolder(road.home)
      locks.append(try await Lock.acquire(road.home.adding("lock"), waiting: waiting))
      Files.remove(road.temporary)
      try Files.makeFolder(road.temporary)
      try road.copy()
      roads.append(road)
    }
    return (roads, locks)
  }

  /// Makes the copy equal to the course's files, as they are now.
  func copy() throws(FileError) {
    try fill("", with: paths(files))
    try put(Array(HandoutManifest.ofSuites.utf8), at: "Package.swift")
  }

  /// Puts works in the places of their lessons, and their parts in the places of theirs; the other
  /// lessons are as untouched as a learner finds them. Their suites stay out: nobody would run them, and
  /// suites are what takes longest to build.
  func arrange(_ works: [Work]) throws(FileError) {
    func isPart(_ file: String, of places: [String]) -> Bool {
      places.contains { file == $0 + ".swift" || file.hasPrefix($0 + "/") }
    }
    let taken = works.flatMap { [$0.lesson] + $0.lesson.builtOn }.map(\.exercise)
    var exercises = paths(
      files.filter { $0.hasPrefix(CourseFolder.exercises + "/") && !isPart($0, of: taken) })
    for file in works.flatMap({ $0.files + $0.parts }) {
      exercises[CourseFolder.exercises.adding(file.name)] = file.path
    }
    try fill(CourseFolder.exercises, with: exercises)
    let suites = works.map(\.lesson.suite) + [CourseFolder.instruments]
    try fill(CourseFolder.suites, with: paths(files.filter { isPart($0, of: suites) }))
  }

  private func paths(_ files: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: files.map { ($0, folder.path($0)) })
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

  /// Judges works of different lessons as `swift test` sees them, in their order. Building is what
  /// takes long, so they are built together; if that fails, each is built alone.
  ///
  /// - Parameters:
  ///   - tests: the ids of a lesson's tests.
  ///   - mend: is given each work before it is built alone, and the lessons so far that do not build.
  func judge(
    _ works: [Work], tests: (Lesson) -> [String],
    mending mend: (Work, [Lesson]) throws -> Work = { work, _ in work }
  ) async throws -> [Judgement] {
    if works.count > 1, try await build(works) == nil { return try await judgeBuilt(works, tests) }
    var judgements: [Judgement] = []
    for work in works {
      let broken = judgements.filter { $0.verdict == .doesNotCompile }.map(\.lesson)
      let work = try mend(work, broken)
      if let failure = try await build([work]) {
        judgements.append(Judgement(work.lesson, doesNotCompile: failure))
      } else {
        judgements += try await judgeBuilt([work], tests)
      }
    }
    return judgements
  }

  /// Why the works cannot be built; nil if they are.
  private func build(_ works: [Work]) async throws -> Compiler.Failure? {
    try arrange(works)
    let build = try await Subprocess.run(
      swift("swift-build", ["--build-tests"]), patience: Self.patience)
    if build.succeeded { return nil }
    // `swift build` has been seen to keep an old object after a build that failed.
    let objects = products.adding("debug/Exercises.build")
    let names = Files.exists(objects) ? try Files.tree(objects) : []
    for name in names where name.hasSuffix(".o") || name.hasSuffix(".swiftdeps") {
      Files.remove(objects.adding(name))
    }
    let printed = build.errors + build.output
    let errors = Diagnostic.parse(printed, in: CourseFolder(root: package)).filter(\.isError)
    return Compiler.Failure(diagnostics: errors, text: printed)
  }

  /// Runs the suites one after the other: who runs `swift test` waits for whoever else does in this
  /// folder, and that wait would count as silence.
  private func judgeBuilt(
    _ works: [Work], _ tests: (Lesson) -> [String]
  ) async throws -> [Judgement] {
    var judgements: [Judgement] = []
    for work in works {
      let run = try await runner(work, tests(work.lesson)).run()
      judgements.append(Judgement(work.lesson, run))
    }
    return judgements
  }

  private func runner(_ work: Work, _ tests: [String]) -> SuiteRunner {
    let suites = Set(tests.map { String($0.prefix { $0 != "/" }) }).sorted()
    let whole = suites.flatMap { ["--filter", "^\(TestFilter.literally($0))/"] }
    return SuiteRunner(limits: work.lesson.limits) { tests in
      launch(
        work.launch,
        [
          "--skip-build", "--disable-xctest", "--no-parallel", "--event-stream-version", "6.3",
          "--event-stream-output-path", "/dev/fd/\(Channel.events.rawValue)",
        ] + (tests == nil ? whole : TestFilter.options(tests, isControlled: false)))
    }
  }

  private func launch(_ launch: Launch, _ options: [String]) -> Command {
    let test = swift("swift-test", options)
    #if os(Linux)
      if case .program = launch {
        return Command(
          products.adding("debug/\(HandoutManifest.package)PackageTests.xctest"),
          test.arguments + ["--testing-library", "swift-testing"], environment: test.environment)
      }
    #endif
    return test
  }

  private func swift(_ program: String, _ options: [String]) -> Command {
    var environment = Toolchain.childEnvironment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    environment["TMPDIR"] = temporary
    let places = ["--package-path", package, "--scratch-path", products]
    return Command(
      workshop.compiler.toolchain.program(program), places + options, environment: environment)
  }
}
