import Testing

@testable import grader

/// The course with a party, there for as long as a suite runs.
struct PartyCourse: Sendable {
  let scratch: Scratch
  let examiner: Examiner

  @TaskLocal static var current: PartyCourse?

  struct Trait: SuiteTrait, TestScoping {
    func provideScope(
      for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
      let scratch = try Fixtures.courseWithParty()
      let course = try CourseDecoder.load(scratch.folder)
      let compiler = Compiler(toolchain: try await Toolchain.find(), folder: scratch.folder)
      let examiner = Examiner(course: course, workshop: Workshop(compiler: compiler))
      try await PartyCourse.$current.withValue(
        PartyCourse(scratch: scratch, examiner: examiner), operation: body)
    }
  }
}
