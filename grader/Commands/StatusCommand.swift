extension Subcommand {
  static let status = Subcommand(
    name: "status", options: [.json],
    summary: Words(
      "where you stand; grades what changed since the last time",
      ja: "今どこにいるか。前回から変わったものを採点します"),
    about: Words(
      """
      Where you stand: every lesson with its verdict and points, and what to do next. Lessons whose
      files have changed since the last time are graded first. This is what `grader` alone does.
      """,
      ja: """
        今どこにいるか: 各レッスンの判定と点、そして次にすること。前回から変わったレッスンは、
        先に採点します。`grader` とだけ打ったときと同じです。
        """)
  ) { session in
    let course = try session.course()
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    return try await Survey(session: session, course: course, workshop: workshop).answer()
  }
}

/// Grades what has changed, and shows where the learner stands.
private struct Survey {
  let session: Session
  let course: Course
  let workshop: Workshop
  private var console: Console { session.console }

  func answer() async throws -> ExitCode {
    var progress = ProgressStore(folder: course.folder).load(warning: console.warn)
    let examiner = session.examiner(course, workshop)
    var record = Record(folder: course.folder, console: console)
    let base = progress.standings.isEmpty ? nil : try workshop.base()
    var isComplete = true
    var untouched: Set<String> = []
    for lesson in course.lessons {
      // Verified to pass no test: what is not begun need not be compiled to know that.
      if Source.isUntouched(lesson, in: course.folder) {
        progress.standings[lesson.name] = nil
        untouched.insert(lesson.name)
        try? Beginnings(folder: course.folder).note(lesson)
        continue
      }
      if let known = progress.standings[lesson.name],
        try workshop.isCurrent(known, of: lesson, base: base)
      {
        continue
      }
      console.refresh(
        Words("Grading lesson \(lesson.number) …", ja: "レッスン \(lesson.number) を採点しています…"))
      defer { console.clearLine() }
      let examination = try await session.examine(lesson, examiner)
      progress.standings[lesson.name] = examination.map { record.add($0) }
      isComplete = isComplete && examination != nil
    }
    let history = (try? HistoryStore(folder: course.folder).load()) ?? History()
    let helped = Journey(course, history, progress).helped
    if session.arguments.has(.json) {
      console.show(raw: JSONReport.status(progress, untouched, helped, of: course).page.trimmed)
    } else {
      console.show(
        raw: Overview(
          course: course, progress: progress, untouched: untouched, helped: helped,
          screen: console.screen
        ).text)
    }
    await session.tellOfNewStarters(course.lessons, in: course)
    return isComplete ? .passes : .courseData
  }
}
