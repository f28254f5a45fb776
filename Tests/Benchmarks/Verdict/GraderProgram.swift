import Foundation

/// The grader as a learner starts it.
struct GraderProgram {
  let path: String

  /// Builds the grader, and has it prepare the suite of the lesson that is measured.
  static func build(for course: ScratchCourse) throws -> GraderProgram {
    Console.tell("building the grader")
    let build = ["build", "--package-path", course.original, "--product", "grader"]
    _ = try Child.run(Command(program: "swift", arguments: build), log: course.log)
    let bin = try Child.run(
      Command(program: "swift", arguments: build + ["--show-bin-path"]), log: course.log)
    let folder = bin.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let program = GraderProgram(path: "\(folder)/grader")

    Console.tell("preparing the suite")
    try course.save(.comment)
    _ = try program.grade(course)
    return program
  }

  /// Grades the lesson once.
  func grade(_ course: ScratchCourse) throws(CommandError) -> Finished {
    try Child.run(
      Command(program: path, arguments: ["run", "01", "--course", course.root]), log: course.log)
  }
}
