import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is wrong with a journal is told, and nothing of it is overwritten.
@Suite struct JournalDamageTests {
  private let scratch: Scratch
  private let course = Sample.course()
  private var folder: String { scratch.path.adding("gradebook") }
  private var file: String { folder.adding(Journal.file) }

  init() throws {
    scratch = try Scratch()
    try withExtendedLifetime(try Journal.open(folder, for: course)) { journal in
      for number in 1...4 {
        try journal.append([.mark(Sample.mark("l\(number)", passed: [true, false]))])
      }
    }
  }

  /// Opens what was changed by hand, and expects that nothing changes it further.
  private func expectDamage(_ text: String, line: Int) throws {
    try Files.write(Array(text.utf8), to: file)
    #expect(throws: JournalError.damaged(file, line: line)) {
      try Journal.open(folder, for: course)
    }
    #expect(throws: JournalError.damaged(file, line: line)) {
      try JournalReader.gradebook(folder, course)
    }
    #expect(try String(decoding: Files.read(file), as: UTF8.self) == text)
  }

  private func lines() throws -> [String] {
    try String(decoding: Files.read(file), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: 0..<5)
  func `a line that was edited is named`(index: Int) throws {
    var lines = try lines()
    lines[index] = lines[index].replacing(index == 0 ? "A course" : "failed", with: "passed")
    try expectDamage(lines.joined(separator: "\n") + "\n", line: index + 1)
  }

  @Test(arguments: 0..<4)
  func `a line that was taken out is missed`(index: Int) throws {
    var lines = try lines()
    lines.remove(at: index)
    try expectDamage(lines.joined(separator: "\n") + "\n", line: index + 1)
  }

  @Test func `lines that were put elsewhere are named`() throws {
    var lines = try lines()
    lines.swapAt(2, 3)
    try expectDamage(lines.joined(separator: "\n") + "\n", line: 3)
  }

  @Test func `a line from nowhere is named`() throws {
    var lines = try lines()
    lines.insert(lines[1], at: 3)
    try expectDamage(lines.joined(separator: "\n") + "\n", line: 4)
    try expectDamage(try self.lines().joined(separator: "\n") + "\n\n", line: 4)
  }

  @Test func `a journal of a later grader is left alone`() throws {
    let json = JournalEntry.opened(version: 99, title: "A course", date: "").json
    let line = JournalLine.seal(json, after: JournalLine.beginning).bytes + [10]
    try Files.write(line, to: file)
    #expect(throws: JournalError.newer(file, version: 99)) {
      try Journal.open(folder, for: course)
    }
    #expect(try Files.read(file) == line)
  }

  @Test func `kinds of lines that a later grader knows are passed over`() throws {
    let scan = JournalScan(path: file)
    let descriptor = open(file, O_RDWR)
    let end = try scan.lines(descriptor) { _, _, _ in }
    let json: JSON = ["kind": "appeal", "learner": "l1"]
    let line = JournalLine.seal(json, after: end.check).bytes + [10]
    #expect(Descriptor.write(descriptor, line[...]))
    close(descriptor)
    withExtendedLifetime(try Journal.open(folder, for: course)) { journal in
      #expect(journal.known("l1", "01-Queue") != nil)
    }
    #expect(try JournalReader.gradebook(folder, course).rows.count == 4)
  }

  @Test func `where there is no gradebook, the next step is told`() throws {
    let nowhere = scratch.path.adding("nowhere")
    #expect(throws: JournalError.missing(nowhere)) {
      try JournalReader.gradebook(nowhere, course)
    }
    #expect(!Files.exists(nowhere))
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func `a folder that may not be written to is an error, and stays as it is`() throws {
    chmod(folder, 0o555)
    chmod(file, 0o444)
    defer { chmod(folder, 0o755) }
    let before = try Files.read(file)
    #expect(throws: FileError.self) { try Journal.open(folder, for: course) }
    #expect(try Files.read(file) == before)
  }
}
