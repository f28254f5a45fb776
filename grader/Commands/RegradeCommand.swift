extension Subcommand {
  static let regrade = Subcommand(
    name: "regrade", operands: .folder("GRADEBOOK"), needsOperand: true, needsReferences: true,
    options: [.apply, .hidden, .lessons, .only, .jobs, .noSandbox, .json],
    summary: Words(
      "for instructors: what today's suites would say otherwise", ja: "教員向け: 今のスイートなら判定がどう変わるか"),
    about: Words(
      """
      Grades again what was graded with another suite, compiler or policy than today's, from the sources that
      the gradebook keeps, and shows what would change. Nothing is changed without --apply.
      """,
      ja: """
        今と違うスイート、コンパイラー、方針で採点されたものを、成績簿に残るソースから採点し直し、何が変わるかを
        見せます。--apply を付けないかぎり、何も変更しません。
        """)
  ) { session in try await RegradeAnswer(session: session, isComparison: false).answer() }

  static let check = Subcommand(
    name: "check", operands: .folder("GRADEBOOK"), needsOperand: true, needsReferences: true,
    options: [.row, .swiftTest, .hidden, .jobs, .noSandbox, .json],
    summary: Words(
      "for instructors: passes marks again, and compares", ja: "教員向け: 採点を再現し、成績簿と比べます"),
    about: Words(
      """
      Grades again, from the sources that the gradebook keeps, and compares with what the journal says: every
      row, or one with --row anna or --row anna/01. Exit code 0 only if all agree. What was graded with another
      suite than today's may differ for that reason; the answer says so.

      With --swift-test, it is `swift test` that judges, as on a learner's machine: some seconds for each hand-in.
      It knows no sandbox, so --no-sandbox must be said, too; nor does it know hidden tests or the rules of
      admission. A seed draws the same schedules there: only what races on real threads, or takes its chances
      from the system, may come out otherwise from run to run.
      """,
      ja: """
        成績簿に残るソースから採点し直し、journal の内容と比べます。全部の行か、--row anna や
        --row anna/01 で選んだ行だけ。すべて一致したときだけ終了コードは 0 です。今と違うスイートで採点された
        ものは、そのために違うことがあり、その旨を示します。

        --swift-test を付けると、受講者の手元と同じ `swift test` で判定します（1 件あたり数秒）。サンドボックスが
        ないので --no-sandbox も必要です。非公開テストと受け入れの規則も使いません。シードが同じなら
        スケジュールも同じです。実際のスレッドが競合するものと、システムの乱数に頼るものだけは、実行の
        たびに結果が変わることがあります。
        """)
  ) { session in try await RegradeAnswer(session: session, isComparison: true).answer() }
}

extension Option {
  fileprivate static let apply = Option(
    name: "--apply", about: Words("enter the new marks into the gradebook", ja: "新しい判定を成績簿に入れる"))
  fileprivate static let row = Option(
    name: "--row", value: .text,
    about: Words("a learner, or one lesson of theirs: anna/01", ja: "受講者、またはそのレッスンひとつ: anna/01"))
  fileprivate static let swiftTest = Option(
    name: "--swift-test",
    about: Words("judge by `swift test`, as a learner would", ja: "受講者と同じ `swift test` で判定する"))
}

/// Grades from what a gradebook keeps, and shows what came of it.
private struct RegradeAnswer {
  let session: Session
  /// Whether marks are compared; else they are renewed.
  let isComparison: Bool
  private var console: Console { session.console }
  private var arguments: Arguments { session.arguments }

  func answer() async throws -> ExitCode {
    guard let folder = arguments.names.first else {
      throw UsageError(Words("Which gradebook?", ja: "どの成績簿ですか。"))
    }
    let (course, hidden) = try session.courseWithHiddenTests()
    guard Files.exists(folder.adding(Journal.file)) else { throw JournalError.missing(folder) }
    let (learners, lessons) = try rows(of: course)
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    let journal = try Journal.open(folder, for: course)
    if let remark = journal.remark { console.warn(remark) }
    let regrading: Regrading
    var marker: Marker?
    if arguments.has(.swiftTest) {
      regrading = Regrading(
        journal: journal, maker: try await plainMarker(course, lessons, workshop),
        jobs: session.jobs)
    } else {
      let found = try await session.marker(course, lessons, adding: hidden, workshop)
      let grounds = Dictionary(
        uniqueKeysWithValues: found.suites.map { ($0.lesson.name, found.grounds($0.suite)) })
      regrading = Regrading(journal: journal, maker: found, jobs: session.jobs) { mark in
        isComparison || mark.grounds != grounds[mark.lesson]
      }
      marker = found
    }
    let work = try regrading.work(of: learners)
    if work.isEmpty, let learners, journal.keys.allSatisfy({ !learners.contains($0.learner) }) {
      throw UsageError(
        Words("The gradebook has no such row.", ja: "その行は成績簿にありません。"),
        next: Nearest.advice(
          to: learners.first ?? "", from: Set(journal.keys.map(\.learner)).sorted()))
    }
    let changes = try await grade(work, regrading)
    if arguments.has(.apply), let marker {
      try await regrading.apply(changes, by: marker)
      _ = try course.writeGradebook(in: journal.folder, for: session.language)
    }
    show(changes, folder)
    let isEqual = changes.allSatisfy { $0.difference == nil }
    return isComparison && !isEqual ? .doesNotPass : .passes
  }

  private func grade(
    _ work: [Regrading.Work], _ regrading: Regrading
  ) async throws -> [Regrading.Change] {
    let bar = WorkBar(console, total: work.count)
    defer { bar.finish() }
    return try await regrading.grade(work) { learner, changes in
      if !arguments.has(.json) { showDifferences(changes) }
      bar.advance(learner)
    }
  }

  private func plainMarker(
    _ course: Course, _ lessons: [Lesson], _ workshop: Workshop
  ) async throws -> PlainMarker {
    guard arguments.has(.noSandbox) else {
      throw UsageError(
        Words(
          "`swift test` knows no sandbox: what was handed in can do whatever you can.",
          ja: "`swift test` にはサンドボックスがなく、提出物はあなたにできることを何でもできてしまいます。"),
        next: Words(
          "If you trust it like your own work, add --no-sandbox.",
          ja: "自分のコードと同じくらい信頼できるなら、--no-sandbox を付けてください。"))
    }
    guard arguments.value(of: .hidden) == nil else {
      throw UsageError(
        Words(
          "`swift test` knows the course's own tests alone.",
          ja: "`swift test` が知っているのはコース自身のテストだけです。"),
        next: Words(
          "Leave --hidden out, or --swift-test.",
          ja: "--hidden か --swift-test のどちらかを外してください。"))
    }
    return try await PlainMarker(course, lessons, lanes: session.jobs, workshop) {
      console.tell($0)
    }
  }

  /// The learners and lessons that were asked for.
  private func rows(of course: Course) throws -> (learners: Set<String>?, lessons: [Lesson]) {
    if let row = arguments.value(of: .row) {
      let parts = row.split(separator: "/", maxSplits: 1).map(String.init)
      let lessons = try course.lessons(called: Array(parts.dropFirst()))
      return (Set(parts.prefix(1)), lessons)
    }
    let ids = arguments.value(of: .only)?.split(separator: ",").map(String.init)
    return (ids.map(Set.init), try session.lessons(of: course))
  }

  private func show(_ changes: [Regrading.Change], _ folder: String) {
    if arguments.has(.json) { return console.show(raw: json(changes).page.trimmed) }
    let differing = changes.count { $0.difference != nil }
    let count = Words(
      "\("mark".counted(changes.count)) passed again, \(differing) \(differing == 1 ? "differs" : "differ").",
      ja: "\(changes.count) 件を採点し直し、\(differing) 件が違いました。")
    console.show(count)
    guard !isComparison, !changes.isEmpty else { return }
    console.show(
      arguments.has(.apply)
        ? Words("The new marks are in the gradebook.", ja: "新しい判定を成績簿に入れました。")
        : Words(
          "Nothing was changed. To enter the new marks: grader regrade \(folder) --apply",
          ja: "何も変更していません。新しい判定を入れるには: grader regrade \(folder) --apply"))
  }

  /// As soon as they are known: a class takes long, and whoever stops it keeps what was found so far.
  private func showDifferences(_ changes: [Regrading.Change]) {
    for change in changes {
      guard let difference = change.difference else { continue }
      let rules =
        change.isByOtherRules && isComparison
        ? Words("  (graded by other rules than today's)", ja: "  （今とは違う規則での採点）")
        : Words(same: "")
      let place = "\(change.old.learner)/\(change.old.lesson)".harmless
      console.clearLine()
      console.show(
        Words(same: "\(place)  \(change.old.points) → \(change.new.points)  ")
          + difference + rules)
    }
  }

  private func json(_ changes: [Regrading.Change]) -> JSON {
    let rows = changes.filter { $0.difference != nil }.map { change -> JSON in
      [
        "learner": .string(change.old.learner), "lesson": .string(change.old.lesson),
        "was": .string(change.old.verdict.rawValue), "is": .string(change.new.verdict.rawValue),
        "pointsWere": .whole(change.old.points), "points": .whole(change.new.points),
        "difference": .optional(change.difference?.english),
        "byOtherRules": .bool(change.isByOtherRules),
      ]
    }
    return [
      "version": .whole(JSONReport.version), "graded": .whole(changes.count),
      "differing": .array(rows), "applied": .bool(arguments.has(.apply)),
    ]
  }
}
