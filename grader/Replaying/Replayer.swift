/// Finds the run that was asked for, and shows it.
struct Replayer {
  let session: Session
  let course: Course
  let workshop: Workshop
  private var console: Console { session.console }
  private var arguments: Arguments { session.arguments }

  func answer() async throws -> ExitCode {
    let lesson = try session.lesson(of: course)
    let wanted = try arguments.value(of: .test).map { try lesson.test(called: $0) }
    if let file = arguments.value(of: .html) {
      try PageFile(path: file).checkIsFree(isForced: arguments.has(.force))
    }
    let judgement = try await judge(lesson, seed: arguments.seed)
    guard let judgement else { return .courseData }
    guard judgement.compileFailure == nil else {
      console.show(
        raw: LessonReport(judgement: judgement, course: course, screen: console.screen).text)
      return .doesNotPass
    }
    guard let test = choose(wanted, from: judgement) else { return nothingFails(in: lesson) }
    let seed = arguments.seed ?? test.seedOfFailure ?? (test.isLost ? nil : 0)
    guard let second = try await judge(lesson, seed: seed, recording: test.id) else {
      return .courseData
    }
    for standIn in second.standIns { console.warn(standIn.sentence) }
    let again = second.tests.first { $0.name == test.name } ?? test
    // Only who reads Japanese waits for a translation of every event.
    let phrasebook =
      session.language == .english ? Phrasebook([]) : Phrasebook.of(lesson, in: course.folder)
    guard let replay = Replay(again, of: lesson, second.recordings, in: phrasebook) else {
      return explain(again, of: lesson)
    }
    try show(replay)
    return again.outcome == .passed ? .passes : .doesNotPass
  }

  private func judge(
    _ lesson: Lesson, seed: UInt64?, recording test: String? = nil
  ) async throws -> Judgement? {
    var examiner = session.examiner(course, workshop, seed: seed)
    examiner.recorded = test
    return try await session.examine(lesson, examiner)?.judgement
  }

  /// The one that was named, or else the first that fails under a schedule, or else the first that fails.
  private func choose(_ wanted: Lesson.TestCase?, from judgement: Judgement) -> JudgedTest? {
    if let wanted { return judgement.tests.first { $0.name == wanted.name } }
    let failing = judgement.tests.filter { $0.outcome != .passed && $0.id != nil }
    return failing.first { $0.seedOfFailure != nil || $0.isLost } ?? failing.first
  }

  private func show(_ replay: Replay) throws {
    if let file = arguments.value(of: .html) {
      let page = ReplayPage(
        replay: replay, language: session.language, showsAll: arguments.has(.all))
      try PageFile(path: file).write(page.page, isForced: arguments.has(.force))
      if !arguments.has(.json) {
        let shown = console.screen.link(file, to: Files.resolved(file) ?? file)
        let (head, text) = replay.conclusion
        console.show(
          Words("The timeline is in ", ja: "図を書きました: ") + Words(same: "\(shown)\n  ")
            + head + Words(same: text.english.isEmpty ? "" : ": ")
            + Words(text.english.onOneLine, ja: text.japanese.onOneLine))
      }
    }
    if arguments.has(.json) {
      console.show(raw: JSONReport.replay(replay).page.trimmed)
    } else if !arguments.has(.html) {
      console.show(
        raw: ReplayReport(
          replay: replay, course: course, screen: console.screen, showsAll: arguments.has(.all)
        ).text)
    }
  }

  private func nothingFails(in lesson: Lesson) -> ExitCode {
    let number = lesson.number
    let seed = arguments.seed.map { " --seed \($0)" } ?? ""
    let head =
      arguments.seed.map { seed in
        Words(
          "With seed \(seed) every test of lesson \(number) passes.",
          ja: "シード \(seed) では、レッスン \(number) のテストはすべて合格します。")
      }
      ?? Words(
        "Every test of lesson \(number) passes: there is no failure to show.",
        ja: "レッスン \(number) のテストはすべて合格します。見せる失敗はありません。")
    let passing = Words(
      "\n  To see how a test goes:  swift run grader replay \(number)\(seed) --test NAME",
      ja: "\n  テストの進み方を見る:  swift run grader replay \(number)\(seed) --test 名前")
    let failing = Words(
      "\n  To look for a failure:   swift run grader run \(number)",
      ja: "\n  失敗を探す:  swift run grader run \(number)")
    say(head + passing + (arguments.seed == nil ? Words(same: "") : failing), of: lesson, nil)
    return .passes
  }

  /// A test that failed, or was named, has nothing to draw.
  private func explain(_ test: JudgedTest, of lesson: Lesson) -> ExitCode {
    let title = lesson.tests.first { $0.name == test.name }?.title ?? Words(same: test.name)
    var words =
      title
      + Words(
        "\n  explores no schedules: it is the same with every seed, and there is no timeline to draw.",
        ja: "\n  スケジュールを探らないテストです。どのシードでも同じで、描く図はありません。")
    if test.outcome != .passed {
      let known = test.reason ?? Words(same: "")
      let reason = Words(
        known.english.harmless.indented(2), ja: known.japanese.harmless.indented(2))
      words =
        words + Words(same: "\n\n") + reason
        + Words(
          "\n\n  To see it in full:  swift run grader run \(lesson.number) -v",
          ja: "\n\n  詳しく見る:  swift run grader run \(lesson.number) -v")
    }
    say(words, of: lesson, test)
    return test.outcome == .passed ? .passes : .doesNotPass
  }

  /// Why there is no timeline.
  private func say(_ words: Words, of lesson: Lesson, _ test: JudgedTest?) {
    guard arguments.has(.json) else { return console.show(words) }
    console.show(raw: JSONReport.noReplay(of: lesson, test, because: words.english).page.trimmed)
  }
}

extension JudgedTest {
  fileprivate var seedOfFailure: UInt64? { findings.lazy.compactMap(\.seed).first }
  /// It took its process with it, and nobody could say under which seed.
  fileprivate var isLost: Bool { outcome == .crashed || outcome == .hung }
}
