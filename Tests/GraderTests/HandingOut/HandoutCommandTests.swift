import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct HandoutCommandTests {
  private let course: Scratch
  private let place: Scratch
  private var target: String { place.path.adding("out") }

  init() throws {
    course = try Fixtures.courseWithParty()
    try course.write(
      try course.read("Exercises/01-Counter.swift"), to: "Lessons/Starters/01-Counter.swift")
    try course.write(
      try course.read("Exercises/02-Greeter.swift"), to: "Lessons/Starters/02-Greeter.swift")
    for name in ["Door", "Party"] {
      try course.write(
        try course.read("Exercises/03-Party/\(name).swift"),
        to: "Lessons/Starters/03-Party/\(name).swift")
    }
    place = try Scratch()
  }

  private func handOut() async throws -> Scratch {
    let result = await course.grader("handout", target)
    try #require(result.code == .passes, "\(result.side)")
    let copy = try Scratch()
    Files.remove(copy.path)
    try Files.move(target, to: copy.path)
    return copy
  }

  @Test func `the exercises are the starters, whatever was done in the course`() async throws {
    try course.write("let mine = 1", to: "Exercises/01-Counter.swift")
    try course.write("let secret = 1", to: "Exercises/notes.swift")
    let copy = try await handOut()
    #expect(
      try copy.read("Exercises/01-Counter.swift")
        == course.read("Lessons/Starters/01-Counter.swift"))
    #expect(
      try Files.tree(copy.path.adding("Exercises")) == [
        "01-Counter.swift", "02-Greeter.swift", "03-Party/Door.swift", "03-Party/Party.swift",
      ])
    #expect(!Files.exists(copy.path.adding("Solutions")))
  }

  @Test func `two handouts are the same`() async throws {
    let (one, other) = (try await handOut(), try await handOut())
    #expect(try Files.tree(one.path) == Files.tree(other.path))
    for name in try Files.tree(one.path) { #expect(try one.read(name) == other.read(name)) }
  }

  @Test func `a link is not followed out of the course, and hidden files stay`() async throws {
    symlink(course.path.adding("Solutions"), course.path.adding("Lessons/Answers"))
    symlink(course.path.adding("Solutions/01-Counter.swift"), course.path.adding("Lessons/a.swift"))
    try course.write("x", to: "Lessons/.draft.md")
    let copy = try await handOut()
    let names = try Files.tree(copy.path)
    #expect(!names.contains { $0.hasPrefix("Lessons/A") || $0.hasPrefix("Lessons/a") })
    #expect(!names.contains("Lessons/.draft.md"))
  }

  @Test func `an empty folder is taken, a full one is left alone`() async throws {
    try Files.makeFolder(target)
    #expect(await course.grader("handout", target).code == .passes)
    let before = try Files.tree(target)
    let again = await course.grader("handout", target)
    #expect(again.code == .cannotWrite)
    #expect(again.side.contains("is not empty"))
    #expect(try Files.tree(target) == before)
    try place.write("mine", to: "file")
    #expect(await course.grader("handout", place.path.adding("file")).code == .cannotWrite)
    #expect(try place.read("file") == "mine")
  }

  @Test func `a place within the course is refused`() async throws {
    let result = await course.grader("handout", course.path.adding("Lessons/out"))
    #expect(result.code == .cannotWrite)
    #expect(!Files.exists(course.path.adding("Lessons/out")))
    #expect(await course.grader("handout").code == .usage)
  }

  @Test func `what a killed grader left is cleared away, and nothing else`() async throws {
    // No process has this number: it is above what the system gives.
    try place.write("half", to: "out.unfinished-999999999/Lessons/course.json")
    try place.write("mine", to: "out.unfinished-mine")
    #expect(await course.grader("handout", target).code == .passes)
    #expect(try Files.names(in: place.path) == ["out", "out.unfinished-mine"])
  }

  @Test func `a starter that is missing stops it before anything is written`() async throws {
    Files.remove(course.path.adding("Lessons/Starters/02-Greeter.swift"))
    #expect(await course.grader("handout", target).code == .courseData)
    #expect(try Files.names(in: place.path) == [])
  }

  @Test func `what needs the references says so there`() async throws {
    let copy = try await handOut()
    for words in [["solution", "01"], ["verify"], ["handout", target]] {
      let result = await copy.answer(words)
      #expect(result.code == .toolMissing)
      #expect(result.side.contains("needs the references"))
    }
    #expect(await copy.grader("list").code == .passes)
  }

  @Test(.enabled(if: Tools.compiler))
  func `the grader grades there as in the course`() async throws {
    let copy = try await handOut()
    #expect(await copy.grader("run", "01").code == .doesNotPass)
    for lesson in ["01-Counter", "02-Greeter"] {
      try copy.write(try course.read("Solutions/\(lesson).swift"), to: "Exercises/\(lesson).swift")
    }
    for name in ["Door", "Party"] {
      try copy.write(
        try course.read("Solutions/03-Party/\(name).swift"), to: "Exercises/03-Party/\(name).swift")
    }
    let all = await copy.grader("run", "01", "02", "03")
    #expect(all.code == .passes, "\(all.answer)\(all.side)")

    try copy.write("nonsense", to: "Exercises/01-Counter.swift")
    let third = await copy.grader("run", "03")
    #expect(third.answer.contains("01-Counter does not compile; its starter stands in"))
  }
}

/// The real thing, built once: in continuous integration only, since it takes a minute.
@Suite(.enabled(if: Toolchain.variable("CI") == "true"))
struct HandoutBuildTests {
  @Test func `a handout of this course builds without a warning, and a reference passes in it`()
    async throws
  {
    let (place, course) = (try Scratch(), HandoutTests.root)
    let folder = CourseFolder(root: place.path.adding("handout"))
    _ = try Handout(course: try CourseDecoder.load(course)).write(to: folder.root)
    let build = try await run("swift", ["build", "--build-tests", "--package-path", folder.root])
    try #require(build.succeeded, "\(build.output)\(build.errors)")
    #expect(!build.output.contains("warning:"), "\(build.output)")

    let grader = folder.path(".build/debug/grader")
    let lesson = "01-SafeMessageQueue"
    #expect(try await run(grader, ["run", "01", "--course", folder.root]).ending == .exited(1))
    try Files.copy(
      course.path("Solutions/\(lesson).swift"), to: folder.path("Exercises/\(lesson).swift"))
    let passed = try await run(grader, ["run", "01", "--course", folder.root])
    #expect(passed.succeeded, "\(passed.output)\(passed.errors)")
  }

  private func run(_ program: String, _ arguments: [String]) async throws -> Remains {
    let path = try #require(program.hasPrefix("/") ? program : Toolchain.program(program))
    return try await Subprocess.run(
      Command(path, arguments, environment: Toolchain.childEnvironment),
      patience: Patience(total: 1800))
  }
}
