import Testing

@testable import grader

extension MarkingTests {
  /// An instructor's further tests: what they count, and who sees what of them.
  @Suite struct HiddenTestsTests {
    private let room: Classroom
    private var folder: String { room.scratch.path.adding("hidden") }

    init() throws {
      room = try Classroom()
      try room.handIn("anna", .right)
      try room.handIn("ben", .right, .onlyForAnna)
      try write()
    }

    private static let name = "a guest from Uqbar is greeted, too"

    private func write(
      name: String = name, points: String = "3", visibility: String = #""hidden""#,
      version: String = "1", lesson: String = "02-Greeter", more: String = "",
      expected: String = "Hello, Tlön!"
    ) throws {
      try room.scratch.write(
        """
        {"version": \(version), "lessons": [
          {"name": "\(lesson)", "tests": [
            {"name": "\(name)", "ja": "遠い国の客も", "points": \(points),
             "visibility": \(visibility)}]}]\(more)}
        """, to: "hidden/hidden.json")
      try room.scratch.write(
        """
        import Exercises
        import Testing

        extension GreeterTests {
          @Test func `\(Self.name)`() {
            #expect(greeting(for: "Tlön") == "\(expected)")
          }
        }
        """, to: "hidden/02-GreeterTests.swift")
    }

    private func grade() async -> Classroom.Answer {
      await room.grade("--lessons", "2", "--hidden", folder)
    }

    @Test func `they count, and no learner is told of them`() async throws {
      let result = await grade()
      #expect(result.code == .passes, "\(result.side)")
      #expect(try room.verdict("anna") == .passes)
      #expect(try room.verdict("ben") == .fails)
      #expect(try room.mark("ben", "02-Greeter")["points"]?.wholeNumber == 5)
      #expect(try room.mark("anna", "02-Greeter")["points"]?.wholeNumber == 8)
      let tests = try room.mark("ben", "02-Greeter")["tests"]?.items ?? []
      #expect(tests.map { $0["visibility"]?.text } == ["visible", "hidden"])
      #expect(tests.last?["name"]?.text == Self.name)

      let out = room.scratch.path.adding("feedback")
      let export = await room.grader(
        "export", room.gradebook, "--format", "feedback", "--out", out)
      #expect(export.code == .passes, "\(export.side)")
      let files = try Files.tree(out)
      #expect(files.contains { $0.contains("ben") })
      for file in files {
        let text = String(decoding: try Files.read(out.adding(file)), as: UTF8.self)
        for word in ["Uqbar", "Tlön", "遠い国", "hidden.json"] {
          #expect(!text.contains(word), "\(word) in \(file)")
        }
      }
      // Without them their points would be lost.
      for command in ["regrade", "check"] {
        let refused = await room.grader(command, room.gradebook)
        #expect(refused.code == .usage)
        #expect(refused.side.contains("--hidden"))
        let done = await room.grader(command, room.gradebook, "--hidden", folder)
        #expect(done.code == .passes, "\(done.side)")
      }
    }

    @Test func `a compiler that reads a hand-in finds nothing of them`() async throws {
      let examiner = try #require(ScratchCourse.current).examiner
      let course = examiner.course
      let hidden = try HiddenTests(in: folder, of: course)
      let marker = try await Marker(
        course.adding(hidden), [course.lessons[1]], adding: hidden, examiner.workshop,
        in: try await NeedsSandbox.find()
      ) { _ in }
      let confinement = Confinement(
        sandbox: marker.sandbox, toolchain: examiner.workshop.compiler.toolchain,
        modules: marker.modules)
      let file = room.submissions.adding("anna/Exercises/02-Greeter.swift")
      let room = confinement.compilingRoom(
        [file], of: CourseFolder(root: course.folder.root, work: room.submissions.adding("anna")))
      let shell = Command(
        "/bin/sh",
        [
          "-c",
          "find /course -type f; grep -r -l -e Uqbar -e Hello.*Tl /course /modules /scratch /tmp",
        ],
        environment: ["PATH": "/usr/bin:/bin"])
      let (remains, _) = try await confinement.perform(shell, in: room, NoReader())
      #expect(remains.output.trimmed == "/course/Exercises/02-Greeter.swift")
    }

    @Test func `their module cannot be imported`() async throws {
      try room.handIn("ben", .right, .text("import Day56Tests\nimport GreeterTests\n"))
      #expect(await grade().code == .passes)
      #expect(try room.verdict("ben") == .doesNotCompile)
    }

    @Test func `a name that the suite does not know, and a test that is wrong, stop everything`()
      async throws
    {
      try write(name: "nobody wrote this")
      let unknown = await grade()
      #expect(unknown.code == .courseData)
      #expect(unknown.side.contains("“nobody wrote this”"))
      try write(expected: "Good evening")
      let wrong = await grade()
      #expect(wrong.code == .courseData)
      #expect(wrong.side.contains("The reference does not pass"))
      #expect(wrong.side.contains(Self.name))
      #expect(try room.graded() == [])
    }

    @Test(arguments: [
      ("2", "1", #""hidden""#, "02-Greeter", "", "version"),
      ("1", "-1", #""hidden""#, "02-Greeter", "", "points"),
      ("1", #""3""#, #""hidden""#, "02-Greeter", "", "points"),
      ("1", "3", #""secret""#, "02-Greeter", "", "visibility"),
      ("1", "3", "7", "02-Greeter", "", "visibility"),
      ("1", "3", #""hidden""#, "09-Nothing", "", "09-Nothing"),
      ("1", "3", #""hidden""#, "01-Counter", "", "01-Counter"),
      ("1", "3", #""hidden""#, "02-Greeter", #", "more": 1"#, "more"),
      ("1", "3", "", "02-Greeter", "", "hidden.json:4"),
    ])
    func `what is wrong in their description is named`(
      version: String, points: String, visibility: String, lesson: String, more: String,
      says: String
    ) async throws {
      try write(
        points: points, visibility: visibility, version: version, lesson: lesson, more: more)
      let result = await grade()
      #expect(result.code == .courseData)
      #expect(result.side.contains(says), "\(result.side)")
      #expect(result.side.contains("hidden"), "\(result.side)")
      #expect(!Files.exists(room.journal))
    }
  }
}
