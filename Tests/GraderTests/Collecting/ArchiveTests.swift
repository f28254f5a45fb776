import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite(.enabled(if: Archiver.program != nil || Tools.has("bsdtar")))
struct ArchiveTests {
  private let folder: HandInFolder
  private var scratch: Scratch { folder.scratch }

  init() throws { folder = try HandInFolder() }

  /// Packs what lies in `work` under these names.
  private func pack(_ archive: String = "anna.tar", _ words: String...) async throws {
    let command = Command(
      try #require(Archiver.program),
      ["-acf", folder.path(archive), "-C", folder.path(".work")] + words,
      environment: ["LC_ALL": "C.UTF-8"])
    let remains = try await Subprocess.run(command, patience: Patience(total: 60))
    try #require(remains.succeeded, "\(remains.errors)")
  }

  private func write(_ text: String, to name: String) throws {
    try scratch.write(text, to: ".work/" + name)
  }

  private func problem() async throws -> AdmissionError.Reason? {
    try await folder.collect().problems["01-Queue"]?.reason
  }

  @Test(arguments: ["anna.zip", "anna.tar", "anna.tar.gz", "anna.tgz"])
  func `every kind is read, byte by byte`(archive: String) async throws {
    // More than is kept of an output as text, and ends without a newline.
    let text = String(repeating: "// ünïcode 花\r\n", count: 12_000) + "let a = 1"
    try write(text, to: "repo-main/Exercises/01-Queue.swift")
    try write("let b = 1", to: "repo-main/Exercises/02-Next/B.swift")
    try write("x", to: "repo-main/README.md")
    try await pack(archive, "repo-main")
    let found = try await folder.collect()
    #expect(found.problems == [:])
    #expect(
      found.files.map(\.name) == ["Exercises/01-Queue.swift", "Exercises/02-Next/B.swift"])
    #expect(found.files.first?.bytes == Array(text.utf8))
    #expect(found.leftOut == ["repo-main/README.md"])
  }

  @Test func `a folder and an archive of the same work are the same`() async throws {
    try write("let a = 1", to: "01-Queue.swift")
    try await pack("ben.zip", "01-Queue.swift")
    try scratch.write("let a = 1", to: "anna/01-Queue.swift")
    #expect(try await folder.collect("ben").digest == folder.collect("anna").digest)
  }

  @Test func `the folder around it may have a name that is a pattern`() async throws {
    try write("let a = 1", to: "[a]*? \\ 花\n/01-Queue.swift")
    try write("let wrong = 1", to: "other.txt")
    try await pack("anna.tar", "[a]*? \\ 花\n", "other.txt")
    #expect(try await folder.collect().files.map(\.bytes) == [Array("let a = 1".utf8)])
  }

  @Test func `links, pipes and names that lead out are not taken`() async throws {
    try write("x", to: "01-Queue.txt")
    symlink("/etc/passwd", folder.path(".work/01-Queue.swift"))
    mkfifo(folder.path(".work/02-Next.swift"), 0o644)
    try write("let a = 1", to: "out.swift")
    try await pack(
      "anna.tar", "-P", "-s", ",^out,../../01-Queue,", "01-Queue.swift", "02-Next.swift",
      "out.swift")
    let found = try await folder.collect()
    #expect(found.problems["01-Queue"]?.reason == .notAFile(.link))
    #expect(found.problems["02-Next"]?.reason == .notAFile(.other))
    #expect(found.leftOutCount == 1)
  }

  @Test func `two entries of one name are refused`() async throws {
    try write("let a = 1", to: "01-Queue.swift")
    try write("let a = 2", to: "two/01-Queue.swift")
    try await pack("anna.tar", "01-Queue.swift", "-C", "two", "./01-Queue.swift")
    let expected = Words("it holds two entries of this name", ja: "同じ名前の項目が二つあります")
    #expect(try await problem() == .handIn(.brokenArchive(expected)))
  }

  @Test func `what is too large is refused by what the archive says, or by what comes out`()
    async throws
  {
    try write(String(repeating: " ", count: 10 << 20), to: "01-Queue.swift")
    try await pack("anna.zip", "01-Queue.swift")
    #expect(try await problem() == .tooLarge(10 << 20))
    let archiver = try #require(Archiver())
    let failure = await #expect(throws: HeldFolder.Failure.self) {
      try await archiver.content(
        of: "01-Queue.swift", in: folder.path("anna.zip"), atMost: Source.largest)
    }
    #expect(failure == .tooLarge(Source.largest + 1))
  }

  @Test(arguments: ["anna.zip", "anna.tar", "anna.tar.gz"])
  func `what is no archive is told so`(archive: String) async throws {
    try scratch.write("text", to: archive)
    #expect(
      try await problem() == .handIn(.brokenArchive(Words("it is no archive", ja: "アーカイブではありません"))))
  }

  @Test func `an archive of nothing lacks the lessons`() async throws {
    try scratch.write("", to: "anna.tar")
    #expect(try await problem() == .missing)
  }

  @Test func `an archive that breaks off is told so`() async throws {
    try write(String((0..<40_000).map { "\($0)" }.joined(separator: "\n")), to: "01-Queue.swift")
    try await pack("anna.tar", "01-Queue.swift")
    let whole = try Files.read(folder.path("anna.tar"))
    try scratch.write(Array(whole.prefix(whole.count / 2)), to: "anna.tar")
    #expect(
      try await problem() == .handIn(.brokenArchive(Words("it breaks off", ja: "途中で切れています"))))
  }

  @Test func `a password is asked of nobody`() async throws {
    try write("let a = 1", to: "01-Queue.swift")
    try await pack(
      "anna.zip", "--options", "zip:encryption=zipcrypt", "--passphrase", "x", "01-Queue.swift")
    #expect(
      try await problem() == .handIn(.brokenArchive(Words("it is encrypted", ja: "暗号化されています"))))
  }

  @Test func `an archive of countless files is refused before it costs much`() async throws {
    try write("let a = 1", to: "01-Queue.swift")
    // A listing that never ends, as of an archive of a million entries.
    let found = try await folder.countless()
    #expect(
      found.problems["01-Queue"]?.reason
        == .handIn(.brokenArchive(Words("it holds too many files", ja: "ファイルが多すぎます"))))
  }

  @Test func `bsdtar runs the way whoever grades wants it to`() async throws {
    try write("let a = 1", to: "01-Queue.swift")
    try await pack("anna.zip", "01-Queue.swift")
    let found = try await folder.collect { command, patience in
      #expect(command.wholeOutput != nil)
      return try await Subprocess.run(command, patience: patience)
    }
    #expect(found.files.count == 1)
    let refused = try await folder.collect { _, _ in throw SpawnError.pipe(code: EMFILE) }
    #expect(refused.problems.count == 2)
  }

  @Test func `without bsdtar an archive gets an error, and a folder does not`() async throws {
    try scratch.write("", to: "anna.zip")
    try scratch.write("let a = 1", to: "ben/01-Queue.swift")
    let submissions = try folder.submissions()
    let found = await submissions.collect(submissions.entries[0], folder.lessons, with: nil)
    #expect(
      found.problems["01-Queue"]?.description.contains("apt-get install libarchive-tools") == true)
    let ben = await submissions.collect(submissions.entries[1], folder.lessons, with: nil)
    #expect(ben.files.count == 1)
  }
}

extension HandInFolder {
  /// Collects from an archive whose listing does not end.
  func countless() async throws -> Collected {
    try scratch.write("x", to: "anna.zip")
    return try await collect { command, patience in
      var endless = Command(
        "/bin/sh", ["-c", "while :; do echo '-rw-r--r-- 0 0 0 1 Nov 21 19:56 x'; done"])
      endless.wholeOutput = command.wholeOutput
      return try await Subprocess.run(endless, patience: patience)
    }
  }
}
