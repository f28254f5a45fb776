#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system's headers as Clang modules, compiled inside the sandbox from a source of the course's own, and
/// shown to every confined compiler read-only: compiling them anew takes a seventh of a submission's time.
extension Confinement {
  /// What was prepared before, or else is prepared now.
  static func prepare(
    _ sandbox: Sandbox, in workshop: Workshop, on suite: Workshop.PreparedSuite,
    telling tell: @escaping @Sendable (Words) -> Void
  ) async throws(GradingError) -> Confinement {
    let compiler = workshop.compiler
    let key = Digest.of(Array("\(compiler.toolchain.version) \(geteuid())".utf8)).prefix(16)
    let home = workshop.home.adding("modules-\(key)")
    let confinement = Confinement(
      sandbox: sandbox, toolchain: compiler.toolchain, modules: home)
    guard case .bubblewrap = sandbox, !Files.exists(home) else { return confinement }
    do {
      let lock = try await workshop.lock(telling: tell)
      defer { withExtendedLifetime(lock) {} }
      guard !Files.exists(home) else { return confinement }
      try await workshop.finish(home, replacing: "modules-") { draft in
        try await confinement.fill(draft, in: workshop, on: suite)
      }
    } catch let error as GradingError {
      throw error
    } catch let error as FileError {
      throw .file(error)
    } catch {
      throw .sandbox(Words(error))
    }
    return confinement
  }

  private func fill(
    _ draft: String, in workshop: Workshop, on suite: Workshop.PreparedSuite
  ) async throws(GradingError) {
    chmod(draft, 0o777)
    let scratch = try GradingError.filing { () throws(FileError) in
      let scratch = try workshop.makeScratch("modules")
      try Files.write(
        Array("import Synchronization\nimport Vocabulary\n".utf8), to: scratch.adding("Any.swift"))
      return scratch
    }
    defer { Files.remove(scratch) }
    guard let recipe = suite.recipe else { return }
    let source = scratch.adding("Any.swift")
    var step = recipe.commands(
      for: [source], library: "", in: Room.scratchInside)[0]
    step.arguments += ["-module-cache-path", Self.modulesInside]
    var room = Confinement(sandbox: sandbox, toolchain: toolchain, modules: draft)
      .compilingRoom([source], of: CourseFolder(root: scratch))
    room.views = room.views.map { view in
      var view = view
      if view.host == draft { view.isWritable = true }
      return view
    }
    showVocabulary(of: suite, in: &room)
    room.scratch = scratch.adding("work")
    let script = step.shell + " && chmod -R a+rX \(Self.modulesInside.shell)/*"
    let command = Command("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"])
    let (remains, _) = try await perform(command, in: room, NoReader())
    guard remains.succeeded else { throw .sandbox(Words(same: remains.errors.trimmed)) }
  }
}
