/// Versions of a learner's work that were set aside, each in a folder of its own in `.day56/kept`.
struct KeptVersions {
  let folder: CourseFolder
  let lesson: Lesson

  static let home = ".day56/kept"
  private static let unfinished = ".unfinished"

  private var home: String { folder.path(Self.home) }

  /// The names of their folders, the oldest first.
  func names() throws -> [String] {
    guard Files.exists(home) else { return [] }
    return try Files.names(in: home).filter { name in
      name.hasPrefix(lesson.name + "-") && !name.hasSuffix(Self.unfinished)
    }
  }

  func place(_ name: String) -> String { Self.home.adding(name) }

  func files(_ name: String) -> LessonFiles {
    LessonFiles(lesson: lesson, home: folder.path(place(name)))
  }

  /// Keeps what stands in `Exercises` now. It is whole, and on the disk, when this returns.
  ///
  /// - Returns: its name; nil if there is nothing to keep.
  func keep(at date: String) throws -> String? {
    let work = folder.work(on: lesson)
    guard try !work.names().isEmpty else { return nil }
    let name = try freeName(at: date)
    let draft = LessonFiles(lesson: lesson, home: home.adding(name + Self.unfinished))
    Files.remove(draft.home)
    try Files.makeFolder(draft.home)
    do {
      try work.copy(to: draft)
      try Files.move(draft.home, to: home.adding(name))
    } catch {
      Files.remove(draft.home)
      throw error
    }
    Files.flushFolder(home)
    return name
  }

  func remove(_ name: String) { Files.remove(home.adding(name)) }

  /// Such as `01-SafeMessageQueue-2026-11-21T10-15-00Z`. It comes after all that are kept, even if the
  /// clock was set back.
  private func freeName(at date: String) throws -> String {
    let stamp = date.map { $0 == ":" ? "-" : String($0) }.joined()
    let plain = "\(lesson.name)-\(stamp)"
    guard let last = try names().last, last >= plain else { return plain }
    return last + "+"
  }
}

extension Lesson {
  /// Tells, after something else, where the learner's version is, and how it comes back.
  func isKept(as place: String) -> Words {
    Words(
      """

        kept   \(place)
        undo   swift run grader reset \(number) --undo
      """,
      ja: """

          取置き   \(place)
          元に戻す swift run grader reset \(number) --undo
        """)
  }
}
