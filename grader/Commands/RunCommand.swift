extension Subcommand {
  static let run = Subcommand(
    name: "run", operands: .lessons, options: [.verbose, .json, .seed],
    summary: Words("grades lessons, and shows what is wrong", ja: "レッスンを採点し、誤りを見せます"),
    about: Words(
      """
      Compiles your file of each lesson, runs the lesson's tests against it, and shows the verdict:
      passes, fails, does not compile, crashes, hangs (void: a test has no verdict for another reason).
      Without a lesson it grades all of them. Exit code 0 only if all that was asked for passes.
      """,
      ja: """
        各レッスンのファイルをコンパイルし、テストにかけて判定を示します: 合格、不合格、コンパイル不可、
        クラッシュ、ハング（無効: 別の理由で判定のないテストがある）。レッスンを書かなければ全部を
        採点します。頼まれたものがすべて合格したときだけ、終了コードは 0 です。
        """)
  ) { session in
    let course = try session.course()
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    return try await Grading(session: session, course: course, workshop: workshop).answer()
  }
}

/// Grades the lessons that were asked for, one after the other, and shows each verdict at once.
private struct Grading {
  let session: Session
  let course: Course
  let workshop: Workshop
  private var console: Console { session.console }
  private var arguments: Arguments { session.arguments }

  func answer() async throws -> ExitCode {
    let lessons = try course.lessons(called: arguments.names)
    let examiner = session.examiner(course, workshop, seed: arguments.seed)
    // A replay runs one schedule of each search: it says nothing about where the learner stands.
    var record = Record(isOpen: arguments.seed == nil, folder: course.folder, console: console)
    var passed = ProgressStore(folder: course.folder).load(warning: console.warn).passed
    var judgements: [Judgement] = []
    for lesson in lessons {
      guard let examination = try await session.examine(lesson, examiner) else { continue }
      judgements.append(examination.judgement)
      record.add(examination)
      passed.remove(lesson.name)
      if examination.judgement.verdict == .passes { passed.insert(lesson.name) }
      show(examination.judgement, passed, isFirst: judgements.count == 1)
    }
    let isComplete = judgements.count == lessons.count
    if arguments.has(.json), !judgements.isEmpty {
      console.show(
        raw: JSONReport.run(judgements, of: course, isComplete: isComplete).page.trimmed)
    }
    await session.tellOfNewStarters(lessons, in: course)
    guard isComplete else { return .courseData }
    return judgements.allSatisfy { $0.verdict == .passes } ? .passes : .doesNotPass
  }

  private func show(_ judgement: Judgement, _ passed: Set<String>, isFirst: Bool) {
    if arguments.has(.json) { return }
    if arguments.has(.verbose) {
      console.show(raw: VerboseLog(judgement: judgement, course: course).text)
    } else {
      if !isFirst { console.show(raw: "") }
      console.show(
        raw: LessonReport(
          judgement: judgement, course: course, screen: console.screen, passed: passed
        ).text)
    }
  }
}
