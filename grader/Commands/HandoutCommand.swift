extension Subcommand {
  static let handout = Subcommand(
    name: "handout", operands: .folder("DIR"), needsOperand: true, needsReferences: true,
    summary: Words(
      "for instructors: the course without solutions, for learners",
      ja: "教える人向け: 解答を除いた、学習者用のコースを作ります"),
    about: Words(
      """
      Writes what learners need into a new folder: the lessons, the starters as exercises, the suites, the
      scenarios and the grader, with a manifest and a README of their own. Not in it are the references,
      the patches of the traps, right solutions of other shapes, hidden tests, and what maintainers need.
      The grader works there as it does here, except where it would have to show a reference.

      DIR must not exist yet, or be empty. The exercises are the starters, whatever stands in Exercises.
      """,
      ja: """
        学習者に要るものを新しいフォルダーに書き出します: レッスン、課題としてのスターター、テスト、
        シナリオ、grader と、専用のマニフェストと README。模範解答、罠のパッチ、別の形の正解、隠しテスト、
        保守者向けのものは入りません。模範解答を見せるもの以外、grader はここと同じように動きます。

        DIR は、まだないか、空のフォルダーでなければなりません。課題は Exercises の中身によらず、
        スターターになります。
        """)
  ) { session in
    guard let place = session.arguments.names.first else {
      throw UsageError(
        Words(
          "`grader handout` needs a folder to write to.", ja: "`grader handout` には書き出す先のフォルダーが要ります。"
        ),
        next: Words(
          "Such as: grader handout ../day56-for-learners",
          ja: "例: grader handout ../day56-for-learners"))
    }
    let count = try Handout(course: try session.course()).write(to: place)
    session.console.show(
      Words(
        "Written: \(place), \("file".counted(count)). There, learners begin with: swift run grader",
        ja: "書き出しました: \(place)（\(count) ファイル）。学習者はそこで次のコマンドから始めます: swift run grader"))
    return .passes
  }
}
