extension Subcommand {
  static let open = Subcommand(
    name: "open", operands: .lesson, options: [.json],
    summary: Words(
      "opens a lesson's files in your editor, or prints their paths",
      ja: "レッスンのファイルをエディターで開くか、パスを表示します"),
    about: Words(
      """
      Opens your file of a lesson, its text and its suite in $VISUAL or $EDITOR, which may hold
      arguments, such as "code --wait". Without an editor, or where no terminal is, it prints the paths,
      one a line. Without a lesson: the first that does not pass yet.
      """,
      ja: """
        レッスンのあなたのファイル、テキスト、テストを $VISUAL または $EDITOR で開きます（"code --wait" の
        ような引数も書けます）。エディターの指定がないときや端末でないときは、パスを 1 行ずつ表示します。
        レッスンを書かなければ、まだ合格していない最初のものです。
        """)
  ) { session in
    let course = try session.course()
    let lesson = try session.lesson(of: course)
    return try await LessonDesk(session: session, course: course, lesson: lesson).open()
  }
}

/// The files that one works with in a lesson.
private struct LessonDesk {
  let session: Session
  let course: Course
  let lesson: Lesson
  private var folder: CourseFolder { course.folder }

  func open() async throws -> ExitCode {
    let exercise = try exercise()
    let text = session.language == .japanese ? lesson.japaneseText : lesson.text
    let suite = try folder.sources(lesson.suite)
    let all = exercise + [text] + suite
    if session.arguments.has(.json) {
      let answer: JSON = [
        "version": 1, "lesson": .string(lesson.name), "exercise": paths(exercise),
        "text": .string(folder.path(text)), "suite": paths(suite),
      ]
      session.console.show(raw: answer.page.trimmed)
      return .passes
    }
    let editor = Editor.preferred(Toolchain.variable)
    guard session.console.screen.isTerminal, let editor else {
      for file in all { session.console.show(raw: folder.path(file)) }
      if session.console.screen.isTerminal { session.console.tell(noEditor) }
      return .passes
    }
    let command = Editor.command(editor, files: all.map(folder.path))
    let code = try await Foreground.run(command.program, command.arguments)
    guard code != 0 else { return .passes }
    throw Refusal(
      Words(
        "The editor “\(editor)” ended with exit code \(code).",
        ja: "エディター「\(editor)」が終了コード \(code) で終わりました。"),
      next: Words(
        "Set VISUAL or EDITOR to one that works; to see the paths only: grader open \(lesson.number) | cat",
        ja: "VISUAL か EDITOR を見直してください。パスだけを見るには: grader open \(lesson.number) | cat"),
      code: .inputOutput)
  }

  private func exercise() throws -> [String] {
    let names = try folder.work(on: lesson).names()
    guard names.isEmpty else { return names.map("Exercises".adding) }
    throw Refusal(
      Words(
        "\(folder.exercise(of: lesson)) is missing.",
        ja: "\(folder.exercise(of: lesson)) がありません。"),
      next: Words(
        "Get the starter with: grader reset \(lesson.number) --yes",
        ja: "スターターを戻すには: grader reset \(lesson.number) --yes"),
      code: .inputOutput)
  }

  private var noEditor: Words {
    Words(
      "To open them, set an editor, for example: export EDITOR=vim",
      ja: "開くにはエディターを設定してください。例: export EDITOR=vim")
  }

  private func paths(_ names: [String]) -> JSON { .array(names.map { .string(folder.path($0)) }) }
}
