/// A verdict, and what exactly it was passed on.
struct Examination: Sendable {
  let judgement: Judgement
  /// Of the learner's source; nil if it was not let in.
  let submission: String?
  /// Of the suite and all that it is built on.
  let suite: String
}

/// A library of several sources, which any part of them may be judged by.
struct CompiledSources: Sendable {
  let files: Set<String>
  /// Where the library is.
  let folder: String

  func holds(_ sources: [String]) -> Bool { files.isSuperset(of: sources) }
}

/// Takes a lesson from the learner's file to the verdict.
struct Examiner: Sendable {
  let course: Course
  let workshop: Workshop
  var seed: UInt64?
  /// The id of the only test to run, whose runs are to be recorded.
  var recorded: String?
  /// Around what is not trusted.
  var confinement: Confinement?
  /// A library of the learner's that is there already.
  var compiled: CompiledSources?
  /// What admission has against sources, by the names of their lessons; nil if nobody has looked yet.
  var refusals: [String: AdmissionError]?
  /// How many processes may run tests side by side.
  var processes = Catalogue.processors
  /// Told what takes long.
  var tell: @Sendable (Words) -> Void = { _ in }

  func examine(_ lesson: Lesson) async throws(GradingError) -> Examination {
    try await examine(lesson, with: try await workshop.prepare(lesson, telling: tell))
  }

  func examine(
    _ lesson: Lesson, with suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> Examination {
    let submission: Submission
    do {
      submission = try Submission.read(lesson, in: course.folder, refusing: refusals)
    } catch {
      let failure = Compiler.Failure(error.words)
      return Examination(
        judgement: Judgement(lesson, doesNotCompile: failure), submission: nil,
        suite: suite.fingerprint)
    }
    var judgement = try await judge(submission, with: suite)
    // A replay runs one schedule of each search, and the patterns are those of whole runs.
    if seed == nil { judgement.diagnosis = Diagnosis(judgement, in: course.folder) }
    return Examination(
      judgement: judgement, submission: submission.digest,
      suite: suite.fingerprint)
  }

  /// Compiles some files as that lesson's submission, runs the suite against them, and judges.
  func judge(
    _ files: [String], of lesson: Lesson, with suite: Workshop.PreparedSuite, scratch name: String
  ) async throws(GradingError) -> Judgement {
    let start = Subprocess.now()
    let attempt = try await attempt(files, of: lesson, with: suite, scratch: name)
    var judgement = try await judgement(attempt, of: lesson, from: files, with: suite)
    judgement.seconds = Subprocess.now() - start
    return judgement
  }

  /// How far some files came.
  enum Attempt {
    case refused(Compiler.Failure)
    /// They compile, but lack the declaration of that mangled name.
    case lacks(String)
    /// Their object is not what a compiler makes of an honest source.
    case tainted([Words])
    case ran(SuiteRun)
  }

  /// Compiles some files as that lesson's submission, and runs the suite against them.
  func attempt(
    _ files: [String], of lesson: Lesson, with suite: Workshop.PreparedSuite, scratch name: String
  ) async throws(GradingError) -> Attempt {
    let road = FastRoad(
      workshop: workshop, seed: seed, recorded: recorded, confinement: confinement)
    if let compiled, compiled.holds(files) {
      return try await attempt(road, lesson, suite, in: compiled.folder)
    }
    let scratch: String
    do { scratch = try workshop.makeScratch(name) } catch { throw .file(error) }
    defer { Files.remove(scratch) }
    let complaints: [Words]
    do { complaints = try await road.compile(files, for: suite, in: scratch) } catch {
      guard case .compile(let failure) = error else { throw error }
      return .refused(failure)
    }
    guard complaints.isEmpty else { return .tainted(complaints) }
    return try await attempt(road, lesson, suite, in: scratch)
  }

  private func attempt(
    _ road: FastRoad, _ lesson: Lesson, _ suite: Workshop.PreparedSuite, in scratch: String
  ) async throws(GradingError) -> Attempt {
    let run = try await road.run(lesson, suite, in: scratch, processes: processes)
    return run.missingSymbol.map(Attempt.lacks) ?? .ran(run)
  }

  func judgement(
    _ attempt: Attempt, of lesson: Lesson, from files: [String],
    with suite: Workshop.PreparedSuite
  ) async throws(GradingError) -> Judgement {
    switch attempt {
    case .refused(let failure): return Judgement(lesson, doesNotCompile: failure)
    case .tainted(let complaints): return Judgement(lesson, void: complaints)
    case .ran(let run): return Judgement(lesson, run)
    case .lacks(let symbol):
      let file = course.folder.exercise(of: lesson)
      let difference = await difference(files, of: lesson, with: suite)
      var lines = difference?.lines ?? []
      if lines.isEmpty { lines = ["+ " + (try await declaration(symbol))] }
      let shown = lines.joined(separator: "\n").indented(4)
      let starter = course.folder.place(of: lesson.starter)
      let words = Words(
        """
        \(file) compiles, but lacks public declarations that the tests use.
        Yours are marked with -, the tests' with +:
        \(shown)
        Declare them as the starter does: \(starter)
        """,
        ja: """
          \(file) はコンパイルできますが、テストの使う公開宣言が足りません。
          - はあなたの宣言、+ はテストの使う宣言です:
          \(shown)
          スターターのとおりに宣言してください: \(starter)
          """)
      return Judgement(lesson, doesNotCompile: Compiler.Failure(words))
    }
  }

  /// What a mangled name is called in the source.
  func declaration(_ symbol: String) async throws(GradingError) -> String {
    let command = Command(
      workshop.compiler.toolchain.program("swift-demangle"), ["--compact", symbol],
      environment: Toolchain.childEnvironment)
    let remains: Remains
    do { remains = try await Subprocess.run(command, patience: Patience(total: 10)) } catch {
      throw .spawn(error)
    }
    return remains.succeeded ? MissingDeclaration.declaration(remains.output) : symbol
  }
}
