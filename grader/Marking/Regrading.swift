/// Takes what one learner handed in to the marks.
protocol MarkMaker: Sendable {
  var lessons: [Lesson] { get }
  /// Whether it runs an instructor's hidden tests, too.
  var knowsHiddenTests: Bool { get }

  /// - Parameters:
  ///   - place: where what was collected is kept.
  ///   - job: which of the jobs that run side by side this is.
  func marks(
    _ collected: Collected, digest: String, in place: String, lessons: [Lesson], job: Int
  ) async throws -> [Mark]
}

/// Passes marks again, from the sources that a gradebook keeps.
struct Regrading {
  let journal: Journal
  let maker: any MarkMaker
  let jobs: Int
  /// Which marks are passed again.
  var isMeant: (Mark) -> Bool = { _ in true }

  /// A row of the gradebook, as it is and as it came out now.
  struct Change: Sendable {
    let old: Mark
    let new: Mark
    var difference: Words? { new.difference(from: old) }
    var isByOtherRules: Bool { !new.grounds.haveRules(of: old.grounds) }
  }

  /// The marks of one hand-in that are to be passed again.
  struct Work: Sendable {
    let learner: String
    let submission: String
    var old: [Mark]
  }

  /// What is to be graded, by learner.
  func work(of learners: Set<String>?) throws -> [Work] {
    var work: [Work] = []
    for learner in Set(journal.keys.map(\.learner)).sorted() {
      guard learners?.contains(learner) ?? true else { continue }
      for lesson in maker.lessons {
        let key = JournalIndex.Key(learner: learner, lesson: lesson.name)
        guard var mark = try journal.mark(key), isMeant(mark) else { continue }
        if maker.knowsHiddenTests {
          try checkHiddenTests(of: mark, lesson)
        } else {
          mark = mark.ofOwnTests(lesson)
        }
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
    guard mark != mark.ofOwnTests(lesson) else { return }
    throw UsageError(
      Words(
        "\(lesson.name) was graded with hidden tests.", ja: "\(lesson.name) は非公開テスト込みで採点されています。"),
      next: Words("Name their folder with --hidden.", ja: "--hidden でそのフォルダーを指定してください。"))
  }

  /// - Parameter advance: is told of each hand-in that is done, and what came of it.
  func grade(
    _ work: [Work], telling advance: @escaping @Sendable (String, [Change]) -> Void
  ) async throws -> [Change] {
    let store = SourceStore(gradebook: journal.folder)
    return try await SideBySide(jobs: jobs).map(work) { [maker] work, job -> [Change] in
      let collected: Collected
      switch try store.load(work.submission, of: work.learner) {
      case .whole(let kept): collected = kept
      case .missing: throw Self.lost(work.learner, store.gradebook)
      case .changed: throw Self.changed(work.learner, store.place(of: work.submission))
      }
      let names = Set(work.old.map(\.lesson))
      let new = try await maker.marks(
        collected, digest: work.submission, in: store.place(of: work.submission),
        lessons: maker.lessons.filter { names.contains($0.name) }, job: job)
      let changes = work.old.compactMap { old in
        new.first { $0.lesson == old.lesson }.map { Change(old: old, new: $0) }
      }
      advance(work.learner, changes)
      return changes
    }.flatMap(\.self)
  }

  /// Enters the new marks; but nothing that a canary speaks against.
  func apply(_ changes: [Change], by marker: Marker) async throws {
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

extension Mark {
  /// The same without the tests that are an instructor's own.
  fileprivate func ofOwnTests(_ lesson: Lesson) -> Mark {
    let known = Set(lesson.tests.map(\.name))
    let own = tests.filter { $0.visibility == .visible || known.contains($0.name) }
    guard own.count < tests.count else { return self }
    let isRight = verdict == .fails && own.allSatisfy { $0.outcome == .passed }
    return Mark(
      learner: learner, lesson: lesson.name, submission: submission, grounds: grounds,
      verdict: isRight ? .passes : verdict, reason: reason, tests: own, trap: trap, date: date,
      seconds: seconds)
  }
}
