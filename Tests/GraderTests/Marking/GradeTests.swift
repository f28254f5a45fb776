import Testing

@testable import grader

extension MarkingTests {
  /// A class goes in, a gradebook comes out.
  @Suite struct GradeTests {
    private let room: Classroom

    init() throws { room = try Classroom() }

    /// Folders and archives, all kinds of names and verdicts.
    private func fillTheRoom() async throws {
      try room.handIn("anna", .right)
      try room.handIn("twin", .right)
      try room.handIn("--help", .like("counts-by-one"), .starter)
      try room.handIn("two words", .like("traps"))
      try room.handIn("花子", .like("misspelt"), .onlyForAnna)
      try room.handIn("zoe", .right, .nothing)
      try room.handIn("tom", .like("lacks-reset"))
      try await room.pack("zoe", ".zip")
      try await room.pack("tom", ".tar.gz")
      try room.scratch.write("hello", to: "submissions/notes.txt")
      try room.scratch.write(
        "id,name\nanna,Anna\n--help,Helen\n花子,山田花子\na/b,Abe\nzoe,Zoë\ntom,Tom\ntwo words,T.\n",
        to: "submissions/roster.csv")
      try room.scratch.write(
        "id,time\nanna,2026-12-01T12:05:00Z\nzoe,2026-12-02T12:00:00Z\ntom,2027-01-01T12:00:00Z\n",
        to: "submissions/submissions.csv")
    }

    @Test func `a class is graded, whatever it is called and however it was packed`() async throws {
      try await fillTheRoom()
      let result = await room.grade("--jobs", "4")
      #expect(result.code == .passes, "\(result.side)")
      for text in ["7 learners handed in", "a/b", "Not on the class list: twin", "notes.txt"] {
        #expect(result.answer.contains(text), "\(text) in \(result.answer)")
      }
      #expect(try room.verdict("anna", "01-Counter") == .passes)
      #expect(try room.verdict("twin", "01-Counter") == .passes)
      #expect(try room.verdict("--help", "01-Counter") == .fails)
      #expect(try room.verdict("--help") == .fails)
      #expect(try room.mark("--help", "01-Counter")["points"]?.wholeNumber == 7)
      #expect(try room.verdict("two words", "01-Counter") == .crashes)
      #expect(try room.verdict("花子", "01-Counter") == .doesNotCompile)
      #expect(try room.verdict("花子") == .passes)
      #expect(try room.verdict("zoe", "01-Counter") == .passes)
      #expect(try room.verdict("zoe") == .doesNotCompile)
      #expect(try room.verdict("tom", "01-Counter") == .doesNotCompile)
      #expect(try room.verdict("tom") == .passes)
      #expect(try !room.hasHandedIn("a/b"))
      #expect(try room.row("twin")["isOnRoster"]?.flag == false)
      #expect(Files.exists(room.gradebook.adding(Gradebook.pageFile)))

      let late = try ["anna", "zoe", "tom", "twin"].map {
        try room.mark($0, "01-Counter")["latePercent"]?.wholeNumber
      }
      #expect(late == [0, 20, 50, 0])
      #expect(try room.mark("zoe", "01-Counter")["score"]?.number == 8)

      let another = room.scratch.path.adding("another")
      #expect(await room.grade("--jobs", "1", into: another).code == .passes)
      #expect(try room.book(another) == room.book())
    }

    @Test func `what has its mark is not graded again, and what changed is`() async throws {
      try room.handIn("anna", .right)
      try room.handIn("ben", .starter, .starter)
      #expect(await room.grade("--only", "anna", "--lessons", "2").code == .passes)
      #expect(try room.graded() == ["anna/02-Greeter"])
      #expect(await room.grade().code == .passes)
      #expect(
        try room.graded().sorted()
          == ["anna/01-Counter", "anna/02-Greeter", "ben/01-Counter", "ben/02-Greeter"])
      let (journal, book) = (try Files.read(room.journal), try room.book())

      let again = await room.grade()
      #expect(again.answer.contains("0 lessons graded now, 4 had their mark already"))
      #expect(try Files.read(room.journal) == journal)
      #expect(try room.book() == book)

      try room.handIn("ben", .right, .starter)
      #expect(await room.grade().code == .passes)
      #expect(try room.graded().dropFirst(4).allSatisfy { $0.hasPrefix("ben/") })
      #expect(try room.graded().count == 6)
      #expect(try room.verdict("ben", "01-Counter") == .passes)
      #expect(try room.verdict("ben") == .fails)
    }

    @Test func `a class that handed in nothing is a gradebook of the missing`() async throws {
      try room.scratch.write("id\nanna\nben\n", to: "submissions/roster.csv")
      let result = await room.grade()
      #expect(result.code == .passes)
      #expect(result.answer.contains("handed in nothing: anna, ben"))
      #expect(try !room.hasHandedIn("ben"))
      #expect(try room.canaries() == [])
    }

    @Test func `a value that is too long to be told does not hide that the test failed`()
      async throws
    {
      try room.handIn(
        "anna", .right,
        .text(
          """
          public func greeting(for name: String) -> String {
            String(repeating: "x", count: 3_000_000)
          }
          """))
      #expect(await room.grade("--lessons", "2").code == .passes)
      #expect(try room.verdict("anna") == .fails)
    }

    @Test func `a grading that was stopped before its canaries is confirmed by the next`()
      async throws
    {
      try room.handIn("anna", .right)
      #expect(await room.grade("--lessons", "2").code == .passes)
      try room.rewriteJournal { entries in
        guard case .canary(held: true, _, _, _)? = entries.popLast() else {
          Issue.record("The last line is no canary.")
          return
        }
      }
      #expect(await room.grade("--lessons", "2").code == .passes)
      #expect(try room.graded().count == 1)
      #expect(try room.canaries() == [true])
    }
  }
}
