#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The course as learners get it: all that they need, and nothing that gives a solution away.
struct Handout {
  let course: Course
  private var folder: CourseFolder { course.folder }

  /// What is copied as it is, if the course has it. What is not named here stays behind.
  static let copied = [
    "Lessons", "Tests/Day56Tests", "Tests/Scenarios", "grader", "LICENSE", ".gitignore",
    ".swift-format",
  ]

  /// What is written anew.
  private static let (manifest, readMe) = ("Package.swift", "README.md")

  /// The content of each file, by its name within the handout.
  func files() throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    for name in try Self.copied.flatMap(names) {
      files.append((name, try content(of: name)))
    }
    for lesson in course.lessons {
      let starter = try folder.starter(of: lesson)
      for name in try starter.names() {
        files.append(("Exercises/" + name, try Files.read(starter.path(name))))
      }
      files += try sayings(lesson)
    }
    files.append((Self.manifest, Array(HandoutManifest.text.utf8)))
    if Files.exists(folder.path(Self.readMe)) {
      let text = try text(of: Self.readMe)
      files.append((Self.readMe, Array(HandoutText(text, at: Self.readMe).readMe.utf8)))
    }
    return files.sorted { $0.name < $1.name }
  }

  /// By what a trap is known, and what is then said of it: not the patch.
  private func sayings(_ lesson: Lesson) throws -> [(name: String, bytes: [UInt8])] {
    guard Files.exists(folder.path(lesson.patterns)) else { return [] }
    var files = [(name: lesson.patterns, bytes: try Files.read(folder.path(lesson.patterns)))]
    for trap in try Trap.all(of: lesson, in: folder) {
      let heading = Trap.heading(of: try text(of: trap.file))
      let name = lesson.traps.adding(trap.name + Trap.headingEnding)
      files.append((name, Array(heading.utf8)))
    }
    return files
  }

  private func content(of name: String) throws -> [UInt8] {
    guard name.hasSuffix(".md") else { return try Files.read(folder.path(name)) }
    return Array(HandoutText(try text(of: name), at: name).withoutDeadLinks.utf8)
  }

  private func text(of name: String) throws(FileError) -> String {
    String(decoding: try Files.read(folder.path(name)), as: UTF8.self)
  }

  /// The plain files in a folder of the course; hidden ones and links are nobody's.
  private func names(in place: String) throws -> [String] {
    guard Files.kind(of: folder.path(place)) == .folder else {
      return isFile(place) ? [place] : []
    }
    return try Files.tree(folder.path(place)).filter { name in
      !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.map(place.adding).filter(isFile)
  }

  private func isFile(_ name: String) -> Bool {
    if case .file = Files.kind(of: folder.path(name)) { true } else { false }
  }
}

extension Handout {
  /// Writes it in one step: whenever the machine stops, there is no half of it at that place.
  ///
  /// - Returns: how many files it has.
  func write(to place: String) throws -> Int {
    let place = try free(place)
    let files = try files()
    let draft = "\(place).unfinished-\(getpid())"
    removeLeavings(of: place)
    guard !Files.exists(draft) else {
      throw refusal(draft, Words("exists already", ja: "はすでにあります"))
    }
    do {
      for (name, bytes) in files {
        try Files.makeFolder(draft.adding(name).parentFolder)
        try Files.write(bytes, to: draft.adding(name))
      }
      try Files.move(draft, to: place)
    } catch {
      Files.remove(draft)
      throw error
    }
    Files.flushFolder(place.parentFolder)
    return files.count
  }

  /// The absolute path of a place where nothing is yet, outside the course.
  private func free(_ place: String) throws -> String {
    let place = place.count > 1 && place.hasSuffix("/") ? String(place.dropLast()) : place
    switch Files.kind(of: place) {
    case .missing: break
    case .folder:
      guard try Files.names(in: place).isEmpty else {
        throw refusal(place, Words("is not empty", ja: "は空ではありません"))
      }
    case .file, .link, .other: throw refusal(place, Words("exists already", ja: "はすでにあります"))
    }
    try Files.makeFolder(place.parentFolder)
    guard let parent = Files.resolved(place.parentFolder) else {
      throw FileError(.write, place)
    }
    let absolute = Files.resolved(place) ?? parent.adding(place.lastPart)
    guard absolute != folder.root, !absolute.hasPrefix(folder.root + "/") else {
      throw refusal(place, Words("lies within the course", ja: "はコースの中にあります"))
    }
    return absolute
  }

  private func refusal(_ place: String, _ trouble: Words) -> Refusal {
    Refusal(
      Words(
        "\(place) \(trouble.english); a handout is written to a new folder.",
        ja: "\(place) \(trouble.japanese)。配布物は新しいフォルダーに書き出します。"),
      next: Words(
        "Name another: grader handout DIR", ja: "別の場所を指定してください: grader handout DIR"),
      code: .cannotWrite)
  }

  /// Removes what graders left that were killed half-way.
  private func removeLeavings(of place: String) {
    let prefix = place.lastPart + ".unfinished-"
    for name in (try? Files.names(in: place.parentFolder)) ?? [] where name.hasPrefix(prefix) {
      guard let owner = pid_t(name.dropFirst(prefix.count)), owner > 0, owner != getpid(),
        kill(owner, 0) != 0, errno == ESRCH
      else { continue }
      Files.remove(place.parentFolder.adding(name))
    }
  }
}
