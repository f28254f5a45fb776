import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct SnapshotTests {
  private static let file = "Exercises/01-Counter.swift"

  private struct Watched {
    let scratch: Scratch
    let lesson: Lesson

    init(_ scratch: Scratch, lesson: Int = 0) throws {
      self.scratch = scratch
      self.lesson = try CourseDecoder.load(scratch.folder).lessons[lesson]
    }

    var now: Snapshot { Snapshot.of(lesson, in: scratch.folder) }
  }

  @Test func `what nobody touches looks the same`() throws {
    let watched = try Watched(Fixtures.course())
    let before = watched.now
    try watched.scratch.write("// a backup", to: Self.file + "~")
    try watched.scratch.write("// another lesson", to: "Exercises/02-Greeter.swift")
    #expect(watched.now == before)
    #expect(before.stamps.keys.sorted() == [Self.file, CourseFolder.description])
  }

  @Test func `a new file in the place of the old one shows, though it is as long and as old`()
    throws
  {
    let watched = try Watched(Fixtures.course())
    let path = watched.scratch.path.adding(Self.file)
    let before = watched.now
    try watched.scratch.write(try Files.read(path), to: Self.file)
    #expect(watched.now.stamps[Self.file]?.inode != before.stamps[Self.file]?.inode)
    #expect(watched.now != before)
  }

  @Test func `a file written in place shows, though it is as long and its time was set back`()
    throws
  {
    let watched = try Watched(Fixtures.course())
    let path = watched.scratch.path.adding(Self.file)
    var old = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
    utimensat(AT_FDCWD, path, &old, 0)
    let before = watched.now
    old[1].tv_sec = 2
    utimensat(AT_FDCWD, path, &old, 0)
    #expect(watched.now != before)
  }

  @Test func `a lesson that is a folder is all of its files, and those it is built on`() throws {
    let watched = try Watched(Fixtures.courseWithParty(), lesson: 2)
    let before = watched.now
    #expect(before.stamps["Exercises/03-Party/Door.swift"] != nil)
    #expect(before.stamps[Self.file] != nil)
    try watched.scratch.write("// new", to: "Exercises/03-Party/Window.swift")
    let withWindow = watched.now
    #expect(withWindow != before)
    try watched.scratch.write("// swap", to: "Exercises/03-Party/.Window.swift.swp")
    #expect(watched.now == withWindow)
    try watched.scratch.write("// changed below", to: Self.file)
    #expect(watched.now != withWindow)
  }

  @Test func `a file that is gone or empty looks unfinished`() {
    let full = Snapshot(stamps: ["a": .init(size: 5), "b": .init(size: 0)])
    #expect(Snapshot(stamps: ["b": .init(size: 0)]).looksUnfinished(since: full))
    #expect(Snapshot(stamps: ["a": .init(size: 0)]).looksUnfinished(since: full))
    #expect(!Snapshot(stamps: ["a": .init(size: 6)]).looksUnfinished(since: full))
    #expect(!full.looksUnfinished(since: Snapshot()))
  }
}

@Suite struct SaveDetectorTests {
  private static func snapshot(_ version: Int64, size: Int64 = 9) -> Snapshot {
    Snapshot(stamps: ["a": .init(size: size, written: .init(seconds: version))])
  }

  /// At which of these looks a save was reported.
  private func reports(_ looks: [Snapshot]) -> [Int] {
    var detector = SaveDetector(Self.snapshot(0))
    return looks.indices.filter { detector.look(looks[$0]) }
  }

  @Test func `nothing is reported while nothing changes`() {
    #expect(reports(Array(repeating: Self.snapshot(0), count: 5)) == [])
  }

  @Test func `a save is reported once, when two looks show the same`() {
    #expect(reports([1, 1, 1, 1].map { Self.snapshot($0) }) == [1])
  }

  @Test func `a save in many steps is reported after the last`() {
    #expect(reports([1, 2, 3, 4, 4, 4].map { Self.snapshot($0) }) == [4])
  }

  @Test func `two saves are two reports`() {
    #expect(reports([1, 1, 0, 0, 2, 3, 3].map { Self.snapshot($0) }) == [1, 3, 6])
  }

  @Test func `a change that is taken back at once is none`() {
    #expect(reports([1, 0, 0, 1, 0].map { Self.snapshot($0) }) == [])
  }

  @Test func `a file that is emptied first is waited for`() {
    let empty = Self.snapshot(1, size: 0)
    #expect(reports([empty, empty, empty, Self.snapshot(2), Self.snapshot(2)]) == [4])
  }

  @Test func `a file that is missing for long is reported as missing`() {
    let reported = reports(Array(repeating: Snapshot(), count: 30))
    #expect(reported.count == 1)
    #expect(reported[0] > 5)
  }

  @Test func `another look is due soon only while something changes`() {
    var detector = SaveDetector(Self.snapshot(0))
    _ = detector.look(Self.snapshot(0))
    #expect(!detector.isExpecting)
    _ = detector.look(Self.snapshot(1))
    #expect(detector.isExpecting)
    _ = detector.look(Self.snapshot(1))
    #expect(!detector.isExpecting)
  }
}
