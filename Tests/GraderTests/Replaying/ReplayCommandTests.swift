import Testing

@testable import grader

/// Whole commands, from the words to the exit code.
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct ReplayCommandTests {
  /// A course whose first lesson fails one test of four.
  private func course() throws -> Scratch {
    let scratch = try Fixtures.course()
    try scratch.write(
      Files.read(Fixtures.submission("counts-by-one")), to: "Exercises/01-Counter.swift")
    return scratch
  }

  @Test func `without a seed it is the first failure that is drawn`() async throws {
    let result = await (try course()).grader("replay", "1")
    #expect(result.code == .doesNotPass)
    #expect(result.answer.contains("it counts by any step"))
    #expect(result.answer.contains("seed 42, with size → 2"))
    #expect(result.answer.contains("0 s  *  counter counts by 2"))
    #expect(result.answer.contains("Broken here"))
    #expect(result.answer.contains("It counts what it is told."))
    #expect(result.answer.contains("the first of 3 runs"))
  }

  @Test func `a replay is no standing`() async throws {
    let scratch = try course()
    _ = await scratch.grader("replay", "1")
    #expect(!Files.exists(scratch.path.adding(CourseFolder.progress)))
  }

  @Test func `programs get every event`() async throws {
    let result = await (try course()).grader("replay", "1", "--seed", "7", "--json")
    let answer = try JSONParser.parse(Array(result.answer.utf8)[...])
    #expect(answer["seed"]?.text == "7")
    #expect(answer["ending"]?.text == "breaks")
    #expect(answer["text"]?.text == "It counts what it is told.")
    #expect(answer["events"]?.items?.map { $0["lane"]?.text } == ["counter"])
  }

  @Test func `a test is named by a part of its name, and may have nothing to draw`() async throws {
    let scratch = try course()
    let passing = await scratch.grader("replay", "1", "--test", "RESET")
    #expect(passing.code == .passes)
    #expect(passing.answer.contains("explores no schedules"))
    let several = await scratch.grader("replay", "1", "--test", "it counts")
    #expect(several.code == .usage)
    #expect(several.side.contains("it counts each step"))
    let none = await scratch.grader("replay", "1", "--test", "xyzzy")
    #expect(none.code == .usage)
    #expect(none.side.contains("a new one is at zero"))
  }

  @Test func `where nothing fails it says so, and what to do`() async throws {
    let scratch = try Fixtures.course()
    try scratch.write(
      try scratch.read("Solutions/01-Counter.swift"), to: "Exercises/01-Counter.swift")
    let none = await scratch.grader("replay", "1", "--seed", "3")
    #expect(none.code == .passes)
    #expect(none.answer.contains("With seed 3 every test of lesson 01 passes."))
    #expect(none.answer.contains("--test NAME"))
    let named = await scratch.grader("replay", "1", "--seed", "3", "--test", "any step")
    #expect(named.code == .passes)
    #expect(named.answer.contains("No law is broken"))
  }

  @Test func `what does not compile is told as by run`() async throws {
    let scratch = try Fixtures.course()
    try scratch.write("oops", to: "Exercises/01-Counter.swift")
    let result = await scratch.grader("replay", "1")
    #expect(result.code == .doesNotPass)
    #expect(result.answer.contains("does not compile"))
  }

  @Test func `a page takes the place of a page, and of nothing else`() async throws {
    let scratch = try course()
    let page = scratch.path.adding("replay.html")
    #expect(await scratch.grader("replay", "1", "--html", page).code == .doesNotPass)
    #expect(try scratch.read("replay.html").contains("counts by 2"))
    #expect(await scratch.grader("replay", "1", "--html", page).code == .doesNotPass)

    try scratch.write("mine", to: "notes.txt")
    let notes = scratch.path.adding("notes.txt")
    let refused = await scratch.grader("replay", "1", "--html", notes)
    #expect(refused.code == .cannotWrite)
    #expect(refused.side.contains("--force"))
    #expect(try scratch.read("notes.txt") == "mine")
    #expect(await scratch.grader("replay", "1", "--html", scratch.path).code == .cannotWrite)
    _ = await scratch.grader("replay", "1", "--html", notes, "--force")
    #expect(try scratch.read("notes.txt").contains("counts by 2"))
  }
}
