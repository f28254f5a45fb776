/// Runs the traps several times, and writes what is steady about them to the course.
struct PatternWriting {
  let course: Course
  let lessons: [Lesson]
  let workshop: Workshop
  let console: Console

  func run() async throws -> ExitCode {
    let maker = VariantMaker(folder: course.folder, workshop: workshop)
    let fast = try await FastTrials(course: course, lessons: lessons, workshop, console)
    for lesson in lessons {
      var variants = [try maker.starter(lesson)]
      for trap in try Trap.all(of: lesson, in: course.folder) {
        variants.append(try await maker.trapped(trap, lesson))
      }
      let bar = WorkBar(console, total: variants.count * PatternCheck.runs)
      defer { bar.finish() }
      var runs: [[Trial]] = []
      for _ in 0..<PatternCheck.runs { runs.append(try await fast.judge(variants, bar)) }
      let patterns = PatternCheck.patterns(lesson, runs)
      try Files.write(Array(patterns.text.utf8), to: course.folder.path(lesson.patterns))
      bar.finish()
      console.show(raw: "\(lesson.patterns): \("trap".counted(patterns.traps.count))")
    }
    return .passes
  }
}
