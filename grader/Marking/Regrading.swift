/// Passes marks again, from the sources that a gradebook keeps.
struct Regrading {
  enum Purpose { case renew, compare }

  let journal: Journal
  let marker: Marker
  let purpose: Purpose
  let jobs: Int

  /// A row of the gradebook, as it is and as it came out now.
  struct Change: Sendable {
    let old: Mark
    let new: Mark
    var difference: Words? { new.difference(from: old) }
    var isByOtherRules: Bool { new.grounds != old.grounds }
  }

  /// The marks of one hand-in that are to be passed again.
  struct Work: Sendable {
    let learner: String
    let submission: String
    var old: [Mark]
  }

  /// What is to be graded, by learner: for a comparison every mark, otherwise those that are out of date.
  func work(of learners: Set<String>?) throws -> [Work] {
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

  /// - Parameter advance: is told of each hand-in that is done.
  func grade(
    _ work: [Work], telling advance: @escaping @Sendable (String) -> Void
  ) async throws -> [Change] {
    let store = SourceStore(gradebook: journal.folder)
    return try await SideBySide(jobs: jobs).map(work) { work, job -> [Change] in
      let collected: Collected
      switch try store.load(work.submission, of: work.learner) {
      case .whole(let kept): collected = kept
      case .missing: throw Self.lost(work.learner, store.gradebook)
      case .changed: throw Self.changed(work.learner, store.place(of: work.submission))
      }
      let names = Set(work.old.map(\.lesson))
      let new = try await marker.marks(
        collected, digest: work.submission, in: store.place(of: work.submission),
        lessons: marker.suites.map(\.lesson).filter { names.contains($0.name) }, job: job)
      advance(work.learner)
      return work.old.compactMap { old in
        new.first { $0.lesson == old.lesson }.map { Change(old: old, new: $0) }
      }
    }.flatMap(\.self)
  }

  /// Enters the new marks; but nothing that a canary speaks against.
  func apply(_ changes: [Change]) async throws {
    let (canary, error) = try await CanaryRound(
      marker: marker, canaries: try Canary.all(of: marker.course), journal: journal,
      store: SourceStore(gradebook: journal.folder), jobs: jobs
    ).outcome()
    if let error { throw error }
    try journal.append(changes.map { .mark($0.new) } + [canary])
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
}
