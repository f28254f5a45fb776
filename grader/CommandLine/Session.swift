/// One request, from the course's folder to the exit code.
struct Session {
  let arguments: Arguments
  let console: Console

  func answer() async throws -> ExitCode {
    let folder = try CourseFolder.nearest(to: arguments.course ?? ".")
    if arguments.request == .doctor {
      return await Doctor(folder: folder, console: console).examine()
    }
    let course = try CourseDecoder.load(folder)
    switch arguments.request {
    case .list: return list(course)
    case .run: return try await run(course)
    case .verify:
      let workshop = try await workshop(course)
      defer { workshop.clearScratch() }
      let lessons = try course.lessons(called: arguments.names)
      return try await Verification(
        course: course, lessons: lessons, workshop: workshop, console: console
      ).run()
    case .status, .doctor, .help: return try await status(course)
    }
  }

  private func workshop(_ course: Course) async throws(ToolError) -> Workshop {
    let toolchain = try await Toolchain.find(
      memory: course.folder.path(CourseFolder.workshop).adding("toolchain.json"))
    let workshop = Workshop(compiler: Compiler(toolchain: toolchain, folder: course.folder))
    workshop.clearScratch()
    return workshop
  }

  private func list(_ course: Course) -> ExitCode {
    if arguments.json {
      console.show(JSONReport.list(course).page.trimmed)
      return .passes
    }
    console.show(console.screen.paint(course.title.english, .bold))
    for lesson in course.lessons {
      let numbers = lesson.builtOn.map(\.number).joined(separator: ", ")
      let parts = numbers.isEmpty ? "" : "\n      built on \(numbers)"
      console.show(
        """

          \(lesson.number)  \(lesson.title.english)   \(lesson.points) points, \
        \("test".counted(lesson.tests.count))
              \(lesson.law.english)\(parts)
        """)
    }
    return .passes
  }

  private func run(_ course: Course) async throws -> ExitCode {
    let lessons = try course.lessons(called: arguments.names)
    let workshop = try await workshop(course)
    defer { workshop.clearScratch() }
    let examiner = examiner(course, workshop, seed: arguments.seed)
    // A replay runs one schedule of each search: it says nothing about where the learner stands.
    var record = Record(isOpen: arguments.seed == nil, folder: course.folder, console: console)
    var passed = ProgressStore(folder: course.folder).load(warning: console.warn).passed
    var judgements: [Judgement] = []
    for lesson in lessons {
      guard let examination = try await examine(lesson, examiner) else { continue }
      judgements.append(examination.judgement)
      record.add(examination)
      passed.remove(lesson.name)
      if examination.judgement.verdict == .passes { passed.insert(lesson.name) }
      show(examination.judgement, of: course, passed, isFirst: judgements.count == 1)
    }
    let isComplete = judgements.count == lessons.count
    if arguments.json, !judgements.isEmpty {
      console.show(
        JSONReport.run(judgements, of: course, isComplete: isComplete).page.trimmed)
    }
    guard isComplete else { return .courseData }
    return judgements.allSatisfy { $0.verdict == .passes } ? .passes : .doesNotPass
  }

  /// Nil if the course itself is at fault there; the other lessons can be graded nevertheless.
  private func examine(
    _ lesson: Lesson, _ examiner: Examiner
  ) async throws(GradingError) -> Examination? {
    do { return try await examiner.examine(lesson) } catch {
      guard case .course = error else { throw error }
      console.refresh("")
      console.fail("\(error)")
      return nil
    }
  }

  private func show(
    _ judgement: Judgement, of course: Course, _ passed: Set<String>, isFirst: Bool
  ) {
    if arguments.json { return }
    if arguments.verbose {
      console.show(VerboseLog(judgement: judgement, course: course).text)
    } else {
      if !isFirst { console.show("") }
      console.show(
        LessonReport(
          judgement: judgement, course: course, screen: console.screen, passed: passed
        ).text)
    }
  }

  private func status(_ course: Course) async throws -> ExitCode {
    var progress = ProgressStore(folder: course.folder).load(warning: console.warn)
    let workshop = try await workshop(course)
    defer { workshop.clearScratch() }
    let examiner = examiner(course, workshop, seed: nil)
    var record = Record(folder: course.folder, console: console)
    var isComplete = true
    var untouched: Set<String> = []
    for lesson in course.lessons {
      // Verified to pass no test: what is not begun need not be compiled to know that.
      if Source.isUntouched(lesson, in: course.folder) {
        progress.standings[lesson.name] = nil
        untouched.insert(lesson.name)
        continue
      }
      if let known = progress.standings[lesson.name], try workshop.isCurrent(known, of: lesson) {
        continue
      }
      console.refresh("Grading lesson \(lesson.number) …")
      defer { console.refresh("") }
      let examination = try await examine(lesson, examiner)
      progress.standings[lesson.name] = examination.map { record.add($0) }
      isComplete = isComplete && examination != nil
    }
    if arguments.json {
      console.show(JSONReport.status(progress, untouched, of: course).page.trimmed)
    } else {
      console.show(
        Overview(
          course: course, progress: progress, untouched: untouched, screen: console.screen
        ).text)
    }
    return isComplete ? .passes : .courseData
  }

  private func examiner(_ course: Course, _ workshop: Workshop, seed: UInt64?) -> Examiner {
    let console = console
    return Examiner(course: course, workshop: workshop, seed: seed) {
      console.refresh("")
      console.tell($0)
    }
  }
}

/// Keeps each standing as soon as there is one: whatever ends the grader then costs none of them.
private struct Record {
  /// Closed after the first that could not be kept: one warning is enough.
  var isOpen = true
  let folder: CourseFolder
  let console: Console

  @discardableResult
  mutating func add(_ examination: Examination) -> Standing {
    let standing = Standing(
      examination.judgement, submission: examination.submission ?? "", suite: examination.suite,
      date: Date.now())
    if isOpen {
      isOpen = ProgressStore(folder: folder).add(
        [examination.judgement.lesson.name: standing], warning: console.warn)
    }
    return standing
  }
}
