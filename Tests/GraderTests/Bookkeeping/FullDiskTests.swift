import Testing

@testable import grader

#if canImport(Glibc)
  import Glibc

  /// A disk without room costs nothing that was kept before.
  @Suite(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"), .serialized)
  struct FullDiskTests {
    private let scratch: Scratch
    private let course = Sample.course()

    init() throws { scratch = try Scratch() }

    @Test func `nothing half stays of what has no room, and there is a next time`() throws {
      let disk = try #require(SmallDisk(scratch, size: "128k"))
      let folder = disk.path.adding("gradebook")
      let file = folder.adding(Journal.file)
      let journal = try Journal.open(folder, for: course)
      try Files.write([UInt8](repeating: 0, count: 40_000), to: disk.path.adding("other"))
      let story = String(repeating: "x", count: 3000)
      var count = 0
      var whole = try Files.read(file)
      let failure = #expect(throws: FileError.self) {
        while count < 1000 {
          try journal.append([
            .mark(Sample.mark("l\(count)", story: story)), .mark(Sample.mark("m\(count)")),
          ])
          count += 1
          whole = try Files.read(file)
        }
      }
      #expect(failure?.words.english.contains("No space left") == true)
      #expect(try Files.read(file) == whole)
      #expect(journal.known("l\(count)", "01-Queue") == nil)
      Files.remove(disk.path.adding("other"))
      try journal.append([.mark(Sample.mark("l\(count)", story: story))])
      #expect(try JournalReader.gradebook(folder, course).rows.count == 2 * count + 1)
    }

    @Test func `on a read-only disk nothing begins, and what is there can be read`() throws {
      let disk = try #require(SmallDisk(scratch, size: "128k"))
      let folder = disk.path.adding("gradebook")
      try withExtendedLifetime(try Journal.open(folder, for: course)) {
        try $0.append([.mark(Sample.mark("ann"))])
      }
      #expect(disk.makeReadOnly())
      #expect(throws: FileError.self) { try Journal.open(folder, for: course) }
      #expect(throws: FileError.self) {
        try Journal.open(disk.path.adding("another"), for: course)
      }
      #expect(try JournalReader.gradebook(folder, course).rows.count == 1)
    }
  }
#endif
