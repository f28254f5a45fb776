import Testing

@testable import grader

extension MarkingTests {
  /// Marks are passed again: by other suites, or to see whether they are true.
  @Suite struct RegradeTests {
    private static let suite = "Tests/Day56Tests/02-GreeterTests.swift"
    private let room: Classroom

    init() throws {
      room = try Classroom()
      try room.handIn("anna", .right)
      try room.handIn("ben", .right, .onlyForAnna)
    }

    @Test func `what a stricter suite would change is shown, and entered only when asked`()
      async throws
    {
      #expect(await room.grade("--lessons", "2").code == .passes)
      #expect(try room.verdict("ben") == .passes)
      let (journal, book) = (try Files.read(room.journal), try room.book())
      let honest = try room.course.read(Self.suite)
      try room.course.write(
        honest.replacing("\"Anna\") == \"Hello, Anna!\"", with: "\"Bo\") == \"Hello, Bo!\""),
        to: Self.suite)
      do {
        let shown = await room.grader("regrade", room.gradebook, "--lessons", "2")
        #expect(shown.code == .passes)
        #expect(shown.answer.contains("ben/02-Greeter  5 → 0"))
        #expect(!shown.answer.contains("anna/"))
        #expect(shown.answer.contains("2 marks passed again, 1 differs"))
        #expect(shown.answer.contains("Nothing was changed"))
        #expect(try Files.read(room.journal) == journal)
        #expect(try room.book() == book)

        let report = await room.grade("--lessons", "2")
        #expect(report.answer.contains("2 were graded with another suite"))
        #expect(try room.verdict("ben") == .passes)

        let applied = await room.grader("regrade", room.gradebook, "--lessons", "2", "--apply")
        #expect(applied.code == .passes)
        #expect(try Files.read(room.journal).starts(with: journal))
        #expect(try room.verdict("ben") == .fails)
        #expect(try room.verdict("anna") == .passes)
        #expect(try room.canaries() == [true, true])
        let again = await room.grader("regrade", room.gradebook, "--lessons", "2")
        #expect(again.answer.contains("0 marks passed again"))
        try room.course.write(honest, to: Self.suite)
      } catch {
        try room.course.write(honest, to: Self.suite)
        throw error
      }
    }

    @Test func `a gradebook that was changed by hand is found out, however well it was done`()
      async throws
    {
      try room.handIn("ben", .right, .starter)
      #expect(await room.grade("--lessons", "2").code == .passes)
      let honest = await room.grader("check", room.gradebook)
      #expect(honest.code == .passes)
      #expect(honest.answer.contains("2 marks passed again, 0 differ"))

      try room.rewriteJournal { entries in
        entries = entries.map { entry in
          guard case .mark(let mark) = entry, mark.learner == "ben" else { return entry }
          var tests = mark.tests.map {
            Mark.Test(name: $0.name, outcome: .passed, worth: $0.worth)
          }
          tests[0].seconds = 0.01
          return .mark(
            Mark(
              learner: mark.learner, lesson: mark.lesson, submission: mark.submission,
              grounds: mark.grounds, verdict: .passes, tests: tests, date: mark.date))
        }
      }
      #expect(await room.grade("--lessons", "2").code == .passes)
      #expect(try room.verdict("ben") == .passes)
      let forged = await room.grader("check", room.gradebook)
      #expect(forged.code == .doesNotPass)
      #expect(forged.answer.contains("ben/02-Greeter  5 → 0  passes → fails"))
      #expect(await room.grader("check", room.gradebook, "--row", "anna").code == .passes)
      let row = await room.grader("check", room.gradebook, "--row", "ben/02")
      #expect(row.code == .doesNotPass)
      #expect(await room.grader("check", room.gradebook, "--row", "bert").code == .usage)
    }

    @Test func `swift test itself is asked for the same marks`() async throws {
      try room.handIn("cleo", .text("public func oops( {\n"), .starter)
      try room.handIn("dan", .nothing, .right)
      #expect(await room.grade().code == .passes)
      let refused = await room.grader("check", room.gradebook, "--swift-test")
      #expect(refused.code == .usage)
      #expect(refused.side.contains("knows no sandbox"))

      try room.rewriteJournal { entries in
        entries = entries.map { entry in
          guard case .mark(let mark) = entry, mark.learner == "cleo", mark.lesson == "02-Greeter"
          else { return entry }
          return .mark(
            Mark(
              learner: mark.learner, lesson: mark.lesson, submission: mark.submission,
              grounds: mark.grounds, verdict: .passes,
              tests: mark.tests.map {
                Mark.Test(name: $0.name, outcome: .passed, worth: $0.worth)
              }))
        }
      }
      let asked = await room.grader("check", room.gradebook, "--swift-test", "--no-sandbox")
      #expect(asked.code == .doesNotPass)
      #expect(asked.answer.contains("cleo/02-Greeter  5 → 0  passes → fails"))
      #expect(asked.answer.contains("8 marks passed again, 1 differs"))
    }

    @Test func `sources that were changed by hand are noticed, and come back from the hand-in`()
      async throws
    {
      try room.handIn("ben", .text("import Foundation\n"), .starter)
      try room.scratch.write([0xFF, 0xFE], to: "submissions/ben/Exercises/02-Greeter.swift")
      #expect(await room.grade().code == .passes)
      #expect(await room.grader("check", room.gradebook).code == .passes)
      let sources = room.gradebook.adding(SourceStore.folder)
      let submission = try #require(try room.mark("ben", "02-Greeter")["submission"]?.text)
      let place = sources.adding(submission)
      for name in ["Exercises/01-Counter.swift", "refusals.json"] {
        let file = place.adding(name)
        let kept = try Files.read(file)
        try Files.write(kept.dropLast(3) + Array("0 \n".utf8), to: file)
        let changed = await room.grader("check", room.gradebook, "--row", "ben")
        #expect(changed.code == .inputOutput, "\(name)")
        #expect(changed.side.contains("not what was handed in"))
        #expect(changed.side.contains(submission))
        #expect(await room.grader("check", room.gradebook, "--row", "anna").code == .passes)
        try Files.write(kept, to: file)
      }
      try Files.write([], to: place.adding("Exercises/02-Greeter.swift"))
      #expect(await room.grader("check", room.gradebook, "--row", "ben").code == .inputOutput)
      Files.remove(place)
      let gone = await room.grader("regrade", room.gradebook, "--only", "ben")
      #expect(gone.code == .passes)
      #expect(await room.grader("check", room.gradebook, "--row", "ben").code == .inputOutput)
      #expect(await room.grade().code == .passes)
      #expect(await room.grader("check", room.gradebook, "--row", "ben").code == .passes)
    }
  }
}
