extension Subcommand {
  static let replay = Subcommand(
    name: "replay", operands: .lesson,
    options: [.seed, .test, .all, .html, .force, .json],
    summary: Words(
      "draws a failing schedule as a timeline", ja: "失敗したスケジュールを時系列の図にします"),
    about: Words(
      """
      Runs the lesson's tests with one seed and draws the first that fails as a timeline: a lane for each
      consumer, task or part; virtual time goes downward, and at the end stands the law that was broken.
      Without --seed it takes that of the lesson's first failure, without a lesson the first that does not
      pass. --html writes a page instead. Exit code 1 if the test fails, 0 if nothing does.
      """,
      ja: """
        ひとつのシードでレッスンのテストを走らせ、最初に失敗するものを時系列の図にします。レーンは消費者・
        タスク・部品ごとに 1 本、仮想時間は下へ進み、最後に破れた法則が立ちます。--seed がなければ最初の失敗の
        シードを、レッスンの指定がなければまだ合格していない最初のレッスンを使います。--html なら代わりに
        ページを書きます。テストが失敗すれば終了コードは 1、何も失敗しなければ 0 です。
        """)
  ) { session in
    let course = try session.course()
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    return try await Replayer(session: session, course: course, workshop: workshop).answer()
  }
}

extension Option {
  static let test = Option(
    name: "--test", value: .text,
    about: Words(
      "the test of that name, or with that in its name",
      ja: "その名前の、またはそれを名前に含むテスト"))
  static let all = Option(
    name: "--all",
    about: Words("every event, also those far from the end", ja: "終わりから遠い出来事も全部"))
}
