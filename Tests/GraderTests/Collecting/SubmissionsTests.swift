import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct SubmissionsTests {
  private let folder: HandInFolder
  private var scratch: Scratch { folder.scratch }

  init() throws { folder = try HandInFolder() }

  @Test func `a folder or an archive is a learner, lists and hidden files are none`() throws {
    for name in ["anna", "Ben Böhm", ".git"] { try Files.makeFolder(folder.path(name)) }
    for name in ["cy.zip", "d.e.tar.gz", "f.TGZ", "roster.csv", "Submissions.csv", ".DS_Store"] {
      try scratch.write("", to: name)
    }
    try scratch.write("", to: "notes.txt")
    let submissions = try folder.submissions()
    #expect(submissions.entries.map(\.id) == ["Ben Böhm", "anna", "cy", "d.e", "f"])
    #expect(submissions.strays == ["notes.txt"])
    #expect(submissions.entries.last?.form == .archive(name: "f.TGZ"))
  }

  @Test func `two entries of one learner are refused, and both are named`() async throws {
    try Files.makeFolder(folder.path("anna"))
    try scratch.write("", to: "anna.zip")
    let error = try await folder.collect().problems["01-Queue"]
    #expect(error == AdmissionError("anna", .handIn(.severalHandIns(["anna.zip", "anna/"]))))
  }

  @Test func `an archive of a kind that is not unpacked is a learner's, with an error`()
    async throws
  {
    try scratch.write("", to: "anna.rar")
    #expect(
      try await folder.collect().problems["02-Next"]
        == AdmissionError("anna.rar", .handIn(.unknownArchive)))
  }

  @Test func `an archive that is a pipe or a link is not opened`() async throws {
    mkfifo(folder.path("anna.zip"), 0o644)
    symlink("/etc/passwd", folder.path("ben.zip"))
    #expect(try await folder.collect().problems["01-Queue"]?.reason == .handIn(.notAFolder(.other)))
    let ben = try await folder.collect("ben")
    #expect(ben.problems["01-Queue"]?.reason == .handIn(.notAFolder(.link)))
  }

  @Test func `a name of any bytes is an id that can be shown, and leads to its folder`()
    async throws
  {
    try scratch.write("let a = 1", to: "an\nna/01-Queue.swift")
    #expect(try await folder.collect("an%0Ana").files.count == 1)
    let bytes = [UInt8](scratch.path.utf8) + [0x2F, 0x62, 0xFF]
    #expect(mkdir(bytes.map(CChar.init(bitPattern:)) + [0], 0o755) == 0)
    #expect(try await folder.collect("b%FF").problems["01-Queue"]?.reason == .missing)
  }

  @Test func `what is no folder is refused with its name`() throws {
    for name in ["nothing", "file"] {
      if name == "file" { try scratch.write("", to: name) }
      let error = #expect(throws: Refusal.self) { try Submissions(in: folder.path(name)) }
      #expect(error?.description.contains(name) == true)
    }
  }
}
