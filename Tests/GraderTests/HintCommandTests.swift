import Testing

@testable import grader

/// Hints and diagnosis, from the words to the exit code.
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct HintCommandTests {
  private let scratch: Scratch

  init() throws { scratch = try Fixtures.course() }

  private func submit(_ name: String) throws {
    try scratch.write(
      try Files.read(Fixtures.submission(name)), to: "Exercises/01-Counter.swift")
  }

  /// Makes the pattern of the fixture's trap from a submission that fell into it.
  private func learnPattern() async throws {
    let course = try CourseDecoder.load(scratch.folder)
    let compiler = Compiler(toolchain: try await Toolchain.find(), folder: scratch.folder)
    let examiner = Examiner(course: course, workshop: Workshop(compiler: compiler))
    func features() async throws -> Set<Feature> {
      Symptoms(try await examiner.examine(course.lessons[0]).judgement).features
    }
    let starter = try await features()
    try submit("counts-by-one")
    let patterns = Patterns(traps: ["counts-by-one": try await features()], starter: starter)
    try scratch.write(patterns.text, to: course.lessons[0].patterns)
  }

  @Test func `a failure that looks like a trap is explained, and hints follow`() async throws {
    try await learnPattern()
    let run = await scratch.grader("run", "1")
    #expect(run.answer.contains("≈ This looks familiar: A step has a size: add it.\n"))
    let json = try JSONParser.parse(
      Array(await scratch.grader("run", "1", "--json").answer.utf8)[...])
    let diagnosis = json["lessons"]?.items?.first?["diagnosis"]
    #expect(diagnosis?["trap"]?.text == "counts-by-one")
    #expect(diagnosis?["test"]?.text == "it counts by any step")

    let first = await scratch.grader("hint", "1")
    #expect(first.code == .passes)
    #expect(first.answer.contains("A step has a size: add it."))
    #expect(first.answer.contains("Told by: it counts by any step"))
    #expect(await scratch.grader("hint", "1").answer.contains("1. What is the value"))
    #expect(await scratch.grader("hint", "1").answer.contains("2. A step has a size."))
    let again = await scratch.grader("hint", "1", "--seen", "--lang", "ja").answer
    #expect(again.contains("歩幅を足すこと"))
    #expect(again.contains("2. 一歩には大きさがあります。"))
    #expect(!again.contains("3."))
  }

  @Test func `a replay has no diagnosis`() async throws {
    try await learnPattern()
    #expect(!(await scratch.grader("run", "1", "--seed", "42").answer.contains("≈")))
  }

  @Test func `what passes needs no hint, and what changed is graded first`() async throws {
    try submit("counts-by-one")
    #expect(await scratch.grader("hint", "1").answer.contains("✗ it counts by any step"))
    try scratch.write(
      try scratch.read("Solutions/01-Counter.swift"), to: "Exercises/01-Counter.swift")
    let answer = await scratch.grader("hint", "1").answer
    #expect(answer.contains("passes"))
    #expect(answer.contains("Next: lesson 02"))
    #expect(try scratch.read(CourseFolder.progress).contains("\"verdict\": \"passes\""))
  }

  @Test func `what does not compile uses up no hint`() async throws {
    try scratch.write("oops", to: "Exercises/01-Counter.swift")
    let answer = await scratch.grader("hint", "1").answer
    #expect(answer.contains("Exercises/01-Counter.swift:1:1: error:"))
    #expect(answer.contains("Mend that first"))
    #expect(!Files.exists(scratch.path.adding(".day56/hints.json")))
  }
}
