/// Finds files that belong to nothing in the course.
struct StrayFiles {
  let lessons: [Lesson]

  private static let top: Set<String> = [
    "Package.swift", "Exercises", "Solutions", "Tests", "Lessons", "grader", "README.md", "LICENSE",
  ]
  private static let tests: Set<String> = [
    "Day56Tests", "Alternatives", "Traps", "Benchmarks", "GraderTests", "InstrumentTests",
    "Scenarios", "Attacks",
  ]

  /// The complaint about a file, by its name within the course; nil if it belongs there.
  func complaint(about file: String) -> String? {
    let parts = file.split(separator: "/").map(String.init)
    guard let first = parts.first else { return nil }
    guard first.hasPrefix(".") || Self.top.contains(first) else {
      return "\(file) does not belong to the top level."
    }
    guard parts.count > 1 else { return nil }
    let below = Array(parts.dropFirst())
    let belongs =
      switch first {
      case "Exercises", "Solutions": isSource(below, of: "")
      case "Lessons": isText(below)
      case "Tests": isTest(below)
      default: true
      }
    return belongs ? nil : "\(file) belongs to no lesson of \(CourseFolder.description)."
  }

  private func isLesson(_ name: String) -> Bool { lessons.contains { $0.name == name } }

  private func isPhrasebook(_ name: String) -> Bool {
    ([CourseFolder.sharedPhrases] + lessons.map(\.phrases)).contains("Lessons/" + name)
  }

  /// `NN-Name.swift`, or something in the folder `NN-Name`.
  private func isSource(_ parts: [String], of suffix: String) -> Bool {
    guard parts[0].hasSuffix(".swift") || parts.count > 1 else { return false }
    let base = parts.count > 1 ? parts[0] : String(parts[0].dropLast(".swift".count))
    return parts.last?.hasSuffix(".swift") == true && base.hasSuffix(suffix)
      && isLesson(String(base.dropLast(suffix.count)))
  }

  private func isText(_ parts: [String]) -> Bool {
    if parts == ["course.json"] { return true }
    if parts[0] == "Starters", parts.count > 1 { return isSource(Array(parts.dropFirst()), of: "") }
    if parts.prefix(2) == ["ja", "Messages"] { return isPhrasebook(parts.joined(separator: "/")) }
    if parts[0] == "Vocabulary" { return parts.last?.hasSuffix(".swift") == true }
    let rest = parts[0] == "ja" ? Array(parts.dropFirst()) : parts
    if rest.first == "Hints" { return rest.count == 2 && isLessonText(rest[1]) }
    // A lesson's pictures may lie in a folder of its name.
    guard let name = rest.first else { return false }
    return rest.count > 1
      ? isLesson(name) : isLessonText(name)
  }

  private func isLessonText(_ name: String) -> Bool {
    name.hasSuffix(".md") && isLesson(String(name.dropLast(3)))
  }

  private func isTest(_ parts: [String]) -> Bool {
    guard Self.tests.contains(parts[0]), parts.count > 1 else { return false }
    let below = Array(parts.dropFirst())
    switch parts[0] {
    case "Day56Tests": return below[0] == "Support" || isSource(below, of: "Tests")
    case "Alternatives":
      // A file, or a folder of files.
      return (2...3).contains(below.count) && isLesson(below[0])
        && below.last?.hasSuffix(".swift") == true
    case "Attacks": return below.count == 2
    case "Scenarios": return parts.last?.hasSuffix(".swift") == true
    case "Traps":
      return below.count == 2 && isLesson(below[0])
        && (below[1].hasSuffix(".diff") || below[1] == "patterns.json")
    default: return true
    }
  }
}

/// The files of the course as git sees them: what is committed, and what is new and not ignored.
enum CourseFiles {
  static func list(_ folder: CourseFolder) async throws -> [String] {
    guard let git = Toolchain.program("git") else {
      throw ToolError(
        problem: Words(
          "There is no `git` on the path; it knows which files belong to the course.",
          ja: "`git` が PATH にありません。どのファイルがコースのものかは git が知っています。"),
        next: Toolchain.installGit)
    }
    let command = Command(
      git, ["-C", folder.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      environment: Toolchain.childEnvironment)
    let remains = try await Subprocess.run(command, patience: Patience(total: 30))
    guard remains.succeeded else {
      throw ToolError(
        problem: Words(
          "git cannot list the files of \(folder.root): \(remains.errors.trimmed)",
          ja: "git が \(folder.root) のファイルを一覧できません: \(remains.errors.trimmed)"),
        next: Words(
          "Verify a clone of the course, not a copy without its history.",
          ja: "履歴のないコピーではなく、クローンしたコースを検査してください。"))
    }
    return remains.output.split(separator: "\0").map(String.init)
      .filter { Files.exists(folder.path($0)) }
  }
}
