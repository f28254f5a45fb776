/// Where a watch has its work done: a lesson graded, or another subcommand performed.
struct WatchBench: Sendable {
  let session: Session
  private(set) var course: Course
  let workshop: Workshop
  /// Of the description from which the course was read.
  private var description: Snapshot.Stamp?

  init(session: Session, course: Course, workshop: Workshop) {
    self.session = session
    self.course = course
    self.workshop = workshop
    description = Self.stamp(course.folder)
  }

  private static func stamp(_ folder: CourseFolder) -> Snapshot.Stamp? {
    Snapshot.Stamp(folder.path(CourseFolder.description))
  }

  /// Reads the course again if its description was saved, as by a `git pull`.
  mutating func refresh() throws {
    let now = Self.stamp(course.folder)
    guard now != description else { return }
    let course = try CourseDecoder.load(course.folder)
    guard course.lessons.map(\.name) == self.course.lessons.map(\.name) else {
      throw CourseError(
        Words("The course has other lessons now.", ja: "コースのレッスンが変わりました。"),
        next: Words(
          "Quit with q, and start the watch again.", ja: "q で終了し、watch を始め直してください。"))
    }
    self.course = course
    description = now
  }

  /// Grades a lesson, and keeps its standing as `grader run` does.
  func grade(
    _ lesson: Lesson, number: Int, telling tell: @escaping @Sendable (WatchEvent) -> Void
  ) async -> RunEnd {
    do {
      let suite = try await workshop.prepare(lesson) { tell(.told(number, $0)) }
      tell(.readsSource(number))
      let examiner = Examiner(course: course, workshop: workshop)
      let examination = try await examiner.examine(lesson, with: suite)
      if Task.isCancelled { return .cancelled }
      // A save in the middle of it may have been compiled in part.
      let source = try? Submission.read(lesson, in: course.folder)
      guard source?.digest == examination.submission else { return .outdated }
      return .report(report(examination))
    } catch {
      return Task.isCancelled ? .cancelled : .report(failure(error))
    }
  }

  private func report(_ examination: Examination) -> WatchState.Report {
    let judgement = examination.judgement
    let capture = CapturedConsole(like: session.console)
    var record = Record(folder: course.folder, console: capture.console)
    record.add(examination)
    let progress = ProgressStore(folder: course.folder).load(warning: capture.console.warn)
    if session.arguments.has(.json) {
      let line = JSONReport.run([judgement], of: course).line
      return WatchState.Report(text: line, verdict: judgement.verdict, time: Date.timeOfDay())
    }
    let screen = session.console.screen
    let parts = [
      capture.text, Overview(course: course, progress: progress, screen: screen).head,
      LessonReport(
        judgement: judgement, course: course, screen: screen, passed: progress.passed
      ).text,
    ]
    return WatchState.Report(
      text: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"), verdict: judgement.verdict,
      time: Date.timeOfDay())
  }

  func failure(_ error: any Error) -> WatchState.Report {
    let capture = CapturedConsole(like: session.console)
    capture.console.fail(Grader.explanation(of: error))
    return WatchState.Report(text: capture.text, time: Date.timeOfDay())
  }

  /// Performs a subcommand on this course, and returns what it has to say.
  func perform(_ words: [String]) async -> String {
    let capture = CapturedConsole(like: session.console)
    let everywhere = ["--course", course.folder.root, "--lang", session.language.rawValue]
    _ = await Grader.answer(words + everywhere, on: capture.console)
    return capture.text
  }

  func answer(_ question: WatchState.Question, about lesson: Lesson) async -> String {
    guard let subcommand = try? Subcommand.called(question.rawValue) else { return "" }
    var words = [subcommand.name]
    if subcommand.operands != .none { words.append(lesson.name) }
    // The watch has asked already.
    if subcommand.options.contains(where: { $0.name == "--yes" }) { words.append("--yes") }
    return await perform(words)
  }
}
