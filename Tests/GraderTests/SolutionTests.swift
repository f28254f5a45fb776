import Testing

@testable import grader

@Suite struct ReasonsTests {
  @Test func `a comment is told without its code`() {
    let source = """
      import Vocabulary

      /// Counts.
      ///
      /// ```swift
      /// count()
      /// ```
      ///
      /// Slowly.
      public struct Counter {}
      /// Another.
      """
    #expect(Reasons.firstComment(in: source) == "Counts.\n\nSlowly.")
    #expect(Reasons.firstComment(in: "struct A {}") == "")
  }

  @Test func `a section ends where the next begins`() {
    let text = "# T\n\n## Traps\n\nno\n\n## Think further — さらに\n\n- yes\n\n### too\n\n## End\n"
    #expect(Reasons.section("Think further", of: text) == "- yes\n\n### too")
    #expect(Reasons.section("Nothing", of: text) == "")
  }
}

@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct SolutionTests {
  private static let exercise = "Exercises/02-Greeter.swift"

  private func passing(_ scratch: Scratch) throws {
    let reference = try scratch.read("Solutions/02-Greeter.swift")
    try scratch.write(reference + "\n// mine\n", to: Self.exercise)
  }

  @Test(.enabled(if: Tools.git, "there is no git on the path"))
  func `the reference is shown after the lesson passes, and not before`() async throws {
    let scratch = try Fixtures.course()
    let before = await scratch.grader("solution", "2")
    #expect(before.code == .doesNotPass)
    #expect(before.answer == "")
    #expect(before.side.contains("--spoil"))

    try passing(scratch)
    let after = await scratch.grader("solution", "2")
    #expect(after.code == .passes)
    #expect(after.answer.contains("\n-// mine\n"))
    #expect(after.answer.contains("Law: Whoever comes is greeted by name."))
    #expect(
      try HistoryStore(folder: scratch.folder).load().events.allSatisfy { $0.kind != .spoiled })

    try scratch.write("broken", to: Self.exercise)
    #expect(await scratch.grader("solution", "2").code == .doesNotPass)
  }

  @Test func `who spoils it gets it, once and for all remembered`() async throws {
    let scratch = try Fixtures.course()
    for _ in 0..<2 {
      let result = await scratch.grader("solution", "2", "--spoil", "--json")
      #expect(result.code == .passes)
      let answer = try JSONParser.parse(Array(result.answer.utf8)[...])
      #expect(answer["passes"]?.flag == false)
      #expect(answer["reference"]?.items?.first?["file"]?.text == "Solutions/02-Greeter.swift")
    }
    let events = try HistoryStore(folder: scratch.folder).load().events
    #expect(events.count { $0.kind == .spoiled } == 1)
    try passing(scratch)
    let overview = await scratch.grader()
    #expect(overview.answer.contains("1 of 1 test   with help"))
    #expect(await scratch.grader("progress").answer.contains("with help"))
  }

  @Test func `a file and a folder are not compared, and the reference is shown whole`() async throws
  {
    let scratch = try Fixtures.course()
    Files.remove(scratch.path.adding(Self.exercise))
    try scratch.write(
      try scratch.read("Solutions/02-Greeter.swift"), to: "Exercises/02-Greeter/Greeter.swift")
    let result = await scratch.grader("solution", "2")
    #expect(result.code == .passes)
    #expect(result.answer.contains(try scratch.read("Solutions/02-Greeter.swift").trimmed))
  }
}

@Suite struct OpenTests {
  @Test func `without a terminal the paths are printed, the learner's file first`() async throws {
    let scratch = try Fixtures.courseWithParty()
    let result = await scratch.grader("open", "3", "--lang", "ja")
    #expect(
      result.answer.split(separator: "\n").map { $0.dropFirst(scratch.path.count + 1) } == [
        "Exercises/03-Party/Door.swift", "Exercises/03-Party/Party.swift",
        "Lessons/ja/03-Party.md", "Tests/Day56Tests/03-PartyTests/03-Guests.swift",
        "Tests/Day56Tests/03-PartyTests/03-Together.swift",
      ])
    let page = try JSONParser.parse(
      Array(await scratch.grader("open", "1", "--json").answer.utf8)[...])
    #expect(page["text"]?.text == scratch.path.adding("Lessons/01-Counter.md"))
  }

  @Test func `a file that is missing is explained`() async throws {
    let scratch = try Fixtures.course()
    Files.remove(scratch.path.adding("Exercises/02-Greeter.swift"))
    let result = await scratch.grader("open", "2")
    #expect(result.code == .inputOutput)
    #expect(result.side.contains("grader reset 02"))
  }

  @Test(arguments: [
    (["VISUAL": "code --wait", "EDITOR": "vi"], "code --wait"), (["EDITOR": "vi"], "vi"),
    (["VISUAL": " ", "EDITOR": "vi"], "vi"), ([:], nil),
  ])
  func `the editor is the one that was chosen`(variables: [String: String], editor: String?) {
    #expect(Editor.preferred { variables[$0] } == editor)
  }

  @Test func `an editor may have arguments, and a path may have anything`() async throws {
    let command = Editor.command("printf '[%s]' --wait", files: ["/a b/'c'$d", "/e"])
    let remains = try await Subprocess.run(
      Command(command.program, command.arguments, environment: Toolchain.childEnvironment),
      patience: Patience(total: 60))
    #expect(remains.output == "[--wait][/a b/'c'$d][/e]")
  }

  @Test(arguments: [("exit 0", 0), ("exit 7", 7), ("kill -KILL $$", 137)] as [(String, Int32)])
  func `how a program in the foreground ended is known`(script: String, code: Int32) async throws {
    #expect(try await Foreground.run("/bin/sh", ["-c", script]) == code)
  }

  @Test func `a program that cannot be started is named`() async {
    await #expect(throws: SpawnError.self) { try await Foreground.run("/nowhere/editor", []) }
  }
}
