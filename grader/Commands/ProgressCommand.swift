extension Subcommand {
  static let progress = Subcommand(
    name: "progress", options: [.html, .force, .json],
    summary: Words(
      "how far you have come, over time, and the laws you have mastered",
      ja: "これまでの歩み: 点数の推移と、習得した法則"),
    about: Words(
      """
      Your points over time, and the laws with the day on which you mastered them: when the lesson passed
      for the first time. It shows what was graded so far, and grades nothing. --html writes a page that
      stands alone, fit to be shown to others.
      """,
      ja: """
        点数の推移と、法則ごとの習得した日（初めて合格した日）を示します。これまでの採点結果だけを使い、
        新たに採点はしません。--html は、人に見せられる、それだけで完結したページを書き出します。
        """)
  ) { session in
    let course = try session.course()
    let history = try HistoryStore(folder: course.folder).load()
    let progress = ProgressStore(folder: course.folder).load(warning: session.console.warn)
    let journey = Journey(course, history, progress)
    if let file = session.arguments.value(of: .html) {
      let page = ProgressPage(journey: journey, language: session.language).page
      try PageFile(path: file).write(page, isForced: session.arguments.has(.force))
      session.console.tell(
        Words("Written: \(file)", ja: "書き出しました: \(file)"))
      return .passes
    }
    session.console.show(
      raw: session.arguments.has(.json)
        ? JSONReport.progress(journey).page.trimmed
        : ProgressReport(journey: journey, screen: session.console.screen).text)
    return .passes
  }
}

extension JSONReport {
  static func progress(_ journey: Journey) -> JSON {
    func date(_ seconds: Int) -> JSON { .string(Date.text(seconds)) }
    let lessons = journey.stages.map { stage -> JSON in
      [
        "name": .string(stage.lesson.name), "verdict": .optional(stage.verdict?.rawValue),
        "points": .whole(stage.points), "maximum": .whole(stage.lesson.points),
        "mastered": stage.mastered.map(date) ?? .null, "withHelp": .bool(stage.hadHelp),
      ]
    }
    return [
      "version": .whole(version), "course": .string(journey.course.title.english),
      "points": .whole(journey.points), "maximum": .whole(journey.course.points),
      "mastered": .whole(journey.mastered), "lessons": .array(lessons),
      "steps": .array(
        journey.steps.map { ["date": date($0.seconds), "points": .whole($0.points)] }),
    ]
  }
}
