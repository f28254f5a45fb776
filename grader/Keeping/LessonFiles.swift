/// The files that make up a lesson in a folder such as `Exercises`: `NAME.swift`, or what is in `NAME/`.
struct LessonFiles {
  let lesson: Lesson
  /// The absolute path of the folder.
  let home: String

  private var file: String { lesson.name + ".swift" }

  func path(_ name: String) -> String { home.adding(name) }

  /// Their names within the folder, in order. A link counts as a file; what is neither is refused.
  func names() throws -> [String] {
    var names: [String] = []
    switch Files.kind(of: path(file)) {
    case .missing: break
    case .file, .link: names.append(file)
    case .folder, .other: throw notAFile(file)
    }
    switch Files.kind(of: path(lesson.name)) {
    case .missing: break
    case .link: names.append(lesson.name)
    case .folder: names += try namesInFolder()
    case .file, .other: throw notAFile(lesson.name)
    }
    return names
  }

  private func namesInFolder() throws -> [String] {
    let sources = try CourseFolder(root: home).swiftFiles(in: lesson.name)
    for name in sources where Files.kind(of: path(name)) == .other { throw notAFile(name) }
    return sources
  }

  private func notAFile(_ name: String) -> Refusal {
    let place = path(name)
    return Refusal(
      Words(
        "\(place) is not a file of the lesson, and stands where one belongs.",
        ja: "\(place) はレッスンのファイルではないのに、その場所にあります。"),
      next: Words("Move it away, then try again.", ja: "よそへ移してから、もう一度試してください。"),
      code: .cannotWrite)
  }

  /// Whether both hold the same files with the same content.
  func equals(_ other: LessonFiles) throws -> Bool {
    let names = try names()
    guard try other.names() == names else { return false }
    return try names.allSatisfy { name in
      let (mine, theirs) = (Files.kind(of: path(name)), Files.kind(of: other.path(name)))
      guard case .file = mine, mine == theirs else { return false }
      return try Files.read(path(name)) == Files.read(other.path(name))
    }
  }

  /// Copies all of them into another folder.
  func copy(to other: LessonFiles) throws {
    for name in try names() {
      try Files.makeFolder(other.path(name).parentFolder)
      try Files.copy(path(name), to: other.path(name))
    }
  }

  /// Makes this folder hold what the other does, and nothing else of the lesson. Whatever can fail for
  /// want of space or permission comes before the first change. No two may do so at once.
  func become(_ other: LessonFiles) throws {
    let (old, new) = (try names(), try other.names())
    if old.contains(lesson.name) { Files.remove(path(lesson.name)) }
    var drafts: [(draft: String, path: String)] = []
    do {
      for name in new {
        let path = path(name)
        try Files.makeFolder(path.parentFolder)
        Files.removeDrafts(of: path)
        drafts.append((Files.draft(of: path), path))
        try Files.copy(other.path(name), to: Files.draft(of: path))
      }
      for (draft, path) in drafts { try Files.move(draft, to: path) }
    } catch {
      for (draft, _) in drafts { Files.remove(draft) }
      throw error
    }
    for name in old where !new.contains(name) { Files.removeWithEmptyFolders(path(name)) }
  }
}

extension CourseFolder {
  func work(on lesson: Lesson) -> LessonFiles {
    LessonFiles(lesson: lesson, home: path("Exercises"))
  }

  /// The starter of a lesson as it was before anybody began.
  func starter(of lesson: Lesson) throws -> LessonFiles {
    let starter = LessonFiles(lesson: lesson, home: path(lesson.starter.parentFolder))
    guard try starter.names().isEmpty else { return starter }
    throw CourseError(
      Words(
        "\(lesson.starter) is missing: the starter of lesson \(lesson.number).",
        ja: "\(lesson.starter) がありません。レッスン \(lesson.number) のスターターです。"),
      next: Words(
        "Restore it with: git checkout -- \(lesson.starter.parentFolder)",
        ja: "元に戻すには: git checkout -- \(lesson.starter.parentFolder)"))
  }
}
