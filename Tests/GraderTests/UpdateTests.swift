import Testing

@testable import grader

@Suite(.enabled(if: Tools.git, "there is no git on the path"))
struct UpdateTests {
  private let scratch: Scratch
  private let course: Course
  private let lesson: Lesson
  private static let file = "Exercises/02-Greeter.swift"
  private static let starter = "Lessons/Starters/02-Greeter.swift"
  private var beginnings: Beginnings { Beginnings(folder: scratch.folder) }
  private var merge: StarterMerge {
    StarterMerge(folder: scratch.folder, lesson: lesson, date: "2026-11-21T10:15:00Z")
  }

  init() throws {
    scratch = try Fixtures.course()
    try scratch.write("a\nb\nc\nd\ne\nf\n", to: Self.file)
    try scratch.declareStarters()
    course = try CourseDecoder.load(scratch.folder)
    lesson = course.lessons[1]
  }

  /// The learner begins; then the course changes its first line.
  private func begin(as mine: String) throws {
    try beginnings.note(lesson)
    try scratch.write(mine, to: Self.file)
    try beginnings.note(lesson)
    try scratch.write("A\nb\nc\nd\ne\nf\n", to: Self.starter)
  }

  @Test func `a starter that changed after one began is known`() throws {
    try begin(as: "a\nb\nc\nd\ne\nmine\n")
    #expect(try beginnings.isOutdated(lesson))
    try beginnings.renew(lesson)
    #expect(try !beginnings.isOutdated(lesson))
  }

  @Test func `a starter that changed before one began is no news`() throws {
    try beginnings.note(lesson)
    for file in [Self.file, Self.starter] { try scratch.write("new\n", to: file) }
    try beginnings.note(lesson)
    try scratch.write("mine\n", to: Self.file)
    #expect(try !beginnings.isOutdated(lesson))
  }

  @Test func `the change is merged, and the version from before is kept`() async throws {
    try begin(as: "a\nb\nc\nd\ne\nmine\n")
    let outcome = try await merge.perform()
    #expect(outcome.conflicts.isEmpty)
    #expect(try scratch.read(Self.file) == "A\nb\nc\nd\ne\nmine\n")
    let kept = try #require(outcome.kept)
    #expect(try scratch.read(kept + "/02-Greeter.swift") == "a\nb\nc\nd\ne\nmine\n")
    #expect(try !beginnings.isOutdated(lesson))
    #expect(
      try Files.names(in: scratch.path.adding(".day56")).filter { $0.hasPrefix("merged") } == [])
  }

  @Test func `a conflict is marked, and named`() async throws {
    try begin(as: "mine\nb\nc\nd\ne\nf\n")
    let outcome = try await merge.perform()
    #expect(outcome.conflicts == ["02-Greeter.swift"])
    #expect(try scratch.read(Self.file).contains("<<<<<<< yours\nmine\n"))
  }

  @Test func `what git has merged already is no news`() async throws {
    try begin(as: "A\nb\nc\nd\ne\nmine\n")
    #expect(try beginnings.isOutdated(lesson))
    #expect(try await beginnings.news(of: course.lessons) == [])
    #expect(try !beginnings.isOutdated(lesson))
  }

  @Test func `the command shows the change, merges it, and has nothing more to say`() async throws {
    let none = await scratch.grader("update")
    #expect(none.answer.contains("No starter has changed"))
    try begin(as: "a\nb\nc\nd\ne\nmine\n")
    let shown = await scratch.grader("update", "--lang", "en")
    #expect(shown.answer.contains("\n-a\n+A\n"))
    #expect(try scratch.read(Self.file) == "a\nb\nc\nd\ne\nmine\n")
    let merged = await scratch.grader("update", "2", "--merge", "--json")
    #expect(merged.code == .passes)
    let answer = try JSONParser.parse(Array(merged.answer.utf8)[...])
    #expect(answer["conflicts"]?.items?.count == 0)
    #expect(try scratch.read(Self.file) == "A\nb\nc\nd\ne\nmine\n")
    #expect(await scratch.grader("update").answer.contains("No starter has changed"))
  }
}
