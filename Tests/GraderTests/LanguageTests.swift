import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Everything that can be said in a sentence is said in both languages, and in no other.
@Suite struct LanguageTests {
  private static let all: [Words] =
    files + starting + crashes + admission + standIns + strays + progress + course + usage + lists

  private static let files = [FileError.Action.read, .write, .move, .lock, .list, .makeFolder]
    .map { FileError($0, "/course/x", code: ENOSPC).words }

  private static let starting: [Words] =
    [
      SpawnError.pipe(code: EMFILE).words,
      SpawnError(program: "/bin/x", reason: Words(systemError: ENOENT)).words, Toolchain.install,
      Toolchain.installGit, ToolError(problem: "x", next: Toolchain.install).words,
      GradingError.course(part: "Tests/x", Compiler.Failure("x")).words,
    ] + (1...133).map { Words(systemError: $0) }

  private static let crashes =
    (1...31).map { Ending.killed(signal: $0) }.appending(.exited(3), .silent, .outOfTime)
    .map { CrashReport.words(Remains(ending: $0, output: "", errors: "", seconds: 0)) }

  private static let reasons: [AdmissionError.Reason] = [
    .missing, .empty, .notText, .doubled, .notAFile(.link), .notAFile(.folder), .notAFile(.other),
    .tooLarge(9), .unreadable(Words(systemError: EACCES)),
  ]
  private static let admission = reasons.map { AdmissionError("Exercises/x.swift", $0).words }

  private static let standIns = (reasons.map(StandIn.Reason.notLetIn) + [.doesNotCompile])
    .appending(.lacks("Queue.counts() -> QueueCounts"))
    .map { StandIn(lesson: Sample.lesson("01-Queue"), reason: $0).sentence }

  private static let strays = [TestEnd.crashed("x"), .hung("x")]
    .map { SuiteRun.Stray.end($0).sentence }

  private static let progress = ["", "{", "[]", #"{"version":1,"lessons":{"x":{}}}"#].map { text in
    words { _ = try Progress.decode(Array(text.utf8)) }
  }

  private static let course = CourseDecoderTests.broken.map { old, new, _ in
    words {
      let text = CourseDecoderTests.valid.replacingFirst(old, with: new)
      _ = try CourseDecoder.decode(Array(text.utf8), in: CourseFolder(root: "/course"))
    }
  }

  private static let usage = ArgumentsTests.wrong.map { line, _ in
    words { _ = try Arguments.parse(line) }
  }

  /// What is said of an error; nothing, if there is none.
  private static func words(_ body: () throws -> Void) -> Words {
    do {
      try body()
      return ""
    } catch Progress.Damage.unreadable(let reason) {
      return reason
    } catch {
      return Words(error)
    }
  }

  private static let lists =
    Subcommand.all.flatMap { [$0.summary, $0.about] }
    + (Option.everywhere + Subcommand.all.flatMap(\.options)).map(\.about)
    + ExitCode.allCases.map(\.meaning) + Verdict.allCases.map(\.words)
    + Outcome.allCases.map(\.words)

  @Test func `each sentence is of its language, in both`() {
    WrongLanguage.expectNone(in: Self.all)
  }

  @Test func `an error that nobody foresaw is quoted in a sentence`() {
    struct Surprise: Error {}
    let words = Words(Surprise())
    for language in Language.allCases {
      #expect(words[language].contains("Surprise()"))
      #expect(WrongLanguage.parts(of: words[language], in: language) == [])
    }
  }

  @Test(arguments: [
    ("ファイルを書けません", 0), ("could not be written", 1), ("`swift run grader x` を試す", 0),
    ("試す  swift run grader run 01", 0), ("これは a broken sentence です", 1),
    ("Tests/a b/c d のファイル", 0),
  ])
  func `English in a Japanese text is noticed`(text: String, count: Int) {
    #expect(WrongLanguage.parts(of: text, in: .japanese).count == count)
  }

  @Test(arguments: [
    ("read Lessons/x.md   (日本語: Lessons/ja/x.md)", 0), ("It is 空 now.", 1), ("“…”", 0),
    ("done、", 1),
  ])
  func `Japanese in an English text is noticed`(text: String, count: Int) {
    #expect(WrongLanguage.parts(of: text, in: .english).count == count)
  }
}

extension Array {
  fileprivate func appending(_ more: Element...) -> [Element] { self + more }
}
