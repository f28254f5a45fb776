extension Option {
  static let writePatterns = Option(
    name: "--write-patterns", excludes: "--pairs",
    about: Words(
      "only writes anew what each trap is known by (Tests/Traps/*/patterns.json)",
      ja: "罠を見分ける特徴（Tests/Traps/*/patterns.json）を書き直すだけです"))
  static let pairs = Option(
    name: "--pairs", value: .number, excludes: "--write-patterns",
    about: Words(
      "only measures diagnosis on so many pairs of traps of each lesson",
      ja: "罠を二つずつ重ね、診断の当たり具合を測るだけです（レッスンごとの組の数）"))
}

extension Subcommand {
  static let verify = Subcommand(
    name: "verify", operands: .lessons, needsReferences: true, options: [.writePatterns, .pairs],
    summary: Words(
      "for maintainers: is the course itself right?", ja: "保守者向け: コースそのものは正しいか"),
    about: Words(
      """
      The maintainers' check. Every reference passes; every starter compiles, fails every test and never
      traps; their public declarations are equal; every trap is killed; both languages have the same
      structure, and what the traps make a suite say is known in Japanese; no stray files; points add up;
      every group of tests has hints; every trap is known again by its pattern;
      and `swift test` gives the same verdicts, test by test. Prints the matrix trap × test and writes it
      to .build/grader/kill-matrix.txt and .json. What it prints is for maintainers, and in English
      whatever the language.
      """,
      ja: """
        保守者のための検査です。模範解答はすべて合格する。スターターはコンパイルでき、どのテストにも落ち、
        決してトラップしない。両者の公開宣言は等しい。罠はすべて捕まる。両言語の構成は同じで、罠が
        テストに言わせることには日本語訳がある。余計なファイルはない。テストの
        まとまりにはどれもヒントがあり、罠はどれも特徴で見分けられる。配点は合う。`swift test` もテスト
        ごとに同じ判定を下す。罠 × テストの表を表示し、.build/grader/kill-matrix.txt と .json に書きます。
        出力は保守者向けで、言語の指定によらず英語です。
        """)
  ) { session in
    let course = try session.course()
    let lessons = try course.lessons(called: session.arguments.names)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    if session.arguments.has(.writePatterns) {
      return try await PatternWriting(
        course: course, lessons: lessons, workshop: workshop, console: session.console
      ).run()
    }
    if let most = session.arguments.value(of: .pairs).flatMap(Int.init) {
      return try await PairTrials(
        course: course, lessons: lessons, workshop: workshop, console: session.console, most: most
      ).run()
    }
    return try await Verification(
      course: course, lessons: lessons, workshop: workshop, console: session.console
    ).run()
  }
}
