/// One of the sources that are put through a lesson's suite to see whether the suite is right.
struct Variant: Sendable {
  enum Kind: Sendable {
    case reference, starter
    /// A right solution of another shape, by the name of its file within the course.
    case alternative(String)
    case trap(Trap)
  }

  let lesson: Lesson
  let kind: Kind
  /// Where its files lie, and what they are called within the lesson's folder or beside the others.
  let files: [File]

  struct File: Sendable {
    let path: String
    /// Such as `01-SafeMessageQueue.swift` or `01-SafeMessageQueue/Ledger.swift`.
    let name: String
  }

  /// Fit for the name of a folder and for a message.
  var name: String {
    switch kind {
    case .reference: "reference"
    case .starter: "starter"
    case .alternative(let file): String(file.lastPart.dropLast(".swift".count))
    case .trap(let trap): trap.name
    }
  }

  /// How messages call it.
  var label: String {
    switch kind {
    case .reference: "\(lesson.solution).swift"
    case .starter: "\(lesson.exercise).swift"
    case .alternative(let file): file
    case .trap(let trap): trap.file
    }
  }
}

/// Makes the variants of a lesson.
struct VariantMaker: Sendable {
  let folder: CourseFolder
  let workshop: Workshop

  func reference(_ lesson: Lesson) throws -> Variant {
    Variant(lesson: lesson, kind: .reference, files: try files(lesson.solution, below: "Solutions"))
  }

  func starter(_ lesson: Lesson) throws -> Variant {
    Variant(lesson: lesson, kind: .starter, files: try files(lesson.exercise, below: "Exercises"))
  }

  func alternatives(_ lesson: Lesson) throws -> [Variant] {
    guard Files.exists(folder.path(lesson.alternatives)) else { return [] }
    return try folder.swiftFiles(in: lesson.alternatives).map { file in
      Variant(
        lesson: lesson, kind: .alternative(file),
        files: [Variant.File(path: folder.path(file), name: "\(lesson.name).swift")])
    }
  }

  private func files(_ base: String, below top: String) throws(FileError) -> [Variant.File] {
    try folder.sources(base).map {
      Variant.File(path: folder.path($0), name: String($0.dropFirst(top.count + 1)))
    }
  }

  /// Applies the trap's patch to a copy of the reference.
  func trapped(_ trap: Trap, _ lesson: Lesson) async throws -> Variant {
    guard let git = Toolchain.program("git") else {
      throw ToolError(
        problem: "There is no `git` on the path; it applies the traps' patches.",
        next: "Install it, for example with: apt-get install git")
    }
    let scratch = try workshop.makeScratch("trap-\(lesson.number)-\(trap.name)")
    let sources = try folder.sources(lesson.solution)
    for source in sources {
      try Files.makeFolder(scratch.adding(source).parentFolder)
      try Files.write(try Files.read(folder.path(source)), to: scratch.adding(source))
    }
    var environment = Toolchain.childEnvironment
    // Else git would take the scratch folder for a part of the course's repository.
    environment["GIT_CEILING_DIRECTORIES"] = scratch.parentFolder
    let command = Command(
      git, ["-C", scratch, "apply", "--whitespace=nowarn", folder.path(trap.file)],
      environment: environment)
    let remains = try await Subprocess.run(command, patience: Patience(total: 30))
    guard remains.succeeded else {
      throw CourseError(
        "\(trap.file) does not apply to \(lesson.solution).swift:\n\(remains.errors.trimmed)",
        next: "Make the patch anew from the reference as it is now.")
    }
    return Variant(
      lesson: lesson, kind: .trap(trap),
      files: sources.map {
        Variant.File(
          path: scratch.adding($0), name: String($0.dropFirst("Solutions/".count)))
      })
  }
}
