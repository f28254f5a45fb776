import Testing

@testable import grader

/// A course of the fixtures, there for as long as a suite runs.
struct ScratchCourse: Sendable {
  let scratch: Scratch
  let examiner: Examiner

  @TaskLocal static var current: ScratchCourse?

  /// Judges a file as the first lesson's submission.
  func judge(_ path: String) async throws -> Judgement {
    let lesson = examiner.course.lessons[0]
    let suite = try await examiner.workshop.prepare(lesson) { _ in }
    return try await examiner.judge([path], of: lesson, with: suite, scratch: path.lastPart)
  }

  static func judge(submission: String) async throws -> Judgement {
    try await #require(current).judge(Fixtures.submission(submission))
  }
}

/// Lays out a course before the tests of a suite, and clears it away after them.
struct OnCourse: SuiteTrait, TestScoping {
  let layOut: @Sendable () throws -> Scratch

  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let scratch = try layOut()
    let course = try CourseDecoder.load(scratch.folder)
    let compiler = Compiler(toolchain: try await Toolchain.find(), folder: scratch.folder)
    let examiner = Examiner(course: course, workshop: Workshop(compiler: compiler))
    try await ScratchCourse.$current.withValue(
      ScratchCourse(scratch: scratch, examiner: examiner), operation: body)
  }
}

extension Trait where Self == OnCourse {
  /// With the course that this gives.
  static func course(_ layOut: @escaping @Sendable () throws -> Scratch) -> Self {
    OnCourse(layOut: layOut)
  }
}
