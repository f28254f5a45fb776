import Testing

@testable import grader

/// Where exports are put: names that are safe, and nothing that is overwritten without being asked.
@Suite struct ExportFolderTests {
  private let school: AwkwardClass

  init() throws { school = try AwkwardClass() }

  @Test(arguments: [
    "ann", "ANN", "../../etc/passwd", "/", "", ".", "..", ".hidden", "a/b", "a\u{0}b", "a\nb",
    "nul",
    "NUL.txt", "index", "山田", "e\u{301}", "=cmd", "ends.", "~", String(repeating: "長", count: 200),
    "\u{202E}evil", "😀",
  ])
  func `any id has a name that is safe`(id: String) {
    var names = SafeNames()
    let name = names.name(for: id)
    #expect(!name.isEmpty && name.utf8.count <= 100)
    #expect(!name.hasPrefix(".") && !name.hasSuffix("."))
    #expect(name.allSatisfy { $0.isLetter || $0.isNumber || "-_.~".contains($0) })
    #expect(!["nul", "index"].contains(name.lowercased().prefix { $0 != "." }))
    // Nobody else has it, not even on a disk that does not tell capitals.
    #expect(names.name(for: id.uppercased() + "x").lowercased() != name.lowercased())
  }

  @Test func `an ordinary id is its own name`() {
    var names = SafeNames()
    #expect(["ann", "b.c-d_e", "山田"].map { names.name(for: $0) } == ["ann", "b.c-d_e", "山田"])
  }

  private func export(_ path: String) throws -> Int {
    let folder = ExportFolder(path: path, format: .exercism)
    try folder.checkIsFree(isForced: false)
    return try folder.write(school.export())
  }

  @Test func `each learner has a folder, and the index says whose it is`() throws {
    let path = school.scratch.path.adding("out")
    #expect(try export(path) == 6)
    let index = try Reading.json(try school.scratch.read("out/index.json"))
    let learners = try #require(index["learners"] as? [[String: Any]])
    #expect(learners.count == 6)
    let files = learners.flatMap { $0["files"] as? [String] ?? [] }
    #expect(try Set(Files.tree(path)) == Set(files + ["index.json"]))
    #expect(files.allSatisfy { !$0.split(separator: "/").contains("..") })
  }

  @Test func `a second export replaces the first, and takes away what is no longer made`() throws {
    let path = school.scratch.path.adding("out")
    _ = try export(path)
    try school.scratch.write("mine", to: "out/mine.txt")
    var later = school
    later.gradebook = Gradebook(
      title: school.gradebook.title, lessons: school.gradebook.lessons,
      rows: school.gradebook.rows.filter { $0.learner.id == "ann" })
    let folder = ExportFolder(path: path, format: .exercism)
    try folder.checkIsFree(isForced: false)
    #expect(try folder.write(later.export()) == 1)
    #expect(
      try Files.tree(path) == [
        "ann/01-Counter/results.json", "ann/02-Greeter/results.json", "index.json", "mine.txt",
      ])
  }

  @Test func `a folder of somebody else is left alone`() throws {
    try school.scratch.write("mine", to: "out/mine.txt")
    let path = school.scratch.path.adding("out")
    #expect(throws: ExportError.folderIsNotOurs(path)) { try export(path) }
    #expect(try Files.names(in: path) == ["mine.txt"])
    let file = path.adding("mine.txt")
    #expect(throws: ExportError.isNoFolder(file)) { try export(file) }
  }
}

/// Whole commands, from the words to the exit code.
@Suite struct ExportCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Fixtures.course()
    let course = try CourseDecoder.load(scratch.folder)
    let lesson = course.lessons[0]
    let tests = lesson.tests.map {
      Mark.Test(name: $0.name, outcome: .passed, worth: $0.points)
    }
    try withExtendedLifetime(try Journal.open(book, for: course)) { journal in
      for (id, verdict) in [("ann", Verdict.passes), ("bob", .void)] {
        try journal.append([
          .handIn(Sample.handIn(id)),
          .mark(
            Mark(
              learner: id, lesson: lesson.name, submission: "s1", grounds: Sample.grounds,
              verdict: verdict, tests: tests)),
        ])
      }
    }
  }

  private var book: String { scratch.path.adding("book") }

  @Test func `a table goes to the standard output, and remarks beside it`() async throws {
    let result = await scratch.grader("export", book, "--format", "csv")
    #expect(result.code == .passes)
    let records = try #require(Reading.csv(result.answer))
    #expect(records.map { $0[0] } == ["id", "ann", "bob"])
    #expect(result.side.contains("bob (01-Counter)"))
  }

  @Test func `a file that is there is not replaced unless that is asked for`() async throws {
    let file = scratch.path.adding("grades.csv")
    try scratch.write("mine", to: "grades.csv")
    let first = await scratch.grader("export", book, "--format", "moodle", "--out", file)
    #expect(first.code == .cannotWrite)
    #expect(first.side.contains("--force"))
    #expect(try scratch.read("grades.csv") == "mine")
    let second = await scratch.grader(
      "export", book, "--format", "moodle", "--out", file, "--force")
    #expect(second.code == .passes)
    #expect(try scratch.read("grades.csv").hasPrefix("ID number"))
  }

  @Test func `feedback goes into the gradebook, which stays one`() async throws {
    let result = await scratch.grader("export", book, "--format", "feedback", "--lang", "ja")
    #expect(result.code == .passes)
    #expect(
      try Files.names(in: book.adding("feedback"))
        == ["ann.html", "ann.md", "bob.html", "bob.md", "index.json"])
    #expect(try scratch.read("book/feedback/ann.md").contains("合格"))
  }

  @Test func `what is missing or wrong is told with the next step`() async throws {
    #expect(await scratch.grader("export").code == .usage)
    #expect(await scratch.grader("export", book).side.contains("--format"))
    #expect(await scratch.grader("export", book, "--format", "xls").code == .usage)
    let nowhere = await scratch.grader("export", scratch.path.adding("no"), "--format", "csv")
    #expect(nowhere.code == .usage)
    #expect(nowhere.side.contains("grader grade"))
    let title = await scratch.grader("export", book, "--format", "csv", "--title", "x")
    #expect(title.code == .usage)
    try scratch.write("broken\n", to: "book/journal.jsonl")
    let broken = await scratch.grader("export", book, "--format", "csv")
    #expect(broken.code == .inputOutput)
    #expect(broken.side.contains("line 1"))
    #expect(broken.answer == "")
  }
}
