extension Subcommand {
  static let reset = Subcommand(
    name: "reset", operands: .lesson, needsOperand: true, options: [.undo, .yes, .json],
    summary: Words(
      "back to the starter; your version is kept", ja: "スターターに戻します。あなたの版は取っておきます"),
    about: Words(
      """
      Takes a lesson back to its starter. Your version is kept in .day56/kept, in a folder with the
      lesson's name and the time; --undo brings the last one back, and keeps what it replaces: a second
      --undo undoes the first. It asks first; where nobody can answer, it needs --yes.
      """,
      ja: """
        レッスンをスターターに戻します。あなたの版は .day56/kept の、レッスン名と時刻の付いたフォルダーに
        取っておきます。--undo は最後に取っておいた版を戻し、そのとき置き換えたものを取っておきます。
        もう一度 --undo すれば元どおりです。実行前に確認します。答える人がいないときは --yes が要ります。
        """)
  ) { session in
    let course = try session.course()
    guard !session.arguments.names.isEmpty else {
      throw UsageError(
        Words("`grader reset` needs a lesson.", ja: "`grader reset` にはレッスンの指定が要ります。"),
        next: Words("For example: grader reset 01", ja: "例: grader reset 01"))
    }
    return try ResetAnswer(session: session, course: course, lesson: session.lesson(of: course))
      .give()
  }
}

extension Option {
  static let undo = Option(
    name: "--undo",
    about: Words("brings back what was kept last", ja: "最後に取っておいた版を戻します"))
}

/// Resets a lesson, and says what became of the learner's version.
private struct ResetAnswer {
  let session: Session
  let course: Course
  let lesson: Lesson
  private var place: String { course.folder.exercise(of: lesson) }

  func give() throws -> ExitCode {
    let reset = Reset(folder: course.folder, lesson: lesson)
    let isUndoing = session.arguments.has(.undo)
    if !isUndoing, try !reset.isDone(), try !session.confirms(question) {
      session.console.show(Words("Nothing was changed.", ja: "何も変えていません。"))
      return .doesNotPass
    }
    let outcome = try isUndoing ? reset.undo() : reset.toStarter()
    if outcome.hasChanged {
      ProgressStore(folder: course.folder).forget(lesson, warning: session.console.warn)
    }
    if session.arguments.has(.json) {
      let answer: JSON = [
        "version": 1, "lesson": .string(lesson.name), "hasChanged": .bool(outcome.hasChanged),
        "kept": .optional(outcome.kept),
      ]
      session.console.show(raw: answer.page.trimmed)
    } else {
      session.console.show(report(outcome, isUndoing))
    }
    return .passes
  }

  private var question: Words {
    Words(
      "Take lesson \(lesson.number) back to its starter? Your version of \(place) is kept.",
      ja: "レッスン \(lesson.number) をスターターに戻しますか？ \(place) のあなたの版は取っておきます。")
  }

  private func report(_ outcome: Reset.Outcome, _ isUndoing: Bool) -> Words {
    guard outcome.hasChanged else {
      return Words(
        "\(place) is the starter already; nothing was changed.",
        ja: "\(place) はすでにスターターです。何も変えていません。")
    }
    let head =
      isUndoing
      ? Words("Your kept version is back: \(place)", ja: "取っておいた版を戻しました: \(place)")
      : Words(
        "Lesson \(lesson.number) is back at its starter: \(place)",
        ja: "レッスン \(lesson.number) をスターターに戻しました: \(place)")
    guard let kept = outcome.kept else { return head }
    return head + lesson.isKept(as: kept)
  }
}
