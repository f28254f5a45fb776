import Testing

@testable import grader

/// The command from its words to its exit code, on a small course whose scenario counts to ten.
@Suite(
  .enabled(if: Tools.compiler, "there is no Swift compiler on the path"), .serialized,
  .course(Fixtures.courseWithNight))
struct SimulateCommandTests {
  private let scratch: Scratch
  private let exercise = "Exercises/01-Counter.swift"

  init() throws {
    scratch = try #require(ScratchCourse.current).scratch
    for other in ["Exercises/02-Greeter.swift", "Solutions/02-Greeter.swift"] {
      Files.remove(scratch.path.adding(other))
    }
  }

  @Test func `alone it lists the scenarios`() async throws {
    let said = await scratch.grader("simulate")
    #expect(said.code == .passes)
    #expect(said.answer.hasPrefix("small-night  A small night\n"))
    let json = await scratch.grader("simulate", "--json").answer
    #expect(json.contains("\"name\": \"small-night\""))
  }

  @Test func `the reference is shown in a table, and nothing is drawn`() async throws {
    let said = await scratch.grader("simulate", "small-night", "--solution")
    #expect(said.code == .passes)
    #expect(said.answer.contains("The only one: At 10:00 all is done: 55 crates packed."))
    #expect(!said.answer.contains("\u{1B}"))
    #expect(said.side.isEmpty)
  }

  @Test func `what is not begun is not shown, but the reference is offered`() async throws {
    try scratch.write(try scratch.read(exercise), to: "Lessons/Starters/01-Counter.swift")
    let said = await scratch.grader("simulate", "small-night")
    #expect(said.code == .doesNotPass)
    #expect(said.answer.isEmpty)
    #expect(said.side.contains("not begun is 01-Counter"))
    #expect(said.side.contains("grader simulate small-night --solution"))
  }

  @Test func `the learner's own code is shown as it is`() async throws {
    try submit("counts-by-one")
    let said = await scratch.grader("simulate", "small-night")
    #expect(said.code == .doesNotPass)
    #expect(said.answer.contains("your code"))
    #expect(said.answer.contains("The only one: 45 crates got lost"))
  }

  @Test func `a crash is told with what was seen before`() async throws {
    try submit("traps")
    let said = await scratch.grader("simulate", "small-night")
    #expect(said.code == .doesNotPass)
    #expect(said.answer.contains("It crashed: "))
    #expect(said.answer.contains("nine is too many"))
    #expect(said.answer.contains("It was last seen at 8:00."))
  }

  @Test func `code that would leave early is not let in`() async throws {
    try submit("exits")
    let said = await scratch.grader("simulate", "small-night", "--lang", "ja")
    #expect(said.code == .doesNotPass)
    #expect(said.side.contains("は使えません"))
  }

  @Test func `code that does not compile is told, with the place`() async throws {
    try submit("misspelt")
    let said = await scratch.grader("simulate", "small-night")
    #expect(said.code == .doesNotPass)
    #expect(said.side.contains("does not compile:\n\(exercise):"))
    #expect(said.side.contains("grader run 01"))
  }

  @Test func `a declaration that is missing is told by its name`() async throws {
    try scratch.write(
      try scratch.read("Solutions/01-Counter.swift").replacing("public init", with: "init"),
      to: exercise)
    let said = await scratch.grader("simulate", "small-night")
    #expect(said.code == .doesNotPass)
    #expect(said.side.contains("Counter.init() -> Counter"))
  }

  @Test func `a page and JSON are written from one run`() async throws {
    let file = scratch.path.adding("night.html")
    let said = await scratch.grader(
      "simulate", "small-night", "--solution", "--json", "--html", file)
    #expect(said.code == .passes)
    let json = try JSONParser.parse(Array(said.answer.utf8)[...])
    #expect(json["nights"]?.items?.first?["moments"]?.items?.count == 10)
    #expect(try scratch.read("night.html").contains("<svg "))
  }

  @Test func `what cannot be done is said before the night begins`() async throws {
    let missing = scratch.path.adding("nowhere/night.html")
    let said = await scratch.grader("simulate", "small-night", "--solution", "--html", missing)
    #expect(said.code == .cannotWrite)
    #expect(said.side.contains("nowhere/night.html"))
    let unknown = await scratch.grader("simulate", "small-nite")
    #expect(unknown.code == .usage)
    #expect(unknown.side.contains("small-night"))
    let never = await scratch.grader("simulate", "small-night", "--minutes", "0")
    #expect(never.code == .usage)
    let both = await scratch.grader("simulate", "small-night", "--own", "--solution")
    #expect(both.code == .usage)
  }

  @Test func `the maintainers' check complains of a night that breaks a law`() async throws {
    let examiner = try #require(ScratchCourse.current).examiner
    let trial = ScenarioTrial(workshop: examiner.workshop)
    #expect(try await trial.complaints(examiner.course.scenarios[0]) == [])
    try scratch.write(
      try Files.read(Fixtures.submission("counts-by-one")), to: "Solutions/01-Counter.swift")
    let complaints = try await trial.complaints(examiner.course.scenarios[0])
    #expect(complaints.contains { $0.contains("Tests/Scenarios/small-night, only: 45 crates got") })
  }

  private func submit(_ name: String) throws {
    try scratch.write(try Files.read(Fixtures.submission(name)), to: exercise)
  }
}
