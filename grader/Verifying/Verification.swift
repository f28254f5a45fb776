/// The maintainers' check: is the course itself right?
struct Verification {
  let course: Course
  let lessons: [Lesson]
  let workshop: Workshop
  let console: Console
  let verbose: Bool

  func run() async throws -> ExitCode { .passes }
}
