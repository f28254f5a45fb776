import Foundation

/// Makes a class out of the course's references, starters and traps, each under names of its own.
struct ClassMaker {
  let course: ScratchCourse
  private let lessons: [String]
  private let renamings: [String: Renaming]

  /// Reads the course, once for all classes.
  init(_ course: ScratchCourse) throws {
    self.course = course
    lessons = try Self.names(in: "\(course.original)/Solutions").map(Self.lesson)
    let shared = try ["Lessons/Vocabulary", "Tests/Day56Tests"].reduce(into: Set<String>()) {
      words, folder in
      for file in try Self.files("\(course.original)/\(folder)") {
        words.formUnion(Renaming.words(in: try Self.read(file)))
      }
    }
    let bases = ["\(course.original)/Solutions", "\(course.original)/Exercises"]
    var own: [String: Set<String>] = [:]
    for file in try bases.flatMap(Self.files) {
      let base = bases.first { file.hasPrefix($0) } ?? ""
      let name = String(file.dropFirst(base.count + 1))
      own[name, default: []].formUnion(Renaming.words(in: try Self.read(file)))
    }
    renamings = own.keys.reduce(into: [:]) { renamings, name in
      let others = own.filter { $0.key != name }.values.reduce(shared) { $0.union($1) }
      renamings[name] = Renaming(taken: others)
    }
  }

  /// Writes so many submissions into a folder that must not be there yet. The same seed makes the same class.
  func make(_ count: Int, seed: UInt64, in folder: String) throws -> MadeClass {
    let traps = try lessons.map { lesson in
      let names = try Self.names(in: "\(course.original)/Tests/Traps/\(lesson)")
      let patches = names.filter { $0.hasSuffix(".diff") }
      return (lesson: lesson, names: patches.map { String($0.dropLast(".diff".count)) })
    }
    var draw = ClassDraw(traps: traps, seed: seed)
    let submissions = (0..<count).map { draw.next($0) }
    for submission in submissions {
      Console.tell("class: writing \(submission.learner) of \(count)")
      let target = "\(folder)/\(submission.learner)/Exercises"
      for (lesson, work) in submission.lessons {
        for (name, text) in try sources(of: lesson, work) {
          let suffix = "_\(submission.learner)_\(seed)"
          let renaming = renamings[name] ?? Renaming(taken: [])
          try Self.write(renaming.renamed(text, suffix: suffix), to: "\(target)/\(name)")
        }
      }
    }
    Console.tell("")
    return MadeClass(folder: folder, submissions: submissions)
  }

  /// The files of a lesson, by their names below `Exercises`.
  private func sources(
    of lesson: String, _ work: MadeClass.Work
  ) throws -> [(name: String, text: String)] {
    let base =
      switch work {
      case .reference: "\(course.original)/Solutions"
      case .starter: "\(course.original)/Exercises"
      case .trap(let name): try patched(name, of: lesson)
      }
    return try Self.files(base).compactMap { file in
      let name = String(file.dropFirst(base.count + 1))
      guard name.hasPrefix(lesson) else { return nil }
      return (name, try Self.read(file))
    }
  }

  /// The reference with the trap's patch, made only once.
  private func patched(_ trap: String, of lesson: String) throws -> String {
    let folder = "\(course.home)/traps/\(lesson)/\(trap)"
    let solutions = "\(folder)/Solutions"
    if FileManager.default.fileExists(atPath: solutions) { return solutions }
    for file in try Self.files("\(course.original)/Solutions") {
      let name = file.dropFirst(course.original.count + 1)
      guard name.dropFirst("Solutions/".count).hasPrefix(lesson) else { continue }
      try Self.write(try Self.read(file), to: "\(folder)/\(name)")
    }
    let patch = "\(course.original)/Tests/Traps/\(lesson)/\(trap).diff"
    _ = try Child.run(
      Command(
        program: "git", arguments: ["-C", folder, "apply", "--whitespace=nowarn", patch],
        // Else git would take the folder for a part of the course's repository.
        environment: [
          "GIT_CEILING_DIRECTORIES": URL(filePath: folder).deletingLastPathComponent().path
        ]),
      log: course.log)
    return solutions
  }

  // MARK: - Files

  private static func lesson(_ name: String) -> String {
    name.hasSuffix(".swift") ? String(name.dropLast(".swift".count)) : name
  }

  private static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
      .sorted()
  }

  /// The Swift files of a folder and those in it, in order.
  private static func files(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
  }

  private static func read(_ file: String) throws -> String {
    try String(contentsOfFile: file, encoding: .utf8)
  }

  private static func write(_ text: String, to file: String) throws {
    let folder = URL(filePath: file).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: false, encoding: .utf8)
  }
}
