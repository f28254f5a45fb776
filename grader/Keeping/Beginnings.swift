/// The starters as they were when the learner began, in `.day56/begun`: by them a starter that has
/// changed since is known, and what has changed.
struct Beginnings {
  let folder: CourseFolder

  static let home = ".day56/begun"

  func starter(of lesson: Lesson) -> LessonFiles {
    LessonFiles(lesson: lesson, home: folder.path(Self.home))
  }

  /// Keeps the starter as long as the lesson is not begun; of one that is, the first that was seen.
  func note(_ lesson: Lesson) throws {
    let begun = starter(of: lesson)
    guard try begun.names().isEmpty || Source.isUntouched(lesson, in: folder) else { return }
    try renew(lesson)
  }

  /// From now on the learner's files count as begun from today's starter.
  func renew(_ lesson: Lesson) throws {
    let (begun, starter) = (starter(of: lesson), try folder.starter(of: lesson))
    guard try !begun.equals(starter) else { return }
    try Files.makeFolder(begun.home)
    try begun.become(starter)
  }

  /// The lessons whose starter has changed since, unless git has merged that already.
  func news(of lessons: [Lesson]) async throws -> [Lesson] {
    var news: [Lesson] = []
    for lesson in lessons where try isOutdated(lesson) {
      if try await StarterMerge(folder: folder, lesson: lesson).isIncluded() {
        try renew(lesson)
      } else {
        news.append(lesson)
      }
    }
    return news
  }

  /// Whether the starter is another than the one that the learner began from.
  func isOutdated(_ lesson: Lesson) throws -> Bool {
    let begun = starter(of: lesson)
    if try begun.names().isEmpty || Source.isUntouched(lesson, in: folder) { return false }
    return try !begun.equals(folder.starter(of: lesson))
  }
}
