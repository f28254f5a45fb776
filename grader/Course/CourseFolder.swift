/// Where everything of a course is found. All names are relative to the folder of the course.
struct CourseFolder: Equatable, Sendable {
  /// The absolute path.
  let root: String
  /// The absolute path of the folder that holds the learner's `Exercises`, if that is not the course's own.
  var work: String?

  static let description = "Lessons/course.json"
  static let exercises = "Exercises"
  static let vocabulary = "Lessons/Vocabulary"
  static let instruments = "Tests/Day56Tests/Support"
  static let suites = "Tests/Day56Tests"
  static let scenarios = "Tests/Scenarios"
  static let solutions = "Solutions"
  static let progress = ".day56/progress.json"
  static let workshop = ".build/grader"

  /// The course in `folder`, or in the nearest folder above it.
  static func nearest(to folder: String) throws(CourseError) -> CourseFolder {
    guard let start = Files.resolved(folder) else {
      throw CourseError(
        Words("There is no folder \(folder).", ja: "\(folder) というフォルダーはありません。"),
        next: advice)
    }
    var candidate = start
    while !Files.exists(candidate.adding(description)) {
      guard candidate != "/" else {
        throw CourseError(
          Words(
            "There is no course in \(start) or above it: no folder holds \(description).",
            ja: "\(start) にも、その上のフォルダーにも、コースがありません（\(description) が見つかりません）。"),
          next: advice)
      }
      candidate = candidate.parentFolder
    }
    return CourseFolder(root: candidate)
  }

  private static let advice = Words(
    "Go into the course's folder, or name it with --course DIR.",
    ja: "コースのフォルダーへ移るか、--course DIR で指定してください。")

  /// The absolute path of something in the course.
  func path(_ name: String) -> String {
    guard let work, name == Self.exercises || name.hasPrefix(Self.exercises + "/") else {
      return root.adding(name)
    }
    return work.adding(name)
  }

  /// The name, within the course, of an absolute path; the path itself if it lies elsewhere.
  func name(of path: String) -> String {
    for folder in [work, root].compactMap(\.self) where path.hasPrefix(folder + "/") {
      return String(path.dropFirst(folder.utf8.count + 1))
    }
    return path
  }

  /// The Swift files of a source that is either `base.swift` or a folder `base/`, by name.
  func sources(_ base: String) throws(FileError) -> [String] {
    let file = base + ".swift"
    if Files.exists(path(file)) { return [file] }
    return try swiftFiles(in: base)
  }

  /// The Swift files in a folder and below, by name, in order. Hidden ones are left out, as SwiftPM
  /// does: an editor's leavings are no source.
  func swiftFiles(in folder: String) throws(FileError) -> [String] {
    try Files.tree(path(folder)).filter { name in
      name.hasSuffix(".swift") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.map(folder.adding)
  }

  /// What a person opens: `base.swift`, or the folder `base/`.
  func place(of base: String) -> String {
    let isFolder = Files.kind(of: path(base)) == .folder && !Files.exists(path(base + ".swift"))
    return base + (isFolder ? "/" : ".swift")
  }

  /// Whether the references are here. In a learner's handout they are not, and the starters, which declare
  /// the same, serve in their place wherever something is compiled against a lesson.
  var hasReferences: Bool { Files.kind(of: path(Self.solutions)) == .folder }

  /// What a lesson's suite is compiled against.
  func reference(of lesson: Lesson) -> String { hasReferences ? lesson.solution : lesson.starter }

  /// Where a learner works on a lesson; if nothing is there, it is of the reference's form.
  func exercise(of lesson: Lesson) -> String {
    let forms = [lesson.exercise, lesson.exercise + ".swift"]
    guard !forms.contains(where: { Files.exists(path($0)) }),
      place(of: reference(of: lesson)).hasSuffix("/")
    else { return place(of: lesson.exercise) }
    return lesson.exercise + "/"
  }
}

extension Lesson {
  var text: String { "Lessons/\(name).md" }
  var japaneseText: String { "Lessons/ja/\(name).md" }
  /// The learner's source; `.swift` is left out, since it may be a file or a folder.
  var exercise: String { "\(CourseFolder.exercises)/\(name)" }
  /// The same as it was before anybody began; what a learner does never changes it.
  var starter: String { "Lessons/Starters/\(name)" }
  var solution: String { "\(CourseFolder.solutions)/\(name)" }
  var suite: String { "\(CourseFolder.suites)/\(name)Tests" }
  /// Right solutions of another shape than the reference: each a file or a folder, of any name.
  var alternatives: String { "Tests/Alternatives/\(name)" }
  var traps: String { "Tests/Traps/\(name)" }
}
