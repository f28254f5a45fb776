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
  ) { session in try await Regrading(session: session, purpose: .renew).answer() }

  static let check = Subcommand(
    name: "check", operands: .folder("GRADEBOOK"), needsOperand: true, needsReferences: true,
    options: [.row, .hidden, .jobs, .noSandbox, .json],
    summary: Words(
      "for instructors: passes marks again, and compares", ja: "教員向け: 採点を再現し、成績簿と比べます"),
    about: Words(
      """
      Grades again, from the sources that the gradebook keeps, and compares with what the journal says: every
      row, or one with --row anna or --row anna/01. Exit code 0 only if all agree. What was graded with another
      suite than today's may differ for that reason; the answer says so.
      """,
      ja: """
        成績簿に残るソースから採点し直し、journal の内容と比べます。全部の行か、--row anna や
        --row anna/01 で選んだ行だけ。すべて一致したときだけ終了コードは 0 です。今と違うスイートで採点された
        ものは、そのために違うことがあり、その旨を示します。
        """)
  ) { session in try await Regrading(session: session, purpose: .compare).answer() }
}

extension Option {
  fileprivate static let apply = Option(
    name: "--apply", about: Words("enter the new marks into the gradebook", ja: "新しい判定を成績簿に入れる"))
  fileprivate static let row = Option(
    name: "--row", value: .text,
    about: Words("a learner, or one lesson of theirs: anna/01", ja: "受講者、またはそのレッスンひとつ: anna/01"))
}

/// Grades from what a gradebook keeps.
private struct Regrading {
  enum Purpose { case renew, compare }

  let session: Session
  let purpose: Purpose
  private var console: Console { session.console }
  private var arguments: Arguments { session.arguments }

  /// A row of the gradebook, as it is and as it came out now.
  private struct Change {
    let old: Mark
    let new: Mark
    var difference: Words? { new.difference(from: old) }
    var isByOtherRules: Bool { new.grounds != old.grounds }
  }

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
    let marker = try await session.marker(course, lessons, adding: hidden, workshop)
    let work = try work(journal, marker, learners)
    if work.isEmpty, let learners, journal.keys.allSatisfy({ !learners.contains($0.learner) }) {
      throw UsageError(
        Words("The gradebook has no such row.", ja: "その行は成績簿にありません。"),
        next: Nearest.advice(
          to: learners.first ?? "", from: Set(journal.keys.map(\.learner)).sorted()))
    }
    let changes = try await grade(work, marker, journal)
    let differing = changes.filter { $0.difference != nil }
    if arguments.has(.apply) {
      // Nothing is entered that a canary speaks against.
      let (canary, error) = try await CanaryRound(
        marker: marker, canaries: try Canary.all(of: course), journal: journal,
        store: SourceStore(gradebook: journal.folder), jobs: session.jobs
      ).outcome()
      if let error { throw error }
      try journal.append(changes.map { .mark($0.new) } + [canary])
      _ = try course.writeGradebook(in: journal.folder, for: session.language)
    }
    show(changes, folder)
    return purpose == .compare && !differing.isEmpty ? .doesNotPass : .passes
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

  private struct Work: Sendable {
    let learner: String
    let submission: String
    var old: [Mark]
  }

  /// What is to be graded, by learner: for a comparison every mark, otherwise those that are out of date.
  private func work(
    _ journal: Journal, _ marker: Marker, _ learners: Set<String>?
  ) throws -> [Work] {
    let grounds = Dictionary(
      uniqueKeysWithValues: marker.suites.map { ($0.lesson.name, marker.grounds($0.suite)) })
    var work: [Work] = []
    for learner in Set(journal.keys.map(\.learner)).sorted() {
      guard learners?.contains(learner) ?? true else { continue }
      for (lesson, _) in marker.suites {
        let key = JournalIndex.Key(learner: learner, lesson: lesson.name)
        guard let mark = try journal.mark(key) else { continue }
        try checkHiddenTests(of: mark, lesson)
        if purpose == .renew, mark.grounds == grounds[lesson.name] { continue }
        if let last = work.indices.last, work[last].learner == learner,
          work[last].submission == mark.submission
        {
          work[last].old.append(mark)
        } else {
          work.append(Work(learner: learner, submission: mark.submission, old: [mark]))
        }
      }
    }
    return work
  }

  /// Without them the points that they gave would be lost.
  private func checkHiddenTests(of mark: Mark, _ lesson: Lesson) throws(UsageError) {
    let known = Set(lesson.tests.map(\.name))
    guard mark.tests.contains(where: { $0.visibility != .visible && !known.contains($0.name) })
    else { return }
    throw UsageError(
      Words(
        "\(lesson.name) was graded with hidden tests.", ja: "\(lesson.name) は非公開テスト込みで採点されています。"),
      next: Words("Name their folder with --hidden.", ja: "--hidden でそのフォルダーを指定してください。"))
  }

  private func grade(
    _ work: [Work], _ marker: Marker, _ journal: Journal
  ) async throws -> [Change] {
    let store = SourceStore(gradebook: journal.folder)
    let bar = WorkBar(console, total: work.count)
    defer { bar.finish() }
    return try await SideBySide(jobs: session.jobs).map(work) { work, job -> [Change] in
      let collected: Collected
      switch try store.load(work.submission, of: work.learner) {
      case .whole(let kept): collected = kept
      case .missing: throw Self.lost(work.learner, journal.folder)
      case .changed: throw Self.changed(work.learner, store.place(of: work.submission))
      }
      let names = Set(work.old.map(\.lesson))
      let new = try await marker.marks(
        collected, digest: work.submission, in: store.place(of: work.submission),
        lessons: marker.suites.map(\.lesson).filter { names.contains($0.name) }, job: job)
      bar.advance(work.learner)
      return work.old.compactMap { old in
        new.first { $0.lesson == old.lesson }.map { Change(old: old, new: $0) }
      }
    }.flatMap(\.self)
  }

  private static func lost(_ learner: String, _ gradebook: String) -> Refusal {
    Refusal(
      Words(
        "The sources of \(learner) are gone from the gradebook.",
        ja: "\(learner) のソースが成績簿から失われています。"),
      next: Words(
        "Bring them back with: grader grade SUBMISSIONS --out \(gradebook)",
        ja: "元に戻すには: grader grade SUBMISSIONS --out \(gradebook)"),
      code: .inputOutput)
  }

  private static func changed(_ learner: String, _ place: String) -> Refusal {
    let gradebook = place.parentFolder.parentFolder
    return Refusal(
      Words(
        "The sources of \(learner) in \(place) are not what was handed in: somebody changed them.",
        ja: "\(place) にある \(learner) のソースは、提出されたものと違います。誰かが書き換えました。"),
      next: Words(
        "Move that folder away; it comes back with: grader grade SUBMISSIONS --out \(gradebook)",
        ja: "そのフォルダーをよそへ移し、元に戻すには: grader grade SUBMISSIONS --out \(gradebook)"),
      code: .inputOutput)
  }

  private func show(_ changes: [Change], _ folder: String) {
    if arguments.has(.json) { return console.show(raw: json(changes).page.trimmed) }
    let differing = changes.filter { $0.difference != nil }
    for change in differing {
      let rules =
        change.isByOtherRules && purpose == .compare
        ? Words("  (graded by other rules than today's)", ja: "  （今とは違う規則での採点）")
        : Words(same: "")
      let place = "\(change.old.learner)/\(change.old.lesson)".harmless
      console.show(
        Words(same: "\(place)  \(change.old.points) → \(change.new.points)  ")
          + (change.difference ?? Words(same: "")) + rules)
    }
    let count = Words(
      "\("mark".counted(changes.count)) passed again, \(differing.count) \(differing.count == 1 ? "differs" : "differ").",
      ja: "\(changes.count) 件を採点し直し、\(differing.count) 件が違いました。")
    console.show(count)
    guard purpose == .renew, !changes.isEmpty else { return }
    console.show(
      arguments.has(.apply)
        ? Words("The new marks are in the gradebook.", ja: "新しい判定を成績簿に入れました。")
        : Words(
          "Nothing was changed. To enter the new marks: grader regrade \(folder) --apply",
          ja: "何も変更していません。新しい判定を入れるには: grader regrade \(folder) --apply"))
  }

  private func json(_ changes: [Change]) -> JSON {
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
