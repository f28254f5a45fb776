#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Makes the gradebook from its journal. Needs no lock: lines that are whole never change.
enum JournalReader {
  /// The gradebook as the journal in a folder has it now. The same work gives the same gradebook,
  /// whatever was graded when, how fast, and how often the grader was stopped meanwhile.
  ///
  /// - Parameter late: what the late policy takes away from a hand-in, for the lesson of that name, from 0
  ///   to 100.
  static func gradebook(
    _ folder: String, _ course: Course, late: (HandIn, String) -> Int = { _, _ in 0 }
  ) throws -> Gradebook {
    let scan = JournalScan(path: folder.adding(Journal.file))
    #if canImport(Darwin)
      let descriptor = Darwin.open(scan.path, O_RDONLY | O_CLOEXEC)
    #else
      let descriptor = Glibc.open(scan.path, O_RDONLY | O_CLOEXEC)
    #endif
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw JournalError.missing(folder) }
      throw FileError(.read, scan.path)
    }
    defer { close(descriptor) }
    var index = JournalIndex()
    _ = try index.read(descriptor, scan)
    guard index.isOf(course) else {
      throw JournalError.otherCourse(folder, title: index.title ?? "")
    }
    return try withoutActuallyEscaping(late) { late in
      try Derivation(course: course, index: index, late: late) {
        try scan.entry(descriptor, at: $0)
      }.gradebook()
    }
  }
}

/// Puts a gradebook together from what an index points at.
private struct Derivation {
  let course: Course
  let index: JournalIndex
  let late: (HandIn, String) -> Int
  let entry: (JournalScan.Place) throws -> JournalEntry?

  func gradebook() throws -> Gradebook {
    var roster: [Learner] = []
    if let place = index.roster, case .roster(let learners)? = try entry(place) {
      roster = learners
    }
    let named = Dictionary(roster.map { ($0.id, $0) }) { first, _ in first }
    let ids = Set(named.keys).union(index.handIns.keys).union(index.keys.map(\.learner))
    let rows = try ids.sorted().map { id in
      try row(named[id] ?? Learner(id: id), isOnRoster: named.isEmpty || named[id] != nil)
    }
    return Gradebook(
      title: course.title, lessons: course.lessons.map { heading($0, rows) }, rows: rows)
  }

  private func row(_ learner: Learner, isOnRoster: Bool) throws -> Gradebook.Row {
    var row = Gradebook.Row(learner: learner, isOnRoster: isOnRoster)
    if let place = index.handIns[learner.id], case .handIn(let handIn)? = try entry(place) {
      row.handIn = handIn
    }
    for lesson in course.lessons {
      let key = JournalIndex.Key(learner: learner.id, lesson: lesson.name)
      guard let mark = try mark(key, of: row.handIn?.submission) else { continue }
      row.marks[lesson.name] = mark
      let percent = row.handIn.map { min(max(late($0, lesson.name), 0), 100) } ?? 0
      if percent > 0 { row.latePercent[lesson.name] = percent }
    }
    return row
  }

  /// Nil if what they handed in last is not graded yet.
  private func mark(_ key: JournalIndex.Key, of submission: String?) throws -> Mark? {
    let (known, canary): (JournalIndex.Known, String?)
    switch index.standing(key) {
    case .marked(let mark): (known, canary) = (mark, nil)
    case .revoked(let mark, let name): (known, canary) = (mark, name)
    case nil: return nil
    }
    if let submission, submission != known.submission { return nil }
    if let canary {
      return Mark(
        learner: key.learner, lesson: key.lesson, submission: known.submission,
        grounds: known.grounds, verdict: .void, reason: .revoked(by: canary))
    }
    guard case .mark(let mark)? = try entry(known.place) else { return nil }
    return mark.withoutTimes
  }

  private func heading(_ lesson: Lesson, _ rows: [Gradebook.Row]) -> Gradebook.Heading {
    let worth = rows.map { row in
      row.marks[lesson.name]?.tests.reduce(0) { $0 + $1.worth } ?? 0
    }
    return Gradebook.Heading(
      name: lesson.name, title: lesson.title, law: lesson.law,
      points: max(lesson.points, worth.max() ?? 0))
  }
}

extension Mark {
  /// What is another at every grading of the same work.
  var withoutTimes: Mark {
    var mark = self
    mark.date = ""
    mark.seconds = 0
    for index in mark.tests.indices { mark.tests[index].seconds = 0 }
    return mark
  }
}

extension Words {
  fileprivate static func revoked(by canary: String) -> Words {
    Words(
      "The canary “\(canary)”, whose verdict is known, came out wrong soon after this was graded. The "
        + "verdict is not trusted; grade again.",
      ja: "この採点のすぐあとに、判定の分かっているカナリア「\(canary)」の判定が狂いました。この判定は信用できません。"
        + "採点し直してください。")
  }
}
