extension Subcommand {
  static let verify = Subcommand(
    name: "verify", operands: .lessons,
    summary: Words(
      "for maintainers: is the course itself right?", ja: "保守者向け: コースそのものは正しいか"),
    about: Words(
      """
      The maintainers' check. Every reference passes; every starter compiles, fails every test and never
      traps; their public declarations are equal; every trap is killed; both languages have the same
      structure, and what the traps make a suite say is known in Japanese; no stray files; points add up;
      and `swift test` gives the same verdicts, test by test. Prints the matrix trap × test and writes it
      to .build/grader/kill-matrix.txt and .json. What it prints is for maintainers, and in English
      whatever the language.
      """,
      ja: """
        保守者のための検査です。模範解答はすべて合格する。スターターはコンパイルでき、どのテストにも落ち、
        決してトラップしない。両者の公開宣言は等しい。罠はすべて捕まる。両言語の構成は同じで、罠が
        テストに言わせることには日本語訳がある。余計なファイルはない。配点は合う。`swift test` もテスト
        ごとに同じ判定を下す。罠 × テストの表を表示し、.build/grader/kill-matrix.txt と .json に書きます。
        出力は保守者向けで、言語の指定によらず英語です。
        """)
  ) { session in
    let course = try session.course()
    let lessons = try course.lessons(called: session.arguments.names)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    return try await Verification(
      course: course, lessons: lessons, workshop: workshop, console: session.console
    ).run()
  }
}
