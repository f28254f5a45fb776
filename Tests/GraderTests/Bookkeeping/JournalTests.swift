import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Nothing that was appended is lost, whatever ends the grader.
@Suite struct JournalTests {
  private let scratch: Scratch
  private let course = Sample.course()
  private var folder: String { scratch.path.adding("gradebook") }
  private var file: String { folder.adding(Journal.file) }

  init() throws { scratch = try Scratch() }

  private func open() throws -> Journal { try Journal.open(folder, for: course) }

  /// What can be read of the journal, without the line that opens it.
  private func entries() throws -> [JournalEntry] {
    let lines = try Files.read(file).split(separator: 10)
    return try lines.dropFirst().map { line in
      try #require(JournalEntry(try JSONParser.parse(line)))
    }
  }

  private let entriesOfAllKinds: [JournalEntry] = [
    .roster([
      Learner(id: "ann", name: "Ann, \"A\"", others: [Learner.Column(title: "ID", text: "7")])
    ]),
    .handIn(Sample.handIn("ann")), .mark(Sample.mark("ann")),
    .canary(
      held: true, name: "good", lessons: ["01-Queue"], says: Words("as it should", ja: "そのとおり")),
    .mark(Sample.mark("bob\n\u{1}😀", .passes, passed: [true, true])),
  ]

  @Test func `what is appended is read back`() throws {
    let journal = try open()
    for entry in entriesOfAllKinds { try journal.append([entry]) }
    #expect(try entries() == entriesOfAllKinds)
    #expect(journal.remark == nil)
  }

  @Test func `it begins with its version, its course and the date`() throws {
    withExtendedLifetime(try open()) {}
    let line = try #require(try Files.read(file).split(separator: 10).first)
    guard case .opened(let version, let title, let date)? = JournalEntry(try JSONParser.parse(line))
    else { throw Missing() }
    #expect(version == JournalEntry.version)
    #expect(title == "A course")
    #expect(Date.seconds(of: date) != nil)
  }

  private struct Missing: Error {}

  @Test func `after a power cut at any byte, exactly the whole lines are left`() throws {
    try withExtendedLifetime(try open()) { journal in
      try journal.append(Array(entriesOfAllKinds.prefix(2)))
      try journal.append(Array(entriesOfAllKinds.dropFirst(2)))
    }
    let whole = try Files.read(file)
    let ends = whole.indices.filter { whole[$0] == 10 }
    for length in 0..<whole.count {
      try Files.write(Array(whole[..<length]), to: file)
      let journal = try open()
      // Of a line that lacks nothing but its end, nothing is lost.
      let lines = ends.filter { $0 <= length }
      let expected = lines.last.map { Array(whole[...$0]) } ?? []
      let isTorn = length > 0 && length != (lines.last ?? -1) + 1 && !ends.contains(length)
      #expect((journal.remark != nil) == isTorn, "cut at \(length)")
      let mended = try Files.read(file)
      #expect(lines.isEmpty ? mended.last == 10 : mended == expected, "cut at \(length)")
      try journal.append([entriesOfAllKinds[2]])
      #expect(try entries().last == entriesOfAllKinds[2])
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `random walks of appends and cuts lose only what was cut`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var expected: [JournalEntry] = []
    for step in 0..<40 {
      try withExtendedLifetime(try open()) { journal in
        #expect(try entries() == expected, "step \(step)")
        for _ in 0..<dice.roll(4) {
          let batch = (0...dice.roll(3)).map { number in
            JournalEntry.mark(
              Sample.mark(
                "l\(dice.roll(5))", submission: "s\(step).\(number)",
                story: String(repeating: "story\n", count: dice.roll(200))))
          }
          try journal.append(batch)
          expected += batch
        }
      }
      let bytes = try Files.read(file)
      let cut = dice.roll(3) == 0 ? 1 + dice.roll(200) : 0
      guard cut > 0, bytes.count - cut > 200 else { continue }
      let left = bytes.dropLast(cut)
      // The line that opens it does not count; one that lacks only its end does.
      let isWhole = left.last != 10 && bytes[left.endIndex] == 10
      let lines = left.count { $0 == 10 } - 1 + (isWhole ? 1 : 0)
      guard lines >= 0 else { continue }
      try Files.write(Array(left), to: file)
      expected = Array(expected.prefix(lines))
    }
    #expect(try withExtendedLifetime(try open()) { _ in try entries() } == expected)
  }

  @Test func `what was known is known after a new start`() throws {
    try withExtendedLifetime(try open()) { journal in
      try journal.append(entriesOfAllKinds)
      #expect(journal.known("ann", "01-Queue")?.submission == "s1")
    }
    let journal = try open()
    #expect(journal.known("ann", "01-Queue")?.verdict == .fails)
    #expect(journal.known("ann", "01-Queue")?.grounds == Sample.grounds)
    #expect(journal.known("bob\n\u{1}😀", "01-Queue")?.verdict == .passes)
    #expect(journal.known("ann", "02-Next") == nil)
  }

  @Test func `a second grader is told at once, and the first goes on`() throws {
    let first = try open()
    #expect(throws: JournalError.inUse(folder)) { try open() }
    try first.append([.mark(Sample.mark("ann"))])
    #expect(try entries().count == 1)
    // To read it needs no lock.
    #expect(try JournalReader.gradebook(folder, course).rows.count == 1)
  }

  @Test func `the lock falls with its owner`() throws {
    withExtendedLifetime(try open()) {}
    #expect(throws: Never.self) { try open() }
  }

  @Test func `a folder with something else in it is left alone`() throws {
    try scratch.write("mine", to: "gradebook/thesis.txt")
    #expect(throws: JournalError.notEmpty(folder)) { try open() }
    #expect(try Files.names(in: folder) == ["thesis.txt"])
  }

  @Test func `the gradebook of another course is left alone`() throws {
    try withExtendedLifetime(try open()) { try $0.append([.mark(Sample.mark("ann"))]) }
    let before = try Files.read(file)
    let other = Course(
      folder: course.folder, title: "Another", lessons: [Sample.lesson("01-Other")])
    #expect(throws: JournalError.otherCourse(folder, title: "A course")) {
      try Journal.open(folder, for: other)
    }
    #expect(try Files.read(file) == before)
    let renamed = Course(folder: course.folder, title: "Renamed", lessons: course.lessons)
    #expect(throws: Never.self) { try Journal.open(folder, for: renamed) }
  }

  @Test func `what somebody else wrote meanwhile is not overwritten`() throws {
    let journal = try open()
    let foreign = try Files.read(file) + Array("more\n".utf8)
    let other = try #require(fopen(file, "a"))
    fputs("more\n", other)
    fclose(other)
    #expect(throws: JournalError.changed(file)) { try journal.append([.roster([])]) }
    #expect(try Files.read(file) == foreign)
  }
}
