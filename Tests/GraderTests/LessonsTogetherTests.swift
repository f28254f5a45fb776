import Testing

@testable import grader

/// The course with a party, which is built on the other two lessons. Each test begins with all that
/// a learner can have right, and breaks something.
@Suite(
  .enabled(if: Tools.compiler, "there is no Swift compiler on the path"), .serialized,
  .course(Fixtures.courseWithParty))
struct LessonsTogetherTests {
  private let scratch: Scratch
  private let examiner: Examiner
  private let counter = "Exercises/01-Counter.swift"
  private let greeter = "Exercises/02-Greeter.swift"
  private let party = "Exercises/03-Party/Party.swift"

  init() throws {
    let current = try #require(ScratchCourse.current)
    (scratch, examiner) = (current.scratch, current.examiner)
    Files.remove(scratch.path.adding("Exercises"))
    let solutions = scratch.path.adding("Solutions")
    for file in try Files.tree(solutions) {
      try scratch.write(try Files.read(solutions.adding(file)), to: "Exercises/\(file)")
    }
  }

  private func change(_ file: String, _ old: String, _ new: String) throws {
    let text = try scratch.read(file)
    try #require(text.contains(old))
    try scratch.write(text.replacingFirst(old, with: new), to: file)
  }

  private func judge() async throws -> Judgement {
    try await examiner.examine(examiner.course.lessons[2]).judgement
  }

  /// Why which references stand in.
  private func reasons(_ judgement: Judgement) -> [String: StandIn.Reason] {
    Dictionary(uniqueKeysWithValues: judgement.standIns.map { ($0.lesson.subject, $0.reason) })
  }

  @Test func `a lesson is judged with the learner's own parts`() async throws {
    let whole = try await judge()
    #expect(whole.verdict == .passes)
    #expect(whole.standIns.isEmpty)
    try change(counter, "+= step.size", "+= 1")
    try change(greeter, "Hello", "Bye")
    let judgement = try await judge()
    #expect(judgement.tests.map(\.outcome) == [.passed, .failed, .failed])
    #expect(judgement.standIns.isEmpty)
  }

  @Test func `a part that does not compile costs the lesson nothing`() async throws {
    try change(counter, "step.size", "step.sighs")
    let judgement = try await judge()
    #expect(judgement.verdict == .passes)
    #expect(reasons(judgement) == ["Counter": .doesNotCompile])
    #expect(
      judgement.standIns.map(\.sentence.english) == [
        "01-Counter does not compile; its reference stands in for it here."
      ])
  }

  @Test func `errors that show only when others are gone are found, too`() async throws {
    // The second comes from a later pass of the compiler, which the first keeps from running.
    try change(counter, "step.size", "step.sighs")
    try change(greeter, "String {", "String { if name.isEmpty { return name } }; func f() {")
    let judgement = try await judge()
    #expect(judgement.verdict == .passes)
    #expect(reasons(judgement) == ["Counter": .doesNotCompile, "Greeter": .doesNotCompile])
  }

  @Test func `a part that is not let in costs the lesson nothing`() async throws {
    Files.remove(scratch.path.adding(counter))
    try scratch.write(" ", to: greeter)
    let judgement = try await judge()
    #expect(judgement.verdict == .passes)
    #expect(reasons(judgement) == ["Counter": .notLetIn(.missing), "Greeter": .notLetIn(.empty)])
  }

  @Test func `a part that lacks what the tests use costs the lesson nothing`() async throws {
    try change(greeter, "greeting(for name", "greet(_ name")
    let judgement = try await judge()
    #expect(judgement.verdict == .passes)
    #expect(
      reasons(judgement) == ["Greeter": .lacks("greeting(for: String) -> String")])
  }

  @Test func `the lesson's own errors are shown, and no other's`() async throws {
    try change(counter, "step.size", "step.sighs")
    try change(party, "door.enter", "door.leave")
    let judgement = try await judge()
    #expect(judgement.verdict == .doesNotCompile)
    #expect(judgement.compileFailure?.diagnostics.map(\.file) == [party])
    #expect(reasons(judgement) == ["Counter": .doesNotCompile])
  }

  @Test func `an error that comes from a broken part alone is not the lesson's`() async throws {
    try change(counter, "struct Counter {", "struct Countess { let x: Y")
    try change(party, "private var door", "var counter: Counter? { nil }; private var door")
    let judgement = try await judge()
    #expect(judgement.verdict == .passes)
    #expect(reasons(judgement) == ["Counter": .doesNotCompile])
  }

  @Test func `a declaration that is missing in the lesson itself is laid at its door`() async throws
  {
    try change(party, "welcome", "greet")
    let judgement = try await judge()
    #expect(judgement.verdict == .doesNotCompile)
    #expect(judgement.standIns.isEmpty)
    #expect(
      judgement.compileFailure?.words.english.contains("Exercises/03-Party/ compiles") == true)
  }

  @Test(arguments: ["Exercises/03-Party/Party.swift", "Exercises/02-Greeter.swift"])
  func `two declarations of one name are the learner's to mend`(file: String) async throws {
    for file in [counter, file] {
      try scratch.write(try scratch.read(file) + "struct Slot {}\n", to: file)
    }
    let judgement = try await judge()
    #expect(judgement.verdict == .doesNotCompile)
    #expect(judgement.standIns.isEmpty)
    let messages = judgement.compileFailure?.diagnostics.map(\.message) ?? []
    #expect(messages.contains("invalid redeclaration of 'Slot'"))
    #expect(
      judgement.troubles.first?.english.contains("compiled together with 01-Counter, 02-Greeter")
        == true)
  }

  @Test func `each lesson has its own verdict, and one that is broken is next`() async throws {
    try change(counter, "step.size", "step.sighs")
    try change(greeter, "Hello", "Bye")
    let run = await scratch.grader("run", "--json")
    #expect(run.code == .doesNotPass)
    let lessons = try JSONParser.parse(Array(run.answer.utf8)[...])["lessons"]?.items ?? []
    #expect(lessons.map { $0["verdict"]?.text } == ["does not compile", "fails", "fails"])
    #expect(lessons.map { $0["points"]?.wholeNumber } == [0, 0, 7])

    try change(greeter, "Bye", "Hello")
    let overview = await scratch.grader().answer
    #expect(overview.contains("15 of 25 points"))
    #expect(overview.contains(" 60 %"))
    #expect(overview.contains("Next: lesson 01"))

    let last = await scratch.grader("run", "3").answer
    #expect(last.contains("Next: lesson 01"))
  }

  @Test func `a lesson is graded again when a part of it changes`() async throws {
    _ = await scratch.grader()
    let workshop = examiner.workshop
    func current() throws -> [Bool] {
      let progress = ProgressStore(folder: scratch.folder).load { _ in }
      return try examiner.course.lessons.map { lesson in
        try workshop.isCurrent(try #require(progress.standings[lesson.name]), of: lesson)
      }
    }
    #expect(try current() == [true, true, true])
    try change(counter, "+= step.size", "+= 1")
    #expect(try current() == [false, true, false])
    let solution = "Solutions/02-Greeter.swift"
    try change(solution, "Hello", "Hullo")
    #expect(try current() == [false, false, false])
    try change(solution, "Hullo", "Hello")
  }
}
