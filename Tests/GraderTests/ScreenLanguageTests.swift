import Synchronization
import Testing

@testable import grader

/// What a learner sees, command by command, is in the language that was asked for.
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct ScreenLanguageTests {
  private let scratch: Scratch
  /// The names by which the suite knows its tests are English in either language.
  private let testNames: [String]

  init() throws {
    scratch = try Fixtures.course()
    let course = try CourseDecoder.load(CourseFolder(root: scratch.path))
    testNames = course.lessons.flatMap(\.tests).map(\.name)
  }

  /// Both streams of a command, as on a terminal; but for what the course or its suite is quoted with.
  private func screen(_ words: [String], _ language: Language) async -> String {
    let said = Mutex("")
    let terminal = Screen(hasColour: false, isTerminal: true, width: 80)
    let console = Console(screen: terminal, side: terminal) { text, _ in
      said.withLock { $0 += text }
    }
    let options = ["--lang", language.rawValue, "--course", scratch.path]
    _ = await Grader.answer(words + options, on: console)
    var text = said.withLock(\.self)
    for name in testNames { text.replace(name, with: "·") }
    return text
  }

  private func check(
    _ words: String..., quoting quotation: String = "", at place: SourceLocation = #_sourceLocation
  ) async {
    for language in Language.allCases {
      var text = await screen(words, language)
      if !quotation.isEmpty {
        #expect(text.contains(quotation), sourceLocation: place)
        text.replace(quotation, with: "·")
      }
      let wrong = WrongLanguage.parts(of: text, in: language)
      #expect(wrong == [], "\(text)", sourceLocation: place)
      #expect(!text.isEmpty, sourceLocation: place)
    }
  }

  @Test func `every verdict`() async throws {
    await check("status")
    for (submission, quotation) in [
      ("traps", "Fatal error: nine is too many"),
      ("misspelt", "value of type 'Step' has no member 'sighs'"),
      ("hangs", ""), ("exits", ""), ("lacks-reset", "mutating func reset()"), ("floods", ""),
      ("counts-by-one", ""),
    ] {
      let source = try Files.read(Fixtures.submission(submission))
      try scratch.write(source, to: "Exercises/01-Counter.swift")
      await check("run", "1", quoting: quotation)
    }
    await check("status")
    try scratch.write(scratch.read("Solutions/02-Greeter.swift"), to: "Exercises/02-Greeter.swift")
    await check("run")
    try scratch.write("\n", to: "Exercises/01-Counter.swift")
    await check("run", "1")
    Files.remove(scratch.path.adding("Exercises/01-Counter.swift"))
    await check("run", "1")
    await check("status")
  }

  @Test func `every help`() async {
    await check("help")
    for subcommand in Subcommand.all { await check("help", subcommand.name) }
    await check("--help")
  }

  @Test func `what needs no grading`() async {
    await check("list")
    await check("doctor")
    await check("run", "99")
    await check("rum")
    await check("run", "--seed")
  }

  @Test func `what keeps, brings back and shows the learner's files`() async throws {
    await check("reset")
    await check("reset", "2")
    await check("reset", "2", "--undo")
    await check("reset", "2", "--yes")
    try scratch.declareStarters()
    await check("reset", "2", "--yes")
    for action in ["--yes", "--undo", "--undo"] {
      try scratch.write("mine", to: "Exercises/02-Greeter.swift")
      await check("reset", "2", action)
    }
    await check("solution", "2", "--json", "--verbose")
    await check("progress")
    await check("update")
    try scratch.write("new", to: "Lessons/Starters/02-Greeter.swift")
    await check("update")
    await check("update", "2", "--merge")
    Files.remove(scratch.path.adding("Exercises/02-Greeter.swift"))
    await check("solution", "2")
    await check("open", "2")
  }

  @Test func `a course or a progress that is damaged`() async throws {
    try scratch.write("{", to: CourseFolder.progress)
    await check("status")
    try scratch.write(#"{"version": 99, "lessons": {}}"#, to: CourseFolder.progress)
    await check("status")
    try scratch.write("oops", to: "Tests/Day56Tests/02-GreeterTests.swift")
    await check("run", "2", quoting: "expressions are not allowed at the top level")
    try scratch.write("{", to: CourseFolder.description)
    await check("list")
    await check("doctor")
    Files.remove(scratch.path.adding(CourseFolder.description))
    await check("list")
  }
}
