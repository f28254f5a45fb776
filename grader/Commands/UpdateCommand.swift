extension Subcommand {
  static let update = Subcommand(
    name: "update", operands: .lesson, options: [.merge, .json],
    summary: Words(
      "what has changed in a starter since you began", ja: "始めたあとでスターターに入った変更"),
    about: Words(
      """
      A newer version of the course may bring another starter for a lesson that you have begun; your
      files stay as they are. This shows what has changed in the starter since. --merge brings the change
      into your files, as git merges; your version is kept, and `grader reset LESSON --undo` brings it back.
      Without a lesson: the first whose starter has changed. Exit code 1 if there are conflicts.
      """,
      ja: """
        新しい版のコースでは、始めたレッスンのスターターが変わっていることがあります。あなたのファイルは
        そのままです。これは、始めたあとでスターターに入った変更を見せます。--merge は、その変更を git の
        マージと同じように取り込みます。あなたの版は取っておかれ、`grader reset LESSON --undo` で戻せます。
        レッスンを書かなければ、スターターの変わった最初のものです。衝突があれば終了コードは 1 です。
        """)
  ) { session in
    try await UpdateAnswer(session: session, course: session.course()).give()
  }
}

extension Option {
  static let merge = Option(
    name: "--merge",
    about: Words(
      "brings the change into your files; your version is kept",
      ja: "変更をあなたのファイルに取り込みます。あなたの版は取っておきます"))
}

extension Session {
  /// Says which starters have changed since the learner began.
  func tellOfNewStarters(_ lessons: [Lesson], in course: Course) async {
    let news = (try? await Beginnings(folder: course.folder).news(of: lessons)) ?? []
    for lesson in news {
      let words = Words(
        "The starter of lesson \(lesson.number) has changed since you began. "
          + "See how: swift run grader update \(lesson.number)",
        ja: "レッスン \(lesson.number) のスターターは、始めたあとで変わりました。"
          + "変更を見るには: swift run grader update \(lesson.number)")
      console.warn(words)
    }
  }
}

/// Shows or merges what has changed in a starter.
private struct UpdateAnswer {
  let session: Session
  let course: Course
  private var console: Console { session.console }
  private var folder: CourseFolder { course.folder }
  private var isColourful: Bool { console.screen.hasColour && !session.arguments.has(.json) }

  func give() async throws -> ExitCode {
    let isNamed = !session.arguments.names.isEmpty
    let candidates = try isNamed ? [session.lesson(of: course)] : course.lessons
    guard let lesson = try await Beginnings(folder: folder).news(of: candidates).first else {
      showNothing()
      return .passes
    }
    let comparison = Comparison(
      Beginnings.home.adding(lesson.name), lesson.starter, in: folder)
    let change = await comparison.difference(inColour: isColourful)
    guard session.arguments.has(.merge) else {
      try await show(change, comparison, lesson)
      return .passes
    }
    let outcome = try await StarterMerge(folder: folder, lesson: lesson).perform()
    if session.arguments.has(.json) {
      console.show(raw: json(lesson, change, outcome).page.trimmed)
    } else {
      console.show(report(outcome, lesson))
    }
    return outcome.conflicts.isEmpty ? .passes : .doesNotPass
  }

  private func showNothing() {
    if session.arguments.has(.json) {
      console.show(raw: (["version": 1, "lesson": .null] as JSON).page.trimmed)
    } else {
      console.show(
        Words("No starter has changed since you began.", ja: "始めたあとで変わったスターターはありません。"))
    }
  }

  private func show(
    _ change: Comparison.Difference, _ comparison: Comparison, _ lesson: Lesson
  ) async throws {
    if session.arguments.has(.json) {
      return console.show(raw: json(lesson, change, nil).page.trimmed)
    }
    console.show(
      Words(
        "The starter of lesson \(lesson.number) has changed since you began:\n",
        ja: "レッスン \(lesson.number) のスターターは、始めたあとで変わりました:\n"))
    switch change {
    case .text where console.screen.isTerminal: try await comparison.showOnTerminal()
    case .text(let text): console.show(raw: text)
    case .none, .unknown:
      console.show(Words(same: "  \(comparison.old)\n  \(comparison.new)"))
    }
    console.show(
      Words(
        "\nTo bring that into your files: swift run grader update \(lesson.number) --merge",
        ja: "\nあなたのファイルに取り込むには: swift run grader update \(lesson.number) --merge"))
  }

  private func report(_ outcome: StarterMerge.Outcome, _ lesson: Lesson) -> Words {
    let place = folder.exercise(of: lesson)
    let names = outcome.conflicts.joined(separator: ", ")
    let head =
      outcome.conflicts.isEmpty
      ? Words(
        "The change is in your files now: \(place)", ja: "変更を取り込みました: \(place)")
      : Words(
        "You and the course have changed the same lines. Look for <<<<<<< in: \(names)",
        ja: "あなたとコースが同じ行を変えています。<<<<<<< を探してください: \(names)")
    guard let kept = outcome.kept else { return head }
    return head + lesson.isKept(as: kept)
  }

  private func json(
    _ lesson: Lesson, _ change: Comparison.Difference, _ outcome: StarterMerge.Outcome?
  ) -> JSON {
    [
      "version": 1, "lesson": .string(lesson.name), "diff": change.json,
      "merged": .bool(outcome != nil), "kept": .optional(outcome?.kept),
      "conflicts": .array((outcome?.conflicts ?? []).map(JSON.string)),
    ]
  }
}
