import Synchronization
import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A folder of its own for one test, gone when the test is over.
final class Scratch: Sendable {
  let path: String
  var folder: CourseFolder { CourseFolder(root: path) }

  init() throws {
    let base = Toolchain.variable("TMPDIR") ?? "/tmp"
    var template = Array((base.adding("grader-test-XXXXXX")).utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    let name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    path = try #require(made ? Files.resolved(name) : nil)
  }

  deinit { Files.remove(path) }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Files.makeFolder(path.adding(name).parentFolder)
    try Files.write(bytes, to: path.adding(name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Files.read(path.adding(name)), as: UTF8.self)
  }
}

extension Scratch {
  /// The grader that was built together with these tests.
  static func program() throws -> String {
    let beside = CommandLine.arguments[0].parentFolder.adding("grader")
    let package = #filePath.parentFolder.adding("../../.build/debug/grader")
    return try #require([beside, package].compactMap(Files.resolved).first)
  }

  /// A whole command on the course in this folder, from the words to the exit code.
  func grader(_ words: String...) async -> (code: ExitCode, answer: String, side: String) {
    await answer(words)
  }

  func answer(_ words: [String]) async -> (code: ExitCode, answer: String, side: String) {
    let said = Mutex(("", ""))
    let console = Console(screen: .plain, side: .plain) { text, stream in
      said.withLock { said in
        switch stream {
        case .answer: said.0 += text
        case .side: said.1 += text
        }
      }
    }
    let code = await Grader.answer(words + ["--course", path], on: console)
    return said.withLock { (code, $0.0, $0.1) }
  }
}

/// The fixtures that lie beside the tests.
enum Fixtures {
  static let folder = #filePath.parentFolder.adding("Fixtures")

  static func submission(_ name: String) -> String {
    folder.adding("Submissions").adding(name + ".swift")
  }

  /// A copy of the small course.
  static func course() throws -> Scratch { try copies("Course") }

  /// The same with a third lesson, a folder that is built on the other two.
  static func courseWithParty() throws -> Scratch { try copies("Course", "Party") }

  /// With a scenario, and a single lesson.
  static func courseWithNight() throws -> Scratch { try copies("Course", "Night") }

  /// The small course with starters, a late policy, and more patience than its lessons need.
  static func courseOfClass() throws -> Scratch {
    let scratch = try course()
    for file in try Files.tree(scratch.path.adding("Exercises")) {
      try scratch.write(
        try Files.read(scratch.path.adding("Exercises/" + file)), to: "Lessons/Starters/" + file)
    }
    let late = """
      "late": {
        "deadline": "2026-12-01T12:00:00Z", "graceMinutes": 10, "percentPerDay": 20, "mostPercent": 50
      },
      """
    let description = try scratch.read(CourseFolder.description)
      .replacing(#""silenceSeconds": 0.5"#, with: #""silenceSeconds": 20"#)
      .replacing(#""silenceSeconds": 5,"#, with: #""silenceSeconds": 20,"#)
      .replacing(#""totalSeconds": 20"#, with: #""totalSeconds": 60"#)
      .replacing(#""lessons": ["#, with: late + #""lessons": ["#)
    try scratch.write(description, to: CourseFolder.description)
    // `swift test` wants the instruments' folder not to be empty.
    try scratch.write("\n", to: CourseFolder.instruments.adding("Instruments.swift"))
    return scratch
  }

  private static func copies(_ sources: String...) throws -> Scratch {
    let scratch = try Scratch()
    for source in sources.map(folder.adding) {
      for file in try Files.tree(source) {
        try scratch.write(try Files.read(source.adding(file)), to: file)
      }
    }
    return scratch
  }
}

/// Whether tests that compile can run here. In continuous integration they must.
enum Tools {
  static let compiler = has("swiftc")
  static let git = has("git")
  static let browser = Browser.program != nil || mustRun

  static func has(_ program: String) -> Bool { Toolchain.program(program) != nil || mustRun }
  private static let mustRun = Toolchain.variable("CI") == "true"
}
