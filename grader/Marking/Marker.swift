/// Takes what one learner handed in through admission, compiler and suites to the marks.
struct Marker: MarkMaker {
  let course: Course
  let workshop: Workshop
  /// The lessons to grade, with their suites.
  let suites: [(lesson: Lesson, suite: Workshop.PreparedSuite)]
  var sandbox: Sandbox
  let modules: String
  let policy: Policy
  let knowsHiddenTests = true
  var lessons: [Lesson] { suites.map(\.lesson) }

  /// Prepares the suites, and what the sandbox needs.
  ///
  /// - Parameter course: with the hidden tests.
  init(
    _ course: Course, _ lessons: [Lesson], adding hidden: HiddenTests?, _ workshop: Workshop,
    in sandbox: Sandbox,
    telling tell: @escaping @Sendable (Words) -> Void
  ) async throws(GradingError) {
    self.course = course
    self.workshop = workshop
    self.sandbox = sandbox
    policy = Policy(course)
    let prepared = try await workshop.prepare(lessons, adding: hidden, telling: tell)
    suites = lessons.compactMap { lesson in prepared[lesson.name].map { (lesson, $0) } }
    modules =
      if let suite = suites.first?.suite {
        try await Confinement.prepare(
          sandbox, in: workshop, on: suite, telling: tell
        ).modules
      } else {
        ""
      }
  }

  func grounds(_ suite: Workshop.PreparedSuite) -> Mark.Grounds {
    Mark.Grounds(
      suite: suite.fingerprint, toolchain: workshop.compiler.toolchain.version,
      policy: policy.digest, tier: sandbox.tier)
  }

  func marks(
    _ collected: Collected, digest: String, in place: String, lessons: [Lesson], job: Int
  ) async throws(GradingError) -> [Mark] {
    let folder = CourseFolder(root: course.folder.root, work: place)
    // A workshop of its own has scratch folders of its own.
    let workshop = Workshop(
      compiler: Compiler(toolchain: workshop.compiler.toolchain, folder: folder))
    defer { workshop.clearScratch() }
    let confinement = Confinement(
      sandbox: sandbox.forJob(job), toolchain: workshop.compiler.toolchain, modules: modules)
    var course = course
    course.folder = folder
    var examiner = Examiner(course: course, workshop: workshop)
    examiner.processes = 1
    examiner.confinement = confinement
    let admission = ClassAdmission(
      course: course, confinement: confinement, suite: suites.first?.suite, workshop: workshop)
    examiner.refusals = try await admission.refusals(collected)
    examiner.compiled = try await compileTogether(collected, examiner)
    var marks: [Mark] = []
    for (lesson, suite) in suites where lessons.contains(lesson) {
      let start = Subprocess.now()
      let judgement = try await examiner.examine(lesson, with: suite).judgement
      var mark = Mark(judgement, of: collected.learner, submission: digest, on: grounds(suite))
      mark.date = Date.now()
      mark.seconds = Subprocess.now() - start
      marks.append(mark)
    }
    return marks
  }

  /// All that was let in, in one library: a compiler takes about as long for all lessons as for two. A
  /// lesson with an error is left out and compiled by itself, so that none suffers from another.
  private func compileTogether(
    _ collected: Collected, _ examiner: Examiner
  ) async throws(GradingError) -> CompiledSources? {
    guard let confinement = examiner.confinement, let suite = suites.first?.suite else {
      return nil
    }
    let folder = examiner.course.folder
    let scratch = try GradingError.filing { () throws(FileError) in
      try examiner.workshop.makeScratch("together")
    }
    var lessons = course.lessons.filter { examiner.refusals?[$0.name] == nil }
      .map { collected.files(of: $0).map(\.name) }.filter { !$0.isEmpty }
    while lessons.count > 1 {
      let files = lessons.flatMap(\.self).map(folder.path)
      do {
        let complaints = try await confinement.compile(files, on: suite, in: scratch, of: folder)
        return complaints.isEmpty ? CompiledSources(files: Set(files), folder: scratch) : nil
      } catch {
        guard case .compile(let failure) = error else { throw error }
        let faulty = Set(failure.diagnostics.map(\.file))
        let sound = lessons.filter { faulty.isDisjoint(with: $0) }
        guard sound.count < lessons.count else { return nil }
        lessons = sound
      }
    }
    return nil
  }
}
