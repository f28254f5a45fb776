extension Subcommand {
  static let list = Subcommand(
    name: "list", options: [.json],
    summary: Words("the lessons, their laws and points", ja: "レッスンの一覧と、法則・配点"),
    about: Words(
      "The lessons in their order, with laws, points and the number of tests.",
      ja: "レッスンを順に、法則・配点・テスト数とともに並べます。")
  ) { session in
    let course = try session.course()
    session.console.show(
      raw: session.arguments.has(.json)
        ? JSONReport.list(course).page.trimmed : text(course, session.console))
    return .passes
  }

  private static func text(_ course: Course, _ console: Console) -> String {
    let language = console.language
    let lessons = course.lessons.map { lesson in
      let numbers = lesson.builtOn.map(\.number).joined(separator: ", ")
      let parts = Words("built on \(numbers)", ja: "\(numbers) の上に立つ")
      let size = Words(
        "\(lesson.points) points, \("test".counted(lesson.tests.count))",
        ja: "\(lesson.points) 点、テスト \(lesson.tests.count) 本")
      return """

          \(lesson.number)  \(lesson.title[language])   \(size[language])
              \(lesson.law[language])\(numbers.isEmpty ? "" : "\n      " + parts[language])
        """
    }
    let title = console.screen.paint(course.title[language], .bold)
    return ([title] + lessons).joined(separator: "\n")
  }
}
