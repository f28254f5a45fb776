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
  private let lesson = Sample.lesson("01-Queue")
  private var file: String { base + ".swift" }

  init() throws {
    scratch = try Scratch()
    try Files.makeFolder(scratch.path.adding("Exercises"))
  }

  private func refusal() -> AdmissionError.Reason? {
    let error = #expect(throws: AdmissionError.self) {
      try Source.read(lesson, in: scratch.folder)
    }
    #expect(error?.description.hasPrefix(base) == true)
    return error?.reason
  }

  @Test func `a file is let in, and its digest follows its content`() throws {
    try scratch.write("let a = 1", to: file)
    let first = try Source.read(lesson, in: scratch.folder)
    #expect(first.files == [file])
    try scratch.write("let a = 2", to: file)
    #expect(try Source.read(lesson, in: scratch.folder).digest != first.digest)
  }

  @Test func `a lesson may be a folder of files`() throws {
    try scratch.write("let b = 1", to: base.adding("B.swift"))
    try scratch.write("let a = 1", to: base.adding("A.swift"))
    try scratch.write("notes", to: base.adding("notes.txt"))
    let files = try Source.read(lesson, in: scratch.folder).files
    #expect(files == [base + "/A.swift", base + "/B.swift"])
  }

  @Test func `what an editor leaves in the folder is no source, what lies deeper is`() throws {
    try scratch.write("let a = 1", to: base.adding("Deeper/A.swift"))
    try scratch.write("rubbish", to: base.adding("._A.swift"))
    symlink("anna@host.1", scratch.path.adding(base).adding(".#A.swift"))
    #expect(try Source.read(lesson, in: scratch.folder).files == [base + "/Deeper/A.swift"])
  }

  @Test func `a blank file in a folder is no harm, a blank folder is`() throws {
    try scratch.write("\n", to: base.adding("B.swift"))
    #expect(refusal() == .empty)
    try scratch.write("let a = 1", to: base.adding("A.swift"))
    #expect(try Source.read(lesson, in: scratch.folder).files.count == 2)
  }

  @Test func `a file beside a folder of its name is refused: SwiftPM would compile both`() throws {
    try scratch.write("let a = 1", to: file)
    try scratch.write("let b = 1", to: base.adding("B.swift"))
    #expect(refusal() == .doubled)
  }

  @Test func `what is missing is called as the reference is`() throws {
    try scratch.write("let a = 1", to: "Solutions/01-Queue/A.swift")
    let error = #expect(throws: AdmissionError.self) { try Source.read(lesson, in: scratch.folder) }
    #expect(error == AdmissionError(base + "/", .missing))
    #expect(scratch.folder.exercise(of: lesson) == base + "/")
    try scratch.write("let a = 1", to: file)
    #expect(scratch.folder.exercise(of: lesson) == file)
  }

  @Test func `the digest of a submission follows the lessons that it is built on`() throws {
    var second = Sample.lesson("02-Next")
    try scratch.write("let b = 1", to: "Exercises/02-Next.swift")
    let alone = try Submission.read(second, in: scratch.folder).digest
    second.builtOn = [lesson]
    let missing = try Submission.read(second, in: scratch.folder)
    #expect(throws: AdmissionError(file, .missing)) { try missing.parts[0].source.get() }
    try scratch.write("let a = 1", to: file)
    let first = try Submission.read(second, in: scratch.folder).digest
    try scratch.write("let a = 2", to: file)
    let changed = try Submission.read(second, in: scratch.folder).digest
    #expect(Set([alone, missing.digest, first, changed]).count == 4)
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
    #expect(refusal() == .notAFile(.link))
    Files.remove(scratch.path.adding(file))
    try Files.makeFolder(scratch.path.adding(file))
    #expect(refusal() == .notAFile(.folder))
    Files.remove(scratch.path.adding(file))
    mkfifo(scratch.path.adding(file), 0o600)
    #expect(refusal() == .notAFile(.other))
  }

  @Test func `what would reach beyond the lesson is refused, with the place`() throws {
    try scratch.write("let a = 1\nimport Foundation\nlet b = unsafe a", to: file)
    let error = #expect(throws: AdmissionError.self) { try Source.read(lesson, in: scratch.folder) }
    let lines = error?.words.english.split(separator: "\n") ?? []
    #expect(
      lines.map { $0.prefix(25) } == ["\(file):2: `im", "\(file):3: `un"].map { $0.prefix(25) })
    var allowing = lesson
    allowing.imports = ["Foundation"]
    try scratch.write("import Foundation", to: file)
    #expect(try Source.read(allowing, in: scratch.folder).files == [file])
  }

  @Test func `a file of unreasonable size is refused`() throws {
    try scratch.write([UInt8](repeating: 0x20, count: Source.largest + 1), to: file)
    #expect(refusal() == .tooLarge(Source.largest + 1))
  }
}
