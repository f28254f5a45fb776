import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the graders of a course keep what they have built: `.build/grader`.
struct Workshop: Sendable {
  let compiler: Compiler
  /// Tells the workshops of one process apart: each clears its own scratch folders only.
  private let number = Self.count.add(1, ordering: .relaxed).newValue
  var folder: CourseFolder { compiler.folder }
  var home: String { folder.path(CourseFolder.workshop) }
  private static let count = Atomic(0)

  init(compiler: Compiler) { self.compiler = compiler }

  /// A suite that is ready to meet a submission.
  struct PreparedSuite: Sendable {
    /// Holds the vocabulary and the instruments.
    let base: String
    /// Holds the reference and the runner.
    let lesson: String
    let fingerprint: String

    var runner: String { lesson.adding("runner") }

    /// How to compile a submission quickly; nil if swiftc has to be asked each time.
    var recipe: Recipe? {
      guard let bytes = try? Files.read(base.adding(Self.recipe)),
        let json = try? JSONParser.parse(bytes[...])
      else { return nil }
      return Recipe(json)
    }

    /// The tests and how long each takes; nil if nobody knows.
    var catalogue: Catalogue? {
      guard let bytes = try? Files.read(lesson.adding(Self.catalogue)),
        let json = try? JSONParser.parse(bytes[...])
      else { return nil }
      return Catalogue(json)
    }

    static let recipe = "recipe.json"
    static let catalogue = "tests.json"
  }

  func baseFolder(_ print: Fingerprint) -> String {
    home.adding("base-\(print.base.prefix(16))")
  }

  /// What was prepared before, or else is prepared now, once for each state of the course.
  ///
  /// - Parameter hidden: what an instructor's hidden tests add to the suite.
  func prepare(
    _ lesson: Lesson, adding hidden: HiddenSuite? = nil,
    telling tell: @escaping @Sendable (Words) -> Void
  ) async throws(GradingError) -> PreparedSuite {
    try await prepareOnce(telling: tell) { [try preparation(of: lesson, adding: hidden, tell)] }[0]
  }

  /// The same of some lessons, by their names.
  func prepare(
    _ lessons: [Lesson], adding hidden: HiddenTests? = nil,
    telling tell: @escaping @Sendable (Words) -> Void
  ) async throws(GradingError) -> [String: PreparedSuite] {
    let suites = try await prepareOnce(telling: tell) {
      try lessons.map { try preparation(of: $0, adding: hidden?.suites[$0.name], tell) }
    }
    return Dictionary(uniqueKeysWithValues: zip(lessons.map(\.name), suites))
  }

  private func preparation(
    of lesson: Lesson, adding hidden: HiddenSuite?, _ tell: @escaping @Sendable (Words) -> Void
  ) throws(FileError) -> Preparation {
    let prefix = (hidden == nil ? "" : "hidden.") + lesson.name + "-"
    let print = try Fingerprint(
      lesson, adding: hidden?.files ?? [], in: folder, with: compiler.toolchain)
    let suite = PreparedSuite(
      base: baseFolder(print), lesson: home.adding(prefix + print.suite.prefix(16)),
      fingerprint: print.suite)
    return Preparation(suite: suite) {
      tell(
        Words(
          "Preparing the suite of lesson \(lesson.number), once per version …",
          ja: "レッスン \(lesson.number) のテストを準備しています（バージョンごとに一度だけ）…"))
      try await finish(suite.lesson, replacing: prefix) { draft in
        do {
          try await Parts(compiler: compiler).buildSuite(
            of: lesson, adding: hidden?.sources ?? [], on: suite.base, in: draft)
        } catch {
          throw hidden?.blamed(for: error) ?? error
        }
        // One run against the reference shows which tests there are, and how long they take; one
        // against the starter, only which there are.
        let trial = PreparedSuite(base: suite.base, lesson: draft, fingerprint: suite.fingerprint)
        let run = try await FastRoad(workshop: self).run(lesson, trial, in: draft, processes: 1)
        try hidden?.check(run)
        try Files.write(
          Array(Catalogue(run, knowsTimes: folder.hasReferences).json.line.utf8),
          to: draft.adding(PreparedSuite.catalogue))
      }
    }
  }

  /// Where something will lie that is built once for each state of the course, and how it is built.
  struct Preparation: Sendable {
    let suite: PreparedSuite
    let build: @Sendable () async throws -> Void

    fileprivate var isDone: Bool { Files.exists(suite.lesson) && Files.exists(suite.base) }
  }

  /// What was built for this state of the course, or is built now, while no other grader builds. All have
  /// the same base.
  func prepareOnce(
    telling tell: @escaping @Sendable (Words) -> Void, _ plan: () throws -> [Preparation]
  ) async throws(GradingError) -> [PreparedSuite] {
    do {
      let preparations = try plan()
      if let base = preparations.first(where: { !$0.isDone })?.suite.base {
        let lock = try await lock(telling: tell)
        try await prepareBase(base, tell)
        // Optimised and as a whole, a suite keeps only one processor busy.
        let missing = preparations.filter { !$0.isDone }
        _ = try await SideBySide(jobs: Catalogue.processors).map(missing) { missing, _ in
          try await missing.build()
        }
        withExtendedLifetime(lock) {}
      }
      return preparations.map(\.suite)
    } catch let error as FileError {
      throw .file(error)
    } catch let error as GradingError {
      throw error
    } catch {
      throw .spawn(
        SpawnError(program: Words("the preparation", ja: "準備"), reason: Words(error)))
    }
  }

  /// Keeps other graders from building for as long as the result lives.
  func lock(telling tell: @escaping @Sendable (Words) -> Void) async throws(FileError) -> Lock {
    try Files.makeFolder(home)
    return try await Lock.acquire(home.adding("lock")) {
      tell(
        Words(
          "Another grader is preparing this course; waiting for it …",
          ja: "別の grader がこのコースを準備しています。終わるのを待っています…"))
    }
  }

  /// What the fingerprints of all lessons begin with, for whoever asks after several.
  func base() throws(FileError) -> String {
    try Fingerprint.base(of: folder, with: compiler.toolchain)
  }

  /// Whether a standing is of the learner's source and of the suite as they are now.
  func isCurrent(
    _ standing: Standing, of lesson: Lesson, base: String? = nil
  ) throws(FileError) -> Bool {
    guard let submission = try? Submission.read(lesson, in: folder) else { return false }
    let print = try Fingerprint(lesson, in: folder, with: compiler.toolchain, base: base)
    return standing.submission == submission.digest && standing.suite == print.suite
  }

  private func prepareBase(
    _ base: String, _ tell: @Sendable (Words) -> Void
  ) async throws {
    // What an earlier grader left unfinished when it was killed; under the lock nobody builds.
    for name in try Files.names(in: home) where name.hasSuffix(".unfinished") {
      Files.remove(home.adding(name))
    }
    guard !Files.exists(base) else { return }
    tell(
      Words(
        "Preparing the course's vocabulary and instruments, once per version …",
        ja: "コースの共通部分を準備しています（バージョンごとに一度だけ）…"))
    try await finish(base, replacing: "base-") { draft in
      try await Parts(compiler: compiler).buildBase(in: draft, to: base)
    }
  }

  /// Builds in a draft that becomes the real folder in one step, and clears away its predecessors.
  func finish(
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

  private var scratch: String { "scratch-\(getpid())-\(number)" }

  /// A folder for one submission's library, which nobody else uses.
  func makeScratch(_ purpose: String) throws(FileError) -> String {
    let path = home.adding(scratch).adding(purpose)
    try Files.makeFolder(path)
    return path
  }

  /// Removes this workshop's scratch folder, and those of graders that no longer run.
  func clearScratch() {
    for name in (try? Files.names(in: home)) ?? [] where name.hasPrefix("scratch-") {
      let owner = name.split(separator: "-").dropFirst().first.flatMap { Int32($0) } ?? 0
      if name == scratch || owner <= 0 || (kill(owner, 0) != 0 && errno == ESRCH) {
        Files.remove(home.adding(name))
      }
    }
  }
}
