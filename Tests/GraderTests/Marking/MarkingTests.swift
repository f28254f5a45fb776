import Testing

@testable import grader

/// The grading of classes, on one small course whose suites are prepared once.
@Suite(
  .enabled(if: Tools.compiler, "there is no Swift compiler on the path"), .needsSandbox,
  .course(Fixtures.courseOfClass), .serialized)
struct MarkingTests {}
