import Foundation

/// The ways from an edit to a verdict. Each saves the edit, and returns the seconds that it then takes.
struct Roads {
  private let course: ScratchCourse
  private let program: GraderProgram
  /// What the grader prepared: the vocabulary's library, and the suite.
  private let base: String
  private let runner: String

  /// Builds the grader and, by each road once, all that later edits leave as it is.
  static func prepare(in course: ScratchCourse) throws -> Roads {
    let program = try GraderProgram.build(for: course)
    let base = try prepared("base-", in: course.workshop)
    let suite = try prepared("\(ScratchCourse.lesson)-", in: course.workshop)

    Console.tell("verdict: building the package for swift test")
    _ = try Child.run(testCommand(course, ScratchCourse.suite), log: course.log)
    return Roads(course: course, program: program, base: base, runner: "\(suite)/runner")
  }

  /// What a person would get with the compiler and the prepared suite alone.
  func bare(_ edit: Edit) throws -> Double {
    try course.save(edit)
    let library = "\(course.home)/libExercises.\(Self.dynamicSuffix)"
    let compile = try Child.run(
      Command(
        program: "swiftc",
        arguments: [
          "-swift-version", "6", "-parse-as-library", "-module-name", "Exercises",
          "-emit-library", "-enable-library-evolution", "-o", library, course.exercise,
          "-I", base, "-L", base, "-lVocabulary",
        ]),
      log: course.log)
    let run = try Child.run(
      Command(
        program: runner, arguments: ["--no-parallel"],
        environment: [Self.loaderPath: "\(course.home):\(base)"]),
      log: course.log)
    return compile.seconds + run.seconds
  }

  func grader(_ edit: Edit) throws -> Double {
    try course.save(edit)
    return try program.grade(course).seconds
  }

  /// - Parameter filter: which tests are run of those that SwiftPM builds.
  func package(_ edit: Edit, filter: String) throws -> Double {
    try course.save(edit)
    return try Child.run(Self.testCommand(course, filter), log: course.log).seconds
  }

  private static func testCommand(_ course: ScratchCourse, _ filter: String) -> Command {
    Command(
      program: "swift",
      arguments: ["test", "--package-path", course.root, "--filter", filter])
  }

  /// The folder of that beginning in the grader's workshop.
  private static func prepared(_ prefix: String, in workshop: String) throws(NothingPrepared)
    -> String
  {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: workshop)) ?? []
    guard let name = names.first(where: { $0.hasPrefix(prefix) }) else {
      throw NothingPrepared(what: "\(workshop)/\(prefix)…")
    }
    return "\(workshop)/\(name)"
  }

  #if canImport(Darwin)
    private static let loaderPath = "DYLD_LIBRARY_PATH"
    private static let dynamicSuffix = "dylib"
  #else
    private static let loaderPath = "LD_LIBRARY_PATH"
    private static let dynamicSuffix = "so"
  #endif
}

/// The grader gave a verdict, but what it prepares for one is not where it used to be.
struct NothingPrepared: Error, CustomStringConvertible {
  let what: String

  var description: String {
    "The grader left no \(what)\n  Look where it prepares suites now, and correct Tests/Benchmarks/Verdict."
  }
}
