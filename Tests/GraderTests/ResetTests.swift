import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Scratch {
  /// Lets the exercises of a course be its starters.
  func declareStarters() throws {
    for file in try Files.tree(path.adding("Exercises")) {
      try write(try read("Exercises/\(file)"), to: "Lessons/Starters/\(file)")
    }
  }
}

@Suite struct ResetTests {
  private let scratch: Scratch
  private static let file = "Exercises/02-Greeter.swift"
  private static let date = "2026-11-21T10:15:00Z"

  init() throws {
    scratch = try Fixtures.courseWithParty()
    try scratch.declareStarters()
  }

  private func reset(_ lesson: Int = 1, date: String = date) throws -> Reset {
    let course = try CourseDecoder.load(scratch.folder)
    return Reset(folder: scratch.folder, lesson: course.lessons[lesson], date: date)
  }

  private func kept() throws -> [String] {
    let home = scratch.path.adding(KeptVersions.home)
    return Files.exists(home) ? try Files.names(in: home) : []
  }

  @Test func `a reset keeps the learner's version, by lesson and time`() throws {
    let starter = try scratch.read(Self.file)
    try scratch.write("mine", to: Self.file)
    let outcome = try reset().toStarter()
    #expect(try scratch.read(Self.file) == starter)
    let kept = try #require(outcome.kept)
    #expect(kept == ".day56/kept/02-Greeter-2026-11-21T10-15-00Z")
    #expect(try scratch.read(kept + "/02-Greeter.swift") == "mine")
  }

  @Test func `what is the starter already is left alone`() throws {
    #expect(try reset().toStarter() == Reset.Outcome(kept: nil, hasChanged: false))
    #expect(try kept().isEmpty)
  }

  @Test func `undo brings the version back, and a second one undoes the first`() throws {
    let starter = try scratch.read(Self.file)
    try scratch.write("mine", to: Self.file)
    _ = try reset().toStarter()
    for _ in 0..<2 {
      _ = try reset().undo()
      #expect(try scratch.read(Self.file) == "mine")
      _ = try reset().undo()
      #expect(try scratch.read(Self.file) == starter)
      #expect(try kept().count == 1)
    }
  }

  @Test func `versions of one second do not overwrite each other, nor does a clock set back`()
    throws
  {
    for (text, date) in [("a", Self.date), ("b", Self.date), ("c", "2026-11-20T10:15:00Z")] {
      try scratch.write(text, to: Self.file)
      _ = try reset(date: date).toStarter()
    }
    let texts = try kept().map { try scratch.read("\(KeptVersions.home)/\($0)/02-Greeter.swift") }
    #expect(texts == ["a", "b", "c"])
    _ = try reset().undo()
    #expect(try scratch.read(Self.file) == "c")
  }

  @Test func `a folder goes back as a whole, and what is no source stays`() throws {
    try scratch.write("mine", to: "Exercises/03-Party/Door.swift")
    try scratch.write("more", to: "Exercises/03-Party/Deep/More.swift")
    try scratch.write("vim", to: "Exercises/03-Party/.Door.swift.swp")
    let kept = try #require(try reset(2).toStarter().kept)
    #expect(
      try Files.tree(scratch.path.adding("Exercises/03-Party"))
        == [".Door.swift.swp", "Door.swift", "Party.swift"])
    #expect(
      try Files.tree(scratch.path.adding(kept))
        == ["03-Party/Deep/More.swift", "03-Party/Door.swift", "03-Party/Party.swift"])
    _ = try reset(2).undo()
    #expect(try scratch.read("Exercises/03-Party/Deep/More.swift") == "more")
    #expect(try scratch.read("Exercises/03-Party/Door.swift") == "mine")
  }

  @Test func `a lesson that became a folder is a file again`() throws {
    Files.remove(scratch.path.adding(Self.file))
    try scratch.write("mine", to: "Exercises/02-Greeter/Greeter.swift")
    _ = try reset().toStarter()
    #expect(Files.exists(scratch.path.adding(Self.file)))
    #expect(!Files.exists(scratch.path.adding("Exercises/02-Greeter")))
    _ = try reset().undo()
    #expect(try scratch.read("Exercises/02-Greeter/Greeter.swift") == "mine")
    #expect(!Files.exists(scratch.path.adding(Self.file)))
  }

  @Test func `a link is kept as a link, and what it leads to is not touched`() throws {
    try scratch.write("elsewhere", to: "mine.swift")
    Files.remove(scratch.path.adding(Self.file))
    try #require(symlink(scratch.path.adding("mine.swift"), scratch.path.adding(Self.file)) == 0)
    let kept = try #require(try reset().toStarter().kept)
    #expect(try scratch.read("mine.swift") == "elsewhere")
    #expect(Files.kind(of: scratch.path.adding(kept + "/02-Greeter.swift")) == .link)
    _ = try reset().undo()
    #expect(Files.kind(of: scratch.path.adding(Self.file)) == .link)
  }

  @Test func `a missing file comes back, and there is nothing to keep`() throws {
    let starter = try scratch.read(Self.file)
    Files.remove(scratch.path.adding(Self.file))
    #expect(try reset().toStarter() == Reset.Outcome(kept: nil, hasChanged: true))
    #expect(try scratch.read(Self.file) == starter)
  }

  @Test func `what a grader left that was killed while it kept a version is no version`() throws {
    let leftover = "\(KeptVersions.home)/02-Greeter-2026-11-21T10-15-00Z.unfinished"
    try scratch.write("half", to: leftover + "/02-Greeter.swift")
    #expect(throws: Refusal.self) { try reset().undo() }
    try scratch.write("mine", to: Self.file)
    let kept = try #require(try reset().toStarter().kept)
    #expect(try scratch.read(kept + "/02-Greeter.swift") == "mine")
    #expect(try self.kept().count == 1)
  }

  @Test func `where a version cannot be kept, nothing is changed`() throws {
    try scratch.write("mine", to: Self.file)
    try scratch.write("in the way", to: KeptVersions.home)
    #expect(throws: FileError.self) { try reset().toStarter() }
    #expect(try scratch.read(Self.file) == "mine")
  }

  @Test func `where a starter cannot be written, the version stays, and no draft is left`() throws {
    try scratch.write("mine", to: "Exercises/03-Party/Door.swift")
    try scratch.write("more", to: "Lessons/Starters/03-Party/Zoo/Lion.swift")
    try scratch.write("in the way", to: "Exercises/03-Party/Zoo")
    #expect(throws: FileError.self) { try reset(2).toStarter() }
    #expect(try scratch.read("Exercises/03-Party/Door.swift") == "mine")
    #expect(
      try Files.tree(scratch.path.adding("Exercises/03-Party"))
        == ["Door.swift", "Party.swift", "Zoo"])
  }

  @Test func `drafts of a grader that was killed are cleared away`() throws {
    try scratch.write("half", to: Self.file + ".new-1")
    try scratch.write("mine", to: Self.file)
    _ = try reset().toStarter()
    #expect(!Files.exists(scratch.path.adding(Self.file + ".new-1")))
  }

  @Test func `what is no file is not moved out of the way`() throws {
    Files.remove(scratch.path.adding(Self.file))
    try scratch.write("x", to: Self.file + "/inside")
    #expect(throws: Refusal.self) { try reset().toStarter() }
    #expect(try scratch.read(Self.file + "/inside") == "x")
  }

  @Test func `the command needs a lesson, and --yes where nobody can answer`() async throws {
    try scratch.write("mine", to: Self.file)
    #expect(await scratch.grader("reset").code == .usage)
    let result = await scratch.grader("reset", "2", "--yes", "--json")
    #expect(result.code == .passes)
    let answer = try JSONParser.parse(Array(result.answer.utf8)[...])
    let kept = try #require(answer["kept"]?.text)
    #expect(try scratch.read(kept + "/02-Greeter.swift") == "mine")
    #expect(await scratch.grader("reset", "2", "--undo").code == .passes)
    #expect(try scratch.read(Self.file) == "mine")
  }

  @Test func `a course without the starter says how to get it`() async throws {
    Files.remove(scratch.path.adding("Lessons/Starters"))
    let result = await scratch.grader("reset", "2", "--yes")
    #expect(result.code == .courseData)
    #expect(result.side.contains("Lessons/Starters"))
  }
}
