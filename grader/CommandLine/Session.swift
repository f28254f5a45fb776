/// What a subcommand works with: what was asked, whom to answer, and where the course is.
struct Session: Sendable {
  let arguments: Arguments
  let console: Console

  var language: Language { console.language }

  func folder() throws(CourseError) -> CourseFolder {
    try CourseFolder.nearest(to: arguments.value(of: .course) ?? ".")
  }

  /// Refuses what would need the references, if they are not here.
  func requireReferences(for command: String) throws {
    guard try !folder().hasReferences else { return }
    throw Refusal(
      Words(
        "`grader \(command)` needs the references, and this folder is without them.",
        ja: "`grader \(command)` には模範解答が要りますが、このフォルダーにはありません。"),
      next: Words(
        "It is a handout for learners; whoever teaches has the whole course.",
        ja: "ここは学習者用の配布物です。コース全体は教える人が持っています。"),
      code: .toolMissing)
  }

  func course() throws(CourseError) -> Course { try CourseDecoder.load(try folder()) }

  /// Whoever takes it clears its scratch folders in the end.
  func workshop(_ course: Course) async throws(ToolError) -> Workshop {
    let toolchain = try await Toolchain.find(
      memory: course.folder.path(CourseFolder.workshop).adding("toolchain.json"))
    let workshop = Workshop(compiler: Compiler(toolchain: toolchain, folder: course.folder))
    workshop.clearScratch()
    return workshop
  }

  /// An examiner who says what takes long.
  func examiner(_ course: Course, _ workshop: Workshop, seed: UInt64? = nil) -> Examiner {
    let console = console
    return Examiner(course: course, workshop: workshop, seed: seed) {
      console.clearLine()
      console.tell($0)
    }
  }

  /// Nil if the course itself is at fault there; the other lessons can be graded nevertheless.
  func examine(
    _ lesson: Lesson, _ examiner: Examiner
  ) async throws(GradingError) -> Examination? {
    do { return try await examiner.examine(lesson) } catch {
      guard case .course = error else { throw error }
      console.clearLine()
      console.fail(error.words)
      return nil
    }
  }

  /// The lesson that was named, or else the first that does not pass yet; the last, if all do.
  func lesson(of course: Course) throws -> Lesson {
    if let name = arguments.names.first { return try course.lesson(called: name) }
    let passed = ProgressStore(folder: course.folder).load(warning: console.warn).passed
    return course.lessons.first { !passed.contains($0.name) }
      ?? course.lessons[course.lessons.count - 1]
  }
}
