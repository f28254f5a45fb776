/// One of the sources that are put through a lesson's suite to see whether the suite is right.
struct Variant: Sendable {
  enum Kind: Sendable {
    case reference, starter
    /// A right solution of another shape, by the name of its file or folder within the course.
    case alternative(String)
    case trap(Trap)
  }

  let lesson: Lesson
  let kind: Kind
  /// Where its files lie, and what they are called within the lesson's folder or beside the others.
  let files: [File]
  /// The same for the lessons that it is built on: their references or, of a starter, their starters.
  var parts: [File] = []

  struct File: Sendable {
    let path: String
    /// Such as `01-SafeMessageQueue.swift` or `01-SafeMessageQueue/Ledger.swift`.
    let name: String

    /// Those of a lesson in a folder such as `Exercises` or `Solutions`, which its base begins with.
    static func all(of base: String, in folder: CourseFolder) throws(FileError) -> [File] {
      try folder.sources(base).map { file in
        File(path: folder.path(file), name: String(file.dropFirst(base.parentFolder.count + 1)))
      }
    }
  }

  /// What `swift test` itself does to tests is seen by those that are not traps.
  var work: PlainRoad.Work {
    let launch: PlainRoad.Launch = if case .trap = kind { .program } else { .swiftTest }
    return PlainRoad.Work(lesson: lesson, files: files, parts: parts, launch: launch)
  }

  /// The paths of all that is compiled.
  var sources: [String] { (files + parts).map(\.path) }

  /// Fit for the name of a folder, and no other variant's of the lesson.
  var name: String {
    switch kind {
    case .reference: "reference"
    case .starter: "starter"
    case .alternative(let place): "alternative-\(place.lastPart)"
    case .trap(let trap): "trap-\(trap.name)"
    }
  }

  /// How messages call it.
  var label: String {
    let isFolder = files.contains { $0.name.contains("/") }
    return switch kind {
    case .reference: lesson.solution + (isFolder ? "/" : ".swift")
    case .starter: lesson.exercise + (isFolder ? "/" : ".swift")
    case .alternative(let place): place
    case .trap(let trap): trap.file
    }
  }
}
