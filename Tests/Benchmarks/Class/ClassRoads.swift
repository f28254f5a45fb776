import Foundation

/// The ways from a submission to a verdict on all its lessons, beside `grader grade`. Each returns the seconds.
struct ClassRoads {
  let course: ScratchCourse

  /// A clone for this submission alone, and everything built in it.
  func freshClone(_ submission: String) throws -> Double {
    let clone = "\(course.home)/clone"
    defer { try? FileManager.default.removeItem(atPath: clone) }
    let start = ContinuousClock.now
    _ = try Child.run(
      Command(program: "git", arguments: ["clone", "--quiet", course.original, clone]),
      log: course.log)
    try handIn(submission, to: clone)
    try test(clone)
    return start.duration(to: .now).inSeconds
  }

  /// One folder for all, in which only the exercises change.
  ///
  /// Build it once by `prepare` before the first.
  func sharedFolder(_ submission: String) throws -> Double {
    let start = ContinuousClock.now
    try handIn(submission, to: course.root)
    try test(course.root)
    return start.duration(to: .now).inSeconds
  }

  func prepare() throws { try test(course.root) }

  private func handIn(_ submission: String, to root: String) throws {
    let exercises = "\(root)/Exercises"
    try FileManager.default.removeItem(atPath: exercises)
    try FileManager.default.copyItem(atPath: "\(submission)/Exercises", toPath: exercises)
  }

  /// That tests fail is a verdict, too.
  private func test(_ root: String) throws {
    _ = try Child.run(
      Command(
        program: "swift", arguments: ["test", "--package-path", root, "--filter", "Day56"]),
      log: course.log, expecting: [0, 1])
  }
}
