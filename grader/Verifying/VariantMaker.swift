/// Makes the variants of a lesson.
struct VariantMaker: Sendable {
  let folder: CourseFolder
  let workshop: Workshop

  func reference(_ lesson: Lesson) throws -> Variant {
    Variant(
      lesson: lesson, kind: .reference, files: try references([lesson]),
      parts: try references(lesson.builtOn))
  }

  func starter(_ lesson: Lesson) throws -> Variant {
    Variant(
      lesson: lesson, kind: .starter, files: try Variant.File.all(of: lesson.exercise, in: folder),
      parts: try lesson.builtOn.flatMap { try Variant.File.all(of: $0.exercise, in: folder) })
  }

  /// Each takes the place of the whole lesson, whether it is a file or a folder.
  func alternatives(_ lesson: Lesson) throws -> [Variant] {
    guard Files.exists(folder.path(lesson.alternatives)) else { return [] }
    let parts = try references(lesson.builtOn)
    return try Files.names(in: folder.path(lesson.alternatives)).compactMap { name in
      let place = lesson.alternatives.adding(name)
      var files: [Variant.File] = []
      if Files.kind(of: folder.path(place)) == .folder {
        files = try folder.swiftFiles(in: place).map { file in
          let rest = file.dropFirst(place.count + 1)
          return Variant.File(path: folder.path(file), name: "\(lesson.name)/\(rest)")
        }
      } else if name.hasSuffix(".swift"), !name.hasPrefix(".") {
        files = [Variant.File(path: folder.path(place), name: "\(lesson.name).swift")]
      }
      guard !files.isEmpty else { return nil }
      return Variant(lesson: lesson, kind: .alternative(place), files: files, parts: parts)
    }
  }

  private func references(_ lessons: [Lesson]) throws -> [Variant.File] {
    try lessons.flatMap { try Variant.File.all(of: $0.solution, in: folder) }
  }

  /// Applies the trap's patch to a copy of the reference.
  func trapped(_ trap: Trap, _ lesson: Lesson) async throws -> Variant {
    Variant(
      lesson: lesson, kind: .trap(trap), files: try await patched([trap], lesson),
      parts: try references(lesson.builtOn))
  }

  /// The reference's files with the patches of some traps, one after the other.
  func patched(_ traps: [Trap], _ lesson: Lesson) async throws -> [Variant.File] {
    guard let git = Toolchain.program("git") else {
      throw ToolError(
        problem: Words(
          "There is no `git` on the path; it applies the traps' patches.",
          ja: "`git` が PATH にありません。罠のパッチは git があてます。"),
        next: Toolchain.installGit)
    }
    let names = traps.map(\.name).joined(separator: "+")
    let scratch = try workshop.makeScratch("trap-\(lesson.number)-\(names)")
    // A file that an earlier patch brought along must not stand in the way of this one.
    Files.remove(scratch)
    for source in try folder.sources(lesson.solution) {
      try Files.makeFolder(scratch.adding(source).parentFolder)
      try Files.write(try Files.read(folder.path(source)), to: scratch.adding(source))
    }
    var environment = Toolchain.childEnvironment
    // Else git would take the scratch folder for a part of the course's repository.
    environment["GIT_CEILING_DIRECTORIES"] = scratch.parentFolder
    for trap in traps {
      let command = Command(
        git, ["-C", scratch, "apply", "--whitespace=nowarn", folder.path(trap.file)],
        environment: environment)
      let remains = try await Subprocess.run(command, patience: Patience(total: 30))
      guard remains.succeeded else {
        let reference = folder.place(of: lesson.solution)
        throw CourseError(
          Words(
            "\(trap.file) does not apply to \(reference):\n\(remains.errors.trimmed)",
            ja: "\(trap.file) は \(reference) にあてられません:\n\(remains.errors.trimmed)"),
          next: Words(
            "Make the patch anew from the reference as it is now.",
            ja: "今の模範解答からパッチを作り直してください。"))
      }
    }
    // Looked up anew: a patch may bring a file along or take one away.
    return try Variant.File.all(of: lesson.solution, in: CourseFolder(root: scratch))
  }
}
