/// Grades a class: several hand-ins side by side, in stretches that each end with canaries.
struct ClassGrading {
  let marker: Marker
  let submissions: Submissions
  let entries: [Submissions.Entry]
  let lists: ClassLists
  let journal: Journal
  let store: SourceStore
  let canaries: CanaryRound
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
    try store.clearDrafts()
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
      if done.marked > 0 { try await canaries.fly() }
      tally += done
      rest = rest.dropFirst(size)
      size = Self.stretch
    }
    if journal.awaitsCanary(marker.lessons.map(\.name)) { try await canaries.fly() }
    return tally
  }

  private func grade(_ entry: Submissions.Entry, _ job: Int) async throws -> Tally {
    let collected = await submissions.collect(
      entry, marker.course.lessons, with: archiver?.confined(marker.sandbox.forJob(job)))
    let digest = collected.digest
    var tally = Tally()
    var open: [Lesson] = []
    for (lesson, suite) in marker.suites {
      guard let known = journal.standingMark(entry.id, lesson.name), known.submission == digest
      else {
        open.append(lesson)
        continue
      }
      tally.known += 1
      if known.grounds != marker.grounds(suite) { tally.outdated += 1 }
    }
    let handIn = handIn(collected, digest)
    var lines: [JournalEntry] = []
    if try journal.handIn(entry.id) != handIn { lines.append(.handIn(handIn)) }
    // Also if all has its mark: somebody may have taken the sources away.
    if open.isEmpty, !store.holds(digest) { _ = try store.keep(collected, digest: digest) }
    if !open.isEmpty {
      let place = try store.keep(collected, digest: digest)
      let marks = try await marker.marksOrVoid(
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
}
