/// Compiles modules of the course with the toolchain's swiftc.
struct Compiler: Sendable {
  let toolchain: Toolchain
  let folder: CourseFolder

  /// A compiler that type-checks for longer than this is stopped, in seconds.
  static let patience = Patience(total: longest)
  private static let longest = 120.0

  /// What one call makes. Everything is relative to absolute folders, so that no working folder counts.
  struct Job: Sendable {
    let module: String
    let sources: [String]
    let flags: [String]
    /// Folders with modules and libraries to build on, and the names of those libraries.
    var folders: [String] = []
    var libraries: [String] = []
  }

  struct Failure: Error, Equatable {
    let diagnostics: [Diagnostic]
    /// What there is to say if there are no diagnostics.
    let words: Words

    init(diagnostics: [Diagnostic], words: Words) {
      self.diagnostics = diagnostics
      self.words = words
    }

    /// - Parameter printed: what the compiler and the linker printed.
    init(diagnostics: [Diagnostic], text printed: String) {
      self.init(diagnostics: diagnostics, words: Words(same: printed))
    }

    init(_ words: Words) { self.init(diagnostics: [], words: words) }
  }

  /// A shared library whose public declarations may be swapped for those of another edition.
  static let swappable = ["-emit-library", "-enable-library-evolution"]

  /// What is compiled once and run often. One module at a time: quicker to build on two processors, and
  /// quicker to run.
  static let optimized = ["-O", "-wmo"]

  /// Every hop to an executor stays where the source has it, as the manifest wants it, too: each is a place
  /// where a schedule may turn, and one seed must draw one schedule, optimised or not.
  static let keepsHops = ["-Xllvm", "-sil-disable-pass=optimize-hop-to-executor"]

  func compile(_ job: Job) async throws(GradingError) { try await perform(command(job)) }

  private func command(_ job: Job, asking question: [String] = []) -> Command {
    var arguments = question
    arguments += ["-swift-version", "6", "-parse-as-library", "-module-name", job.module]
    arguments += job.flags + job.sources
    for place in job.folders { arguments += ["-I", place, "-L", place] }
    arguments += job.libraries.map { "-l\($0)" }
    return Command(
      toolchain.program("swiftc"), arguments, environment: Toolchain.childEnvironment)
  }

  /// The steps of a job that makes `library` from `source`, to be repeated for other sources.
  func recipe(
    _ job: Job, source: String, library: String
  ) async throws(GradingError) -> Recipe? {
    do {
      let question = command(job, asking: ["-###"])
      let remains = try await Subprocess.run(question, patience: Self.patience)
      guard remains.succeeded else { return nil }
      return Recipe(printed: remains.output, source: source, library: library)
    } catch {
      throw .spawn(error)
    }
  }

  /// Runs one command of the compiler, and reads its complaints if it fails.
  func perform(_ command: Command) async throws(GradingError) {
    let remains: Remains
    do { remains = try await Subprocess.run(command, patience: Self.patience) } catch {
      throw .spawn(error)
    }
    guard !remains.succeeded else { return }
    if case .silent = remains.ending { throw .compile(Self.tooSlow(after: Self.longest)) }
    if case .outOfTime = remains.ending { throw .compile(Self.tooSlow(after: Self.longest)) }
    let printed = remains.errors + remains.output
    let diagnostics = Diagnostic.parse(printed, in: folder).filter(\.isError)
    throw .compile(Failure(diagnostics: diagnostics, text: printed))
  }

  static func tooSlow(after seconds: Double) -> Failure {
    Failure(
      Words(
        "The compiler had not finished after \(seconds.brief) s. Split the longest expressions.",
        ja: "\(seconds.brief) 秒たってもコンパイルが終わりません。長い式を分けてください。"))
  }
}
