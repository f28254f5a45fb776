/// Takes a lesson back to its starter, or to a version that was kept. What stood there is kept first.
struct Reset {
  let folder: CourseFolder
  let lesson: Lesson
  var date = Date.now()

  struct Outcome: Equatable {
    /// The folder that now holds what stood there; nil if nothing did, or if nothing was to be done.
    let kept: String?
    let hasChanged: Bool
  }

  private var versions: KeptVersions { KeptVersions(folder: folder, lesson: lesson) }

  /// Whether the learner's files are the starter already.
  func isDone() throws -> Bool {
    try folder.work(on: lesson).equals(folder.starter(of: lesson))
  }

  func toStarter() throws -> Outcome {
    let starter = try folder.starter(of: lesson)
    return try locked {
      if try folder.work(on: lesson).equals(starter) {
        return Outcome(kept: nil, hasChanged: false)
      }
      let kept = try versions.keep(at: date)
      try folder.work(on: lesson).become(starter)
      try Beginnings(folder: folder).note(lesson)
      return Outcome(kept: kept.map(versions.place), hasChanged: true)
    }
  }

  /// Puts other files in place of the learner's. Returns the folder that holds those now.
  func replace(with files: LessonFiles) throws -> String? {
    try locked {
      let kept = try versions.keep(at: date)
      try folder.work(on: lesson).become(files)
      return Outcome(kept: kept.map(versions.place), hasChanged: true)
    }.kept
  }

  /// Brings back what was kept last. Doing it twice leads back to where one was.
  func undo() throws -> Outcome {
    try locked {
      guard let last = try versions.names().last else { throw nothingKept }
      let kept = try versions.keep(at: date)
      let work = folder.work(on: lesson)
      try work.become(versions.files(last))
      // It stands in `Exercises` again, and need not be kept twice.
      if try work.equals(versions.files(last)) { versions.remove(last) }
      return Outcome(kept: kept.map(versions.place), hasChanged: true)
    }
  }

  private var nothingKept: Refusal {
    Refusal(
      Words(
        "Nothing of lesson \(lesson.number) was kept, so nothing can be brought back.",
        ja: "レッスン \(lesson.number) には、取ってある版がありません。戻せるものはありません。"),
      next: Words(
        "A version is kept by: grader reset \(lesson.number)",
        ja: "版は `grader reset \(lesson.number)` をしたときに取っておかれます。"),
      code: .usage)
  }

  /// Does it while no other grader of this course resets anything.
  private func locked(_ body: () throws -> Outcome) throws -> Outcome {
    try Files.makeFolder(folder.path(".day56"))
    let lock = try Lock(folder.path(".day56/lock"))
    return try withExtendedLifetime(lock, body)
  }
}
