#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Confinement {
  /// Compiles files into a library in `scratch`, and has the object looked at before it is linked.
  ///
  /// - Returns: what is wrong with the object.
  func compile(
    _ files: [String], on suite: Workshop.PreparedSuite, in scratch: String, of folder: CourseFolder
  ) async throws(GradingError) -> [Words] {
    guard let recipe = suite.recipe else { throw .sandbox(Self.noRecipe) }
    if let known = failures[files] { throw .compile(known) }
    let name = "libExercises.\(Toolchain.dynamicSuffix)"
    let work = scratch.adding("work")
    let product = scratch.adding(name)
    try GradingError.filing { () throws(FileError) in
      try Files.makeFolder(work)
      try Files.write([], to: product)
    }
    chmod(product, 0o666)
    var steps = recipe.commands(for: files, library: work.adding(name), in: work)
    if case .bubblewrap = sandbox {
      steps[0].arguments += ["-module-cache-path", Self.modulesInside]
    }
    var room = compilingRoom(files, of: folder)
    room.scratch = work
    room.views.append(
      Room.View(host: product, inside: "/product".adding(name), isWritable: true))
    showVocabulary(of: suite, in: &room)
    let object = steps[0].arguments.last { $0.hasSuffix(".o") } ?? ""
    let script = [
      steps.map(\.shell).joined(separator: " && ") + " || exit",
      ObjectAudit.command(object, with: toolchain).shell + " || exit 9",
      "cat \(work.adding(name).shell) > \(product.shell) || exit 9",
    ]
    let command = Command(
      "/bin/sh", ["-c", script.joined(separator: "\n")], environment: Self.environment)
    let (remains, audit) = try await perform(command, in: room, ObjectAudit())
    Files.remove(work)
    if remains.succeeded { return audit.isComplete ? audit.complaints : [Self.notAudited] }
    if remains.ending == .exited(9) { throw .sandbox(Words(same: remains.errors.trimmed)) }
    let failure = failure(remains, in: folder)
    failures.add(failure, of: files)
    throw .compile(failure)
  }

  /// Runs a program of the toolchain on what is not trusted.
  func perform<Reader: LineReader>(
    _ command: Command, in room: Room, _ reader: Reader
  ) async throws(GradingError) -> (Remains, Reader) {
    let result: (Remains, Reader)
    do {
      result = try await Subprocess.run(
        sandbox.confined(command, in: room), patience: Compiler.patience,
        reading: ObjectAudit.channels, with: reader)
    } catch {
      throw .spawn(error)
    }
    if let complaint = Bubblewrap.complaint(in: result.0) {
      throw .sandbox(Words(same: complaint))
    }
    return result
  }

  /// The compiler, the machine's linker, and some files of the learner's or the course's.
  func compilingRoom(_ files: [String], of folder: CourseFolder) -> Room {
    var room = Room(limits: .compiling)
    room.hasPrograms = true
    if !toolchain.root.hasPrefix("/usr/"), toolchain.root != "/usr" {
      room.views.append(Room.View(host: toolchain.root, inside: toolchain.root))
    }
    room.views.append(Room.View(host: modules, inside: Self.modulesInside))
    room.views += files.map {
      Room.View(host: $0, inside: Self.courseInside.adding(folder.name(of: $0)))
    }
    return room
  }

  /// What a submission is compiled against.
  func showVocabulary(of suite: Workshop.PreparedSuite, in room: inout Room) {
    room.views += ["Vocabulary.swiftmodule", "libVocabulary.\(Toolchain.dynamicSuffix)"].map {
      Room.View(
        host: suite.base.adding($0), inside: Self.courseInside.adding("base").adding($0))
    }
    room.aliases.append((suite.base, Self.courseInside.adding("base")))
  }

  private func failure(_ remains: Remains, in folder: CourseFolder) -> Compiler.Failure {
    switch remains.ending {
    case .silent, .outOfTime, .killed(SIGXCPU), .killed(SIGKILL):
      return Compiler.tooSlow(after: Double(ResourceLimits.compiling.processorSeconds))
    case .exited, .killed: break
    }
    let printed = remains.errors + remains.output
    let root: CourseFolder =
      if case .bubblewrap = sandbox { CourseFolder(root: Self.courseInside) } else { folder }
    let diagnostics = Diagnostic.parse(printed, in: root).filter(\.isError)
    return Compiler.Failure(diagnostics: diagnostics, text: printed)
  }

  private static var environment: [String: String] {
    var environment = Toolchain.childEnvironment
    environment["HOME"] = nil
    return environment
  }

  private static let notAudited = Words(
    "The compiled object could not be looked at.", ja: "コンパイル結果を調べられませんでした。")

  private static let noRecipe = Words(
    "this compiler does not tell its steps, so they cannot be confined",
    ja: "このコンパイラーは手順を教えてくれないため、閉じ込められません")
}

extension Command {
  /// As a line of a shell's script.
  var shell: String { ([program] + arguments).map(\.shell).joined(separator: " ") }
}

extension String {
  /// As one word of a shell's script, whatever is in it.
  var shell: String { "'" + replacing("'", with: "'\\''") + "'" }
}
