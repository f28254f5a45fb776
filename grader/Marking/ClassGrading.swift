/// Grades a class: several hand-ins side by side, in stretches that each end with canaries.
struct ClassGrading {
  let marker: Marker
  let submissions: Submissions
  let entries: [Submissions.Entry]
  let lists: ClassLists
  let journal: Journal
  let store: SourceStore
  let canaries: [Canary]
  let jobs: Int
  let archiver: Archiver?
  let bar: WorkBar

  /// The first stretch is short, so that what is wrong from the beginning shows early.
  private static let firstStretch = 10
  private static let stretch = 60

  /// What was done, in numbers.
  struct Tally: Equatable, Sendable {
    var marked = 0
    /// Lessons that have their mark already.
    var known = 0
    /// Of those, marked by another suite or by other rules than today's.
    var outdated = 0

    static func += (one: inout Tally, other: Tally) {
      one.marked += other.marked
      one.known += other.known
      one.outdated += other.outdated
    }
  }

  func run() async throws -> Tally {
    var tally = Tally()
    var rest = entries[...]
    var size = Self.firstStretch
    while !rest.isEmpty {
      let part = try await SideBySide(jobs: jobs).map(Array(rest.prefix(size))) { entry, job in
        let tally = try await grade(entry, job)
        bar.advance(entry.id)
        return tally
      }
      let done = part.reduce(into: Tally()) { $0 += $1 }
      if done.marked > 0 { try await release(canaries) }
      tally += done
      rest = rest.dropFirst(size)
      size = Self.stretch
    }
    return tally
  }

  private func grade(_ entry: Submissions.Entry, _ job: Int) async throws -> Tally {
    let collected = await submissions.collect(
      entry, marker.course.lessons, with: archiver?.confined(marker.sandbox.forJob(job)))
    let digest = collected.digest
    var tally = Tally()
    var open: [Lesson] = []
    for (lesson, suite) in marker.suites {
      guard let known = journal.known(entry.id, lesson.name), known.submission == digest else {
        open.append(lesson)
        continue
      }
      tally.known += 1
      if known.grounds != marker.grounds(suite) { tally.outdated += 1 }
    }
    let handIn = handIn(collected, digest)
    var lines: [JournalEntry] = []
    if try journal.handIn(entry.id) != handIn { lines.append(.handIn(handIn)) }
    if !open.isEmpty {
      let place = try store.keep(collected, digest: digest)
      let marks = try await marker.marks(
        collected, digest: digest, in: place, lessons: open, job: job)
      lines += marks.map(JournalEntry.mark)
      tally.marked = marks.count
    }
    try journal.append(lines)
    return tally
  }

  private func handIn(_ collected: Collected, _ digest: String) -> HandIn {
    var handIn = HandIn(
      learner: collected.learner, submission: digest, leftOut: collected.leftOut,
      leftOutCount: collected.leftOutCount)
    handIn.date = lists.times.latest(collected.learner).map(Date.text)
    for lesson in marker.course.lessons {
      let seconds = lists.times.seconds(collected.learner, lesson)
      if let date = seconds.map(Date.text), date != handIn.date {
        handIn.dates[lesson.name] = date
      }
    }
    return handIn
  }

  /// Grades the canaries, and writes down whether they held.
  private func release(_ canaries: [Canary]) async throws {
    let complaints = try await SideBySide(jobs: jobs).map(canaries) { canary, job in
      try await marker.complaint(of: canary, store, job: job)
    }
    for (canary, complaint) in zip(canaries, complaints) {
      guard let complaint else { continue }
      try journal.append([.canary(held: false, name: canary.name, says: complaint)])
      throw CanaryError(complaint: complaint)
    }
    let names = canaries.map(\.name).joined(separator: ", ")
    try journal.append([.canary(held: true, name: names, says: Words(same: ""))])
  }
}

extension Marker {
  func complaint(of canary: Canary, _ store: SourceStore, job: Int) async throws -> Words? {
    let digest = canary.collected.digest
    let place = try store.keep(canary.collected, digest: digest)
    let marks = try await marks(
      canary.collected, digest: digest, in: place, lessons: suites.map(\.lesson), job: job)
    return canary.complaint(about: marks)
  }
}

/// A canary came out wrong.
struct CanaryError: Explained, Equatable {
  let complaint: Words

  var words: Words {
    Words(
      "Stopped: \(complaint.english). What was graded since the last canary that held does not count.\n"
        + "  Something is wrong with the grader, the sandbox or this machine. See: grader doctor, "
        + "grader verify; then start the same command again.",
      ja: "中止しました: \(complaint.japanese)。最後に無事だったカナリアより後の採点は数えません。\n"
        + "  grader、サンドボックス、このマシンのどれかに問題があります。grader doctor と grader verify で"
        + "確かめてから、同じコマンドをもう一度実行してください。")
  }
}

/// Does the same with many things, a few at a time.
struct SideBySide {
  let jobs: Int

  /// - Parameter body: is told which of the jobs it is.
  func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item, Int) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (place: Int, job: Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: items.count)
      for (place, item) in items.enumerated() {
        var job = place
        if place >= jobs, let done = try await group.next() {
          results[done.place] = done.2
          job = done.job
        }
        group.addTask { [job] in (place, job, try await body(item, job)) }
      }
      for try await done in group { results[done.place] = done.2 }
      return results.compactMap(\.self)
    }
  }
}
