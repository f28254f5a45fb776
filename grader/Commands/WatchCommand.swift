extension Subcommand {
  static let watch = Subcommand(
    name: "watch", operands: .lesson, options: [.plain, .json],
    summary: Words(
      "grades a lesson each time you save it; keep it beside your editor",
      ja: "保存するたびに採点します。エディターの横に置いてください"),
    about: Words(
      """
      Grades the lesson, or the first that does not pass yet, each time you save it. Keys go to the next
      lesson, give a hint, and so on; ? explains them. It never goes on to another lesson by itself.
      Without a terminal, or with --plain, it prints one report after the other and reads no keys.
      Exit code 0 after q; ctrl-C ends it, too, and ctrl-Z suspends it. Should `kill -9` ever leave the
      terminal without an echo, type: stty sane
      """,
      ja: """
        レッスン（書かなければ、まだ合格していない最初のもの）を、保存するたびに採点します。次のレッスン、
        ヒントなどはキー一つです。? で説明が出ます。ひとりでに次のレッスンへ進むことはありません。
        端末がないときや --plain では、レポートを順に出すだけで、キーは読みません。
        q で終わると終了コードは 0 です。ctrl-C でも終わり、ctrl-Z で一時停止します。`kill -9` のあとなど、
        端末に打った文字が出なくなったら、stty sane と打ってください。
        """),
    perform: startWatching)

  static let learn = Subcommand(
    name: "learn", operands: watch.operands, options: watch.options,
    summary: Words("the same as watch", ja: "watch と同じです"), about: watch.about,
    perform: watch.perform)

  private static func startWatching(_ session: Session) async throws -> ExitCode {
    let course = try session.course()
    let lesson = try session.lesson(of: course)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    let bench = WatchBench(session: session, course: course, workshop: workshop)
    var watcher = Watcher(bench: bench)
    return try await watcher.watch(lesson)
  }
}

extension Option {
  static let plain = Option(
    name: "--plain",
    about: Words(
      "prints one report after the other, and reads no keys", ja: "レポートを順に出すだけで、キーは読みません"))
}
