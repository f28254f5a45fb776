import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Submissions laid out in a folder, as an instructor has them.
struct HandInFolder {
  static let lessons = [Sample.lesson("01-Queue"), Sample.lesson("02-Next")]
  let scratch: Scratch
  var lessons: [Lesson] { Self.lessons }

  init() throws { scratch = try Scratch() }

  func path(_ name: String) -> String { scratch.path.adding(name) }

  func submissions() throws -> Submissions { try Submissions(in: scratch.path) }

  /// What is taken of one learner.
  func collect(_ id: String = "anna", run: Archiver.Run? = nil) async throws -> Collected {
    let submissions = try submissions()
    let entry = try #require(submissions.entries.first { $0.id == id })
    let archiver = run.map { Archiver(run: $0) } ?? Archiver()
    return await submissions.collect(entry, lessons, with: archiver)
  }
}

@Suite struct CollectingTests {
  private let folder: HandInFolder
  private var scratch: Scratch { folder.scratch }
  private let missing = AdmissionError("Exercises/02-Next.swift", .missing)

  init() throws {
    folder = try HandInFolder()
    try Files.makeFolder(folder.path("anna"))
  }

  private func problem(_ lesson: String = "01-Queue") async throws -> AdmissionError.Reason? {
    try await folder.collect().problems[lesson]?.reason
  }

  @Test(arguments: ["", "Exercises/", "repo-main/", "repo-main/Exercises/"])
  func `a lesson is found at the top, in Exercises, or in a folder around it`(
    place: String
  ) async throws {
    try scratch.write("let a = 1", to: "anna/\(place)01-Queue.swift")
    try scratch.write("let b = 1", to: "anna/\(place)02-Next/B.swift")
    try scratch.write("let a = 1", to: "anna/\(place)02-Next/Deep/A.swift")
    let found = try await folder.collect()
    #expect(found.problems == [:])
    #expect(
      found.files.map(\.name) == [
        "Exercises/01-Queue.swift", "Exercises/02-Next/B.swift", "Exercises/02-Next/Deep/A.swift",
      ])
    #expect(found.files[0].bytes == Array("let a = 1".utf8))
    #expect(found.leftOutCount == 0)
  }

  @Test func `in a whole clone only the exercises are taken`() async throws {
    for place in ["Exercises", "Lessons/Starters", "Solutions", "Tests/Day56Tests"] {
      try scratch.write("let a = \"\(place)\"", to: "anna/repo/\(place)/01-Queue.swift")
    }
    try scratch.write("x", to: "anna/README.md")
    try scratch.write("x", to: "anna/__MACOSX/x")
    let found = try await folder.collect()
    #expect(found.files.map(\.bytes) == [Array("let a = \"Exercises\"".utf8)])
    #expect(found.problems == ["02-Next": missing])
    #expect(
      found.leftOut == ["README.md", "__MACOSX", "repo/Lessons", "repo/Solutions", "repo/Tests"])
  }

  @Test func `two folders are no clone with a folder around it`() async throws {
    try scratch.write("let a = 1", to: "anna/one/01-Queue.swift")
    try scratch.write("let a = 1", to: "anna/two/01-Queue.swift")
    #expect(try await problem() == .missing)
  }

  @Test func `the digest follows the content, and what was refused`() async throws {
    try scratch.write("let a = 1", to: "anna/01-Queue.swift")
    let first = try await folder.collect().digest
    #expect(try await folder.collect().digest == first)
    try scratch.write("let a = 2", to: "anna/01-Queue.swift")
    let second = try await folder.collect().digest
    try scratch.write([0xFF], to: "anna/02-Next.swift")
    let third = try await folder.collect().digest
    #expect(Set([first, second, third]).count == 3)
  }

  @Test func `one lesson in two places is refused`() async throws {
    try scratch.write("let a = 1", to: "anna/01-Queue.swift")
    try scratch.write("let a = 1", to: "anna/Exercises/01-Queue.swift")
    #expect(try await problem() == .handIn(.twice("01-Queue", "Exercises/01-Queue")))
    try scratch.write("let b = 1", to: "anna/02-Next.swift")
    try scratch.write("let b = 1", to: "anna/02-Next/B.swift")
    #expect(try await problem("02-Next") == .doubled)
  }

  @Test func `no link is followed, wherever it stands`() async throws {
    let secret = folder.path("bob/01-Queue.swift")
    try scratch.write("let secret = 1", to: "bob/01-Queue.swift")
    symlink(secret, folder.path("anna/01-Queue.swift"))
    try Files.makeFolder(folder.path("anna/02-Next"))
    symlink(secret, folder.path("anna/02-Next/A.swift"))
    let inFiles = try await folder.collect()
    #expect(inFiles.problems["01-Queue"]?.reason == .notAFile(.link))
    #expect(inFiles.problems["02-Next"]?.reason == .notAFile(.link))
    #expect(inFiles.files == [])

    Files.remove(folder.path("anna/01-Queue.swift"))
    symlink(folder.path("bob"), folder.path("anna/01-Queue"))
    #expect(try await problem() == .handIn(.notAFolder(.link)))
    Files.remove(folder.path("anna/01-Queue"))
    symlink(folder.path("bob"), folder.path("anna/Exercises"))
    #expect(try await problem() == .handIn(.notAFolder(.link)))
    Files.remove(folder.path("anna"))
    symlink(folder.path("bob"), folder.path("anna"))
    let whole = try await folder.collect()
    #expect(whole.problems.count == 2)
    #expect(whole.problems["01-Queue"]?.reason == .handIn(.notAFolder(.link)))
  }

  @Test func `a link in place of a folder deeper down is no way out`() async throws {
    try scratch.write("let secret = 1", to: "bob/A.swift")
    try scratch.write("let a = 1", to: "anna/01-Queue/A.swift")
    symlink(folder.path("bob"), folder.path("anna/01-Queue/More"))
    #expect(try await folder.collect().files.map(\.name) == ["Exercises/01-Queue/A.swift"])
  }

  @Test func `devices, pipes and folders in place of a file are named, and nobody waits`()
    async throws
  {
    mkfifo(folder.path("anna/01-Queue.swift"), 0o644)
    try Files.makeFolder(folder.path("anna/02-Next.swift"))
    let found = try await folder.collect()
    #expect(found.problems["01-Queue"]?.reason == .notAFile(.other))
    #expect(found.problems["02-Next"]?.reason == .notAFile(.folder))
  }

  @Test func `a file that is huge but sparse is not read`() async throws {
    try scratch.write("", to: "anna/01-Queue.swift")
    #expect(truncate(folder.path("anna/01-Queue.swift"), 1 << 40) == 0)
    #expect(try await problem() == .tooLarge(1 << 40))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x6C, 0x00], .notText), ([0x61, 0x00, 0x62], .notText),
      (Array("  \n\t\n".utf8), .empty), ([], .empty),
    ] as [([UInt8], AdmissionError.Reason)])
  func `what is no text is refused`(bytes: [UInt8], reason: AdmissionError.Reason) async throws {
    try scratch.write(bytes, to: "anna/01-Queue.swift")
    #expect(try await problem() == reason)
  }

  @Test(.enabled(if: geteuid() != 0)) func `what may not be read is named`() async throws {
    try scratch.write("let a = 1", to: "anna/01-Queue.swift")
    chmod(folder.path("anna/01-Queue.swift"), 0)
    #expect(try await problem() == .unreadable(Words(systemError: EACCES)))
  }

  @Test func `a lesson has a sane number of files, bytes and folders`() async throws {
    for index in 0...LessonSearch.mostFiles {
      try scratch.write("let a\(index) = 1", to: "anna/01-Queue/A\(index).swift")
    }
    #expect(try await problem() == .handIn(.tooManyFiles(limit: 64)))
    Files.remove(folder.path("anna/01-Queue"))
    try scratch.write("let a = 1", to: "anna/01-Queue/b/c/d/e/A.swift")
    #expect(try await problem() == .handIn(.tooDeep(limit: 4)))
    Files.remove(folder.path("anna/01-Queue"))
    let long = String(repeating: "a", count: 120)
    try scratch.write("let a = 1", to: "anna/01-Queue/\(long).swift")
    #expect(try await problem() == .handIn(.longName(limit: 120)))
    Files.remove(folder.path("anna/01-Queue"))
    let large = [UInt8](repeating: 0x61, count: Source.largest)
    for index in 0..<5 { try scratch.write(large, to: "anna/01-Queue/A\(index).swift") }
    #expect(try await problem() == .handIn(.tooMuch(limit: 1 << 20)))
  }

  @Test func `names of any bytes are shown in letters, and of Swift files refused`() async throws {
    try scratch.write("let a = 1", to: "anna/01-Queue/A.swift")
    try scratch.write("let a = 1", to: "anna/new\nline")
    try scratch.write("let a = 1", to: "anna/red\u{1B}[31m")
    try scratch.write("let a = 1", to: "anna/\u{202E}tfiws")
    let found = try await folder.collect()
    #expect(found.problems["01-Queue"] == nil)
    #expect(found.leftOut == ["new%0Aline", "red%1B[31m", "%E2%80%AEtfiws"])
    try scratch.write("let a = 1", to: "anna/01-Queue/B\n.swift")
    let error = try await folder.collect().problems["01-Queue"]
    #expect(error == AdmissionError("Exercises/01-Queue/B%0A.swift", .handIn(.oddName)))
  }

  @Test func `ten thousand other files are counted, and a few are named`() async throws {
    try scratch.write("let a = 1", to: "anna/zz/01-Queue.swift")
    try scratch.write("let a = 1", to: "anna/01-Queue.swift")
    for index in 0..<(LessonSearch.mostNames + 10) {
      close(open(folder.path("anna/a\(index)"), O_CREAT | O_WRONLY, 0o644))
    }
    let found = try await folder.collect()
    #expect(found.files.count == 1)
    #expect(found.leftOut.count == 20)
    #expect((9_000...10_000).contains(found.leftOutCount))
  }
}
