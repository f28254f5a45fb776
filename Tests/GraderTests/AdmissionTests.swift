import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct AdmissionTests {
  private let scratch: Scratch
  private let base = "Exercises/01-Queue"
  private var file: String { base + ".swift" }

  init() throws {
    scratch = try Scratch()
    try Files.makeFolder(scratch.path.adding("Exercises"))
  }

  private func refusal() -> AdmissionError.Reason? {
    let error = #expect(throws: AdmissionError.self) {
      try Submission.read(base, in: scratch.folder)
    }
    #expect(error?.description.hasPrefix(base) == true)
    return error?.reason
  }

  @Test func `a file is let in, and its digest follows its content`() throws {
    try scratch.write("let a = 1", to: file)
    let first = try Submission.read(base, in: scratch.folder)
    #expect(first.files == [file])
    try scratch.write("let a = 2", to: file)
    #expect(try Submission.read(base, in: scratch.folder).digest != first.digest)
  }

  @Test func `a lesson may be a folder of files`() throws {
    try scratch.write("let b = 1", to: base.adding("B.swift"))
    try scratch.write("let a = 1", to: base.adding("A.swift"))
    try scratch.write("notes", to: base.adding("notes.txt"))
    let files = try Submission.read(base, in: scratch.folder).files
    #expect(files == [base + "/A.swift", base + "/B.swift"])
  }

  @Test func `a file that is missing or empty is refused`() throws {
    #expect(refusal() == .missing)
    try scratch.write(" \n\n", to: file)
    #expect(refusal() == .empty)
    Files.remove(scratch.path.adding(file))
    try Files.makeFolder(scratch.path.adding(base))
    #expect(refusal() == .empty)
  }

  @Test(arguments: [[0xFF, 0xD8, 0xFF], [0x61, 0x00, 0x62]] as [[UInt8]])
  func `a file that is no text is refused`(bytes: [UInt8]) throws {
    try scratch.write(bytes, to: file)
    #expect(refusal() == .notText)
  }

  @Test func `what is no plain file is refused, and not followed`() throws {
    symlink("/etc/passwd", scratch.path.adding(file))
    #expect(refusal() == .notAFile("a link"))
    Files.remove(scratch.path.adding(file))
    try Files.makeFolder(scratch.path.adding(file))
    #expect(refusal() == .notAFile("a folder"))
    Files.remove(scratch.path.adding(file))
    mkfifo(scratch.path.adding(file), 0o600)
    #expect(refusal() == .notAFile("a device or a pipe"))
  }

  @Test func `a file of unreasonable size is refused`() throws {
    try scratch.write([UInt8](repeating: 0x20, count: Submission.largest + 1), to: file)
    #expect(refusal() == .tooLarge(Submission.largest + 1))
  }
}
