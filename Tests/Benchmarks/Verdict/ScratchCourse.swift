import Foundation

/// A copy of the course, in which nothing of the learner's can come to harm.
struct ScratchCourse {
  static let lesson = "01-SafeMessageQueue"
  static let suite = "SafeMessageQueueTests"

  /// The course that it is a copy of.
  let original: String
  /// The folder that holds everything made here.
  let home: String
  /// The copy itself.
  let root: String
  private let edits = Edits()

  var exercise: String { "\(root)/Exercises/\(Self.lesson).swift" }
  /// Where the grader keeps what it builds.
  var workshop: String { "\(root)/.build/grader" }
  /// Where the command that runs now writes.
  var log: String { "\(home)/log" }

  /// Copies what git knows of the course around the current folder, as it stands on disk.
  static func make() throws -> ScratchCourse {
    let original = try findCourse()
    let benchmarks = "\(original)/.build/benchmarks"
    clearLeftovers(in: benchmarks)
    let home = "\(benchmarks)/\(getpid())"
    Cleanup.enter(folder: home)
    let course = ScratchCourse(original: original, home: home, root: "\(home)/course")
    do {
      try FileManager.default.createDirectory(
        atPath: course.root, withIntermediateDirectories: true)
      try course.copyFiles()
      try course.solve()
      return course
    } catch {
      Cleanup.removeFolder()
      throw error is CommandError ? error : CopyError(folder: home, cause: error)
    }
  }

  /// Saves the reference as the learner's work, with a change that was never made before.
  func save(_ edit: Edit) throws {
    let reference = try String(
      contentsOfFile: "\(root)/Solutions/\(Self.lesson).swift", encoding: .utf8)
    let work = reference + edits.tail(after: edit)
    try work.write(toFile: exercise, atomically: true, encoding: .utf8)
  }

  /// The learner has done every lesson: what is edited is one of six files.
  private func solve() throws {
    let (exercises, solutions) = ("\(root)/Exercises", "\(root)/Solutions")
    try FileManager.default.removeItem(atPath: exercises)
    try FileManager.default.copyItem(atPath: solutions, toPath: exercises)
  }

  private func copyFiles() throws {
    let list = try Child.run(
      Command(
        program: "git",
        arguments: [
          "-C", original, "ls-files", "-z", "--cached", "--others", "--exclude-standard",
        ]),
      log: log)
    for name in list.output.split(separator: "\0").map(String.init) {
      let (source, copy) = ("\(original)/\(name)", "\(root)/\(name)")
      // Known to git, but no longer there.
      guard FileManager.default.fileExists(atPath: source) else { continue }
      let folder = URL(fileURLWithPath: copy).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: source, toPath: copy)
    }
  }

  /// The course that the current folder belongs to.
  private static func findCourse() throws(NoCourse) -> String {
    let start = FileManager.default.currentDirectoryPath
    var folder = URL(fileURLWithPath: start).standardizedFileURL
    while true {
      let mark = folder.appendingPathComponent("Lessons/course.json").path
      if FileManager.default.fileExists(atPath: mark) { return folder.path }
      guard folder.path != "/" else { throw NoCourse(start: start) }
      folder.deleteLastPathComponent()
    }
  }

  /// Removes the copies of earlier runs that were killed.
  private static func clearLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      guard let owner = pid_t(name), kill(owner, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}

/// The current folder is not inside a course.
struct NoCourse: Error, CustomStringConvertible {
  let start: String

  var description: String {
    "There is no Lessons/course.json in \(start) or above it.\n  Go to the course's folder and try again."
  }
}

/// The course could not be copied.
struct CopyError: Error, CustomStringConvertible {
  let folder: String
  let cause: any Error

  var description: String {
    "The course cannot be copied to \(folder): \(reason)\n"
      + "  Is there room on the disk, and may you write there?"
  }

  /// What the system says, without what Foundation wraps around it.
  private var reason: String {
    let error = cause as NSError
    let inner = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? error
    guard inner.domain == NSPOSIXErrorDomain else { return error.localizedDescription }
    return String(cString: strerror(Int32(inner.code)))
  }
}
