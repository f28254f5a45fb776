#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Brings what has changed in a starter into the learner's files, as git merges.
struct StarterMerge {
  let folder: CourseFolder
  let lesson: Lesson
  var date = Date.now()

  struct Outcome: Equatable {
    /// The folder that holds the learner's version from before.
    let kept: String?
    /// The names of the files in which both have changed the same lines.
    let conflicts: [String]
  }

  /// Nothing is changed before all files are merged and the learner's version is kept.
  func perform() async throws -> Outcome {
    defer { Files.remove(draft.home) }
    let conflicts = try await makeDraft()
    let kept = try Reset(folder: folder, lesson: lesson, date: date).replace(with: draft)
    try Beginnings(folder: folder).renew(lesson)
    return Outcome(kept: kept, conflicts: conflicts)
  }

  /// Whether the learner's files hold the change already, as after git has merged it.
  func isIncluded() async throws -> Bool {
    defer { Files.remove(draft.home) }
    let conflicts = try await makeDraft()
    return try conflicts.isEmpty && draft.equals(folder.work(on: lesson))
  }

  private var draft: LessonFiles {
    LessonFiles(lesson: lesson, home: folder.path(".day56/merged-\(getpid())"))
  }

  /// Merges into a copy. Returns the names of the files with conflicts.
  private func makeDraft() async throws -> [String] {
    let (old, new) = (
      Beginnings(folder: folder).starter(of: lesson), try folder.starter(of: lesson)
    )
    let mine = folder.work(on: lesson)
    Files.remove(draft.home)
    try Files.makeFolder(draft.home)
    try mine.copy(to: draft)
    var conflicts: [String] = []
    let known = Set(try mine.names())
    for name in try new.names() {
      guard known.contains(name) else {
        try Files.makeFolder(draft.path(name).parentFolder)
        try Files.copy(new.path(name), to: draft.path(name))
        continue
      }
      let base = Files.exists(old.path(name)) ? old.path(name) : "/dev/null"
      if try await merge(draft.path(name), base: base, new: new.path(name)) {
        conflicts.append(name)
      }
    }
    return conflicts
  }

  /// Merges in place. Returns whether there are conflicts.
  private func merge(_ file: String, base: String, new: String) async throws -> Bool {
    guard let git = Toolchain.program("git") else {
      throw ToolError(
        problem: Words("There is no `git` on the path; it merges.", ja: "マージに使う `git` がパスにありません。"),
        next: Toolchain.installGit)
    }
    let labels = ["-L", "yours", "-L", "starter before", "-L", "starter now"]
    let command = Command(
      git, ["merge-file", "--quiet"] + labels + [file, base, new],
      environment: Toolchain.childEnvironment)
    let remains = try await Subprocess.run(command, patience: Patience(total: 30))
    // The number of conflicts; from 128 on, an error.
    guard case .exited(let code) = remains.ending, code < 128 else {
      throw Refusal(
        Words(
          "git cannot merge \(file.lastPart): \(remains.errors.trimmed)",
          ja: "git は \(file.lastPart) をマージできません: \(remains.errors.trimmed)"),
        next: Words(
          "Nothing was changed. Take over by hand what you need from \(folder.place(of: lesson.starter)).",
          ja: "何も変えていません。必要なところを \(folder.place(of: lesson.starter)) から手で写してください。"),
        code: .inputOutput)
    }
    return code > 0
  }
}
