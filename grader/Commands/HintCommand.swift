extension Option {
  static let seen = Option(
    name: "--seen",
    about: Words("those that were seen already, and no new one", ja: "もう見たものだけを見せます"))
}

extension Subcommand {
  static let hint = Subcommand(
    name: "hint", operands: .lesson, options: [.seen, .json],
    summary: Words("one more hint, for the first test that fails", ja: "最初に落ちるテストのヒントをもうひとつ"),
    about: Words(
      """
      Helps with the first test that does not pass: from a question to the shape of the answer, one hint
      more each time. If the failure looks like a known mistake, that is told first. What you have seen
      is remembered. Without a lesson it is the first that does not pass; what has changed is graded
      first.
      """,
      ja: """
        まだ通らない最初のテストを手助けします。問いかけから答えの形まで、呼ぶたびにヒントがひとつ
        進みます。知られた間違いに似ていれば、まずそれを伝えます。どこまで見たかは覚えています。
        レッスンを書かなければ、まだ合格していない最初のものです。変更があれば先に採点します。
        """)
  ) { session in
    let course = try session.course()
    let answer = try await Hinting(session: session, course: course).answer()
    if session.arguments.has(.json) {
      session.console.show(raw: answer.json.page.trimmed)
    } else {
      let passed = ProgressStore(folder: course.folder).load { _ in }.passed
      session.console.show(
        raw: HintReport(
          answer: answer, course: course, screen: session.console.screen,
          next: course.lessons.first { !passed.contains($0.name) }
        ).text)
    }
    return .passes
  }
}

/// Finds out what a learner has trouble with, and which hint comes next.
private struct Hinting {
  let session: Session
  let course: Course
  private var folder: CourseFolder { course.folder }

  func answer() async throws -> HintAnswer {
    let lesson = try session.lesson(of: course)
    let book = try HintBook.load(lesson, session.language, in: folder)
    let suite = try SuiteGroups(lesson, in: folder)
    func group(of test: Lesson.TestCase) throws(HintTextError) -> HintBook.Group {
      let name = suite.group(of: test.name)?.name
      if let group = name.flatMap(book.group(called:)) { return group }
      throw HintTextError(
        lesson.hints(in: session.language),
        Words("It has no hints for “\(test.name)”.", ja: "「\(test.title.japanese)」のヒントがありません。"))
    }
    if Source.isUntouched(lesson, in: folder) {
      return tell(lesson, .notBegun, try group(of: lesson.tests[0]), nil)
    }
    let (standing, failure) = try await standing(of: lesson)
    let diagnosis = standing.suspicion.flatMap { Diagnosis($0, of: lesson, in: folder) }
    if let failure {
      var answer = HintAnswer(lesson: lesson, state: .notCompiling(failure))
      answer.diagnosis = diagnosis
      return answer
    }
    switch standing.verdict {
    case .passes: return HintAnswer(lesson: lesson, state: .passes)
    case .doesNotCompile, .fails, .crashes, .hangs, .void:
      let first = lesson.tests.first { test in
        standing.tests.first { $0.name == test.name }?.outcome != .passed
      }
      // All may pass, and something else went wrong beside them.
      let test = first ?? lesson.tests[0]
      return tell(lesson, .failing(test), try group(of: test), diagnosis)
    }
  }

  /// How the lesson stands now: as it was graded last, if nothing has changed since. What does not
  /// compile is graded again, since nobody keeps what the compiler said.
  private func standing(of lesson: Lesson) async throws -> (Standing, Compiler.Failure?) {
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    let progress = ProgressStore(folder: folder).load { _ in }
    if let known = progress.standings[lesson.name], known.verdict != .doesNotCompile,
      try workshop.isCurrent(known, of: lesson)
    {
      return (known, nil)
    }
    session.console.refresh(
      Words("Grading lesson \(lesson.number) …", ja: "レッスン \(lesson.number) を採点しています…"))
    defer { session.console.clearLine() }
    let examination = try await session.examiner(course, workshop).examine(lesson)
    var record = Record(folder: folder, console: session.console)
    return (record.add(examination), examination.judgement.compileFailure)
  }

  /// The next hint of a group, or those that were seen; what is seen now is kept.
  private func tell(
    _ lesson: Lesson, _ state: HintAnswer.State, _ group: HintBook.Group, _ diagnosis: Diagnosis?
  ) -> HintAnswer {
    let console = session.console
    let store = HintStore(folder: folder)
    if session.arguments.has(.seen) {
      let seen = store.load(warning: console.warn)[lesson.name]
      return .again(lesson, state, group: group, diagnosis: diagnosis, seen: seen)
    }
    return store.update(warning: console.warn) { memory in
      .next(lesson, state, group: group, diagnosis: diagnosis, seen: &memory[lesson.name])
    }
  }
}
