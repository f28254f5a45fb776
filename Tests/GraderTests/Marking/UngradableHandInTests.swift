import Testing

@testable import grader

extension MarkingTests {
  @Suite struct UngradableHandInTests {
    @Test func `a hand-in for which nothing can be started is void, and stops nobody else`()
      async throws
    {
      let course = try #require(ScratchCourse.current)
      let lesson = course.examiner.course.lessons[0]
      var marker = try await Marker(
        course.examiner.course, [lesson], adding: nil, course.examiner.workshop,
        in: try await NeedsSandbox.find()
      ) { _ in }
      let scratch = try Scratch()
      let name = "Exercises/01-Counter.swift"
      let source = try course.scratch.read("Solutions/01-Counter.swift")
      try scratch.write(source, to: name)
      let collected = Collected(
        learner: "anna", files: [Collected.File(name: name, bytes: Array(source.utf8))])
      func marks() async throws -> [Mark] {
        try await marker.marksOrVoid(
          collected, digest: "digest", in: scratch.path, lessons: [lesson], job: 0)
      }
      #expect(try await marks().map(\.verdict) == [.passes])
      marker.sandbox = .bubblewrap(
        Bubblewrap(program: "/no/such/program", prlimit: "/usr/bin/prlimit", setpriv: nil))
      let void = try await marks()
      #expect(void.map(\.verdict) == [.void])
      #expect(void.first?.points == 0)
      #expect(void.first?.reason?.english.contains("/no/such/program") == true)
    }
  }
}
