import Testing

@testable import grader

@Suite struct HintTextTests {
  private let text = """
    # Hints: A queue

    ## 01-Waiting

    1. Who waits,
       and for what?
    2. The line.
    3. The shape:

           line.append(waiter)

    ## 01-Leases

    1. Until when?

    """

  private func parse(_ text: String) throws -> HintBook {
    try HintParser.parse(text, file: "Lessons/Hints/01-Queue.md")
  }

  @Test func `each group has its hints, and code keeps its place`() throws {
    let book = try parse(text)
    #expect(book.groups.map(\.name) == ["01-Waiting", "01-Leases"])
    #expect(
      book.group(called: "01-Waiting")?.hints
        == ["Who waits,\nand for what?", "The line.", "The shape:\n\n    line.append(waiter)"])
    #expect(book.group(called: "01-Other") == nil)
  }

  @Test(arguments: [
    ("", 1), ("Hints\n", 1), ("# Hints\n", 2), ("# Hints\n1. Early\n", 2),
    ("# Hints\n## A\n## B\n1. x\n", 3), ("# Hints\n## A\n2. x\n", 3),
    ("# Hints\n## A\n1. x\n3. y\n", 4), ("# Hints\n## A\n1. x\n## A\n", 4),
    ("# Hints\n## A\n1. x\nloose\n", 4), ("# Hints\n## A\n", 3),
  ])
  func `a mistake is told with its line`(text: String, line: Int) {
    let error = #expect(throws: HintTextError.self) { try parse(text) }
    #expect(error?.place == "Lessons/Hints/01-Queue.md:\(line)")
    #expect(error?.words.japanese.contains("git checkout") == true)
  }

  @Test func `a file that is missing or no text is the course's fault`() async throws {
    let scratch = try Fixtures.course()
    let lesson = try CourseDecoder.load(scratch.folder).lessons[0]
    try scratch.write([0xff, 0xfe], to: lesson.hints(in: .english))
    let damaged = await scratch.grader("hint", "1")
    #expect(damaged.code == .courseData)
    #expect(damaged.side.contains("UTF-8"))
    Files.remove(scratch.path.adding(lesson.hints(in: .english)))
    #expect(await scratch.grader("hint", "1").side.contains("git checkout -- Lessons/Hints/01"))
  }

  @Test func `complete hints are complete in both languages`() throws {
    let scratch = try Fixtures.course()
    let lesson = try CourseDecoder.load(scratch.folder).lessons[0]
    #expect(HintCheck.complaints(lesson, in: scratch.folder).isEmpty)
    let japanese = try scratch.read(lesson.hints(in: .japanese))
    try scratch.write(japanese + "4. もうひとつ。\n", to: lesson.hints(in: .japanese))
    let uneven = HintCheck.complaints(lesson, in: scratch.folder)
    #expect(uneven == ["01-Counter: 01-CounterTests has 3 hints in English, and 4 in Japanese."])
  }

  @Test(arguments: [
    ("# H\n\n## 01-CounterTests\n\n1. a\n2. b\n", "needs 3"),
    ("# H\n\n## Other\n\n1. a\n2. b\n3. c\n", "no section 01-CounterTests"),
    ("# H\n\n## Other\n\n1. a\n2. b\n3. c\n", "Other is no file of the suite"),
    ("oops", "Lessons/Hints/01-Counter.md:1: "),
  ])
  func `hints that lack something are complained about`(text: String, complaint: String) throws {
    let scratch = try Fixtures.course()
    let lesson = try CourseDecoder.load(scratch.folder).lessons[0]
    try scratch.write(text, to: lesson.hints(in: .english))
    let complaints = HintCheck.complaints(lesson, in: scratch.folder)
    #expect(complaints.contains { $0.contains(complaint) })
  }

  @Test func `a test belongs to the file that declares it`() throws {
    let scratch = try Scratch()
    let lesson = Sample.lesson("01-Queue", tests: ["it waits", "itEnds", "named"])
    try scratch.write("@Test func `it waits`() {}", to: lesson.suite.adding("01-B.swift"))
    try scratch.write(
      "@Test func itEnds() {}\n@Test(\"named\") func x() {}", to: lesson.suite.adding("01-A.swift"))
    try scratch.write("// it waits", to: lesson.suite.adding("01-Helpers.swift"))
    let suite = try SuiteGroups(lesson, in: scratch.folder)
    #expect(suite.groups.map(\.name) == ["01-A", "01-B"])
    #expect(suite.group(of: "it waits")?.name == "01-B")
    #expect(suite.group(of: "unknown") == nil)
  }
}
