/// A verdict, and what exactly it was passed on.
struct Examination: Sendable {
  let judgement: Judgement
  /// Of the learner's source; nil if it was not let in.
  let submission: String?
  /// Of the suite and all that it is built on.
  let suite: String
}

/// Takes a lesson from the learner's file to the verdict.
struct Examiner: Sendable {
  let course: Course
  let workshop: Workshop
  var seed: UInt64?
  /// How many processes may run tests side by side.
  var processes = Catalogue.processors
  /// Told what takes long.
  var tell: @Sendable (String) -> Void = { _ in }

  func examine(_ lesson: Lesson) async throws(GradingError) -> Examination {
    let suite = try await workshop.prepare(lesson, telling: tell)
    let submission: Submission
    do { submission = try Submission.read(lesson.exercise, in: course.folder) } catch {
      let failure = Compiler.Failure(diagnostics: [], text: "\(error)")
      return Examination(
        judgement: Judgement(lesson, doesNotCompile: failure), submission: nil,
        suite: suite.fingerprint)
    }
    let files = submission.files.map(course.folder.path)
    let judgement = try await judge(files, of: lesson, with: suite, scratch: lesson.name)
    return Examination(
      judgement: judgement, submission: submission.digest, suite: suite.fingerprint)
  }

  /// Compiles some files as that lesson's submission, runs the suite against them, and judges.
  func judge(
    _ files: [String], of lesson: Lesson, with suite: Workshop.PreparedSuite, scratch name: String
  ) async throws(GradingError) -> Judgement {
    let scratch: String
    do { scratch = try workshop.makeScratch(name) } catch { throw .file(error) }
    defer { Files.remove(scratch) }
    let start = Subprocess.now()
    let road = FastRoad(workshop: workshop, seed: seed)
    do { try await road.compile(files, for: suite, in: scratch) } catch {
      guard case .compile(let failure) = error else { throw error }
      return Judgement(lesson, doesNotCompile: failure, seconds: Subprocess.now() - start)
    }
    let run = try await road.run(lesson, suite, in: scratch, processes: processes)
    if let symbol = run.missingSymbol {
      let text = try await explain(missing: symbol, file: "\(lesson.exercise).swift")
      return Judgement(
        lesson, doesNotCompile: Compiler.Failure(diagnostics: [], text: text),
        seconds: Subprocess.now() - start)
    }
    var judgement = Judgement(lesson, run)
    judgement.seconds = Subprocess.now() - start
    return judgement
  }

  private func explain(missing symbol: String, file: String) async throws(GradingError) -> String {
    let command = Command(
      workshop.compiler.toolchain.program("swift-demangle"), ["--compact", symbol],
      environment: Toolchain.childEnvironment)
    let remains: Remains
    do { remains = try await Subprocess.run(command, patience: Patience(total: 10)) } catch {
      throw .spawn(error)
    }
    let name = remains.succeeded ? MissingDeclaration.declaration(remains.output) : symbol
    return """
      \(file) compiles, but a public declaration that the tests use is missing or was changed:
          \(name)
      Bring it back as the starter has it: git diff HEAD -- \(file)
      """
  }
}
