import Testing

@testable import grader

extension MarkingTests {
  /// Work whose verdict is known is graded among the class, and comes out wrong if the grader does.
  @Suite struct CanaryTests {
    private static let suite = "Tests/Day56Tests/02-GreeterTests.swift"
    private let room: Classroom

    init() throws {
      room = try Classroom()
      try room.handIn("anna", .right)
      try room.handIn("ben", .right, .starter)
    }

    /// Puts another check into the suite, as long as `body` takes.
    private func withSuite(_ check: String, body: () async throws -> Void) async throws {
      let honest = try room.course.read(Self.suite)
      let line = #"#expect(greeting(for: "Anna") == "Hello, Anna!")"#
      try room.course.write(honest.replacing(line, with: check), to: Self.suite)
      try #require(room.course.read(Self.suite) != honest)
      do { try await body() } catch {
        try room.course.write(honest, to: Self.suite)
        throw error
      }
      try room.course.write(honest, to: Self.suite)
    }

    @Test func `a suite that says yes to everything is found out, and what it said is void`()
      async throws
    {
      #expect(await room.grade("--only", "anna", "--lessons", "2").code == .passes)
      try room.handIn("anna", .starter)
      try await withSuite("_ = greeting(for: \"Anna\")") {
        let result = await room.grade("--lessons", "2")
        #expect(result.code == .internal)
        #expect(result.side.contains("“starter”"))
        #expect(result.side.contains("02-Greeter"))
      }
      #expect(try room.canaries() == [true, false])
      for learner in ["anna", "ben"] {
        #expect(try room.verdict(learner) == .void)
        #expect(try room.mark(learner, "02-Greeter")["points"]?.wholeNumber == 0)
      }
      #expect(await room.grade("--lessons", "2").code == .passes)
      #expect(try room.verdict("anna") == .passes)
      #expect(try room.verdict("ben") == .fails)
      #expect(try room.canaries() == [true, false, true])
    }

    @Test func `a suite that says no to the reference is found out`() async throws {
      try await withSuite("#expect(greeting(for: \"Anna\") == \"Hello!\")") {
        let result = await room.grade("--lessons", "2")
        #expect(result.code == .internal)
        #expect(result.side.contains("“reference”"))
      }
      #expect(try room.verdict("anna") == .void)
    }

    @Test func `work that is handed in again after that is graded again`() async throws {
      try room.handIn("ben", .right)
      #expect(await room.grade("--lessons", "2", "--only", "ben").code == .passes)
      try room.handIn("ben", .right, .onlyForAnna)
      #expect(await room.grade("--lessons", "2", "--only", "ben").code == .passes)
      try room.rewriteJournal { entries in
        entries[entries.count - 1] = .canary(
          held: false, name: "starter", lessons: ["02-Greeter"], says: "it passed")
      }
      // The first work again: its mark is trusted, but what came later made it old.
      try room.handIn("ben", .right)
      #expect(await room.grade("--lessons", "2", "--only", "ben").code == .passes)
      #expect(try room.verdict("ben") == .passes)
      #expect(try room.graded().count == 3)
    }
  }
}
