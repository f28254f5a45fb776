/// Why a lesson could not be graded at all, or not be compiled.
enum GradingError: Error {
  case compile(Compiler.Failure)
  /// A part of the course itself does not compile.
  case course(part: String, Compiler.Failure)
  /// What was added to a suite does not fit.
  case suite(CourseError)
  case admission(AdmissionError)
  case file(FileError)
  case spawn(SpawnError)
  /// The sandbox could not be set up, or did not hold: nothing more may be graded.
  case sandbox(Words)
}

extension GradingError {
  /// Does what can only fail for the file system's reasons.
  static func filing<Value>(
    _ body: () throws(FileError) -> Value
  ) throws(GradingError) -> Value {
    do { return try body() } catch { throw .file(error) }
  }
}

extension GradingError: Explained {
  var words: Words {
    switch self {
    case .compile(let failure): failure.summary
    case .course(let part, let failure):
      Words(
        """
        \(part) does not compile; that is the course's fault, not yours.
        \(failure.summary.english)
          If you changed it, take it back with: git checkout -- \(part)
        """,
        ja: """
          \(part) がコンパイルできません。コースの側の誤りで、あなたのせいではありません。
          \(failure.summary.japanese)
            手を加えたのなら、元に戻すには: git checkout -- \(part)
          """)
    case .suite(let error): error.words
    case .admission(let error): error.words
    case .file(let error): error.words
    case .spawn(let error): error.words
    case .sandbox(let reason):
      Words(
        "The sandbox failed, and nothing is graded without it: \(reason.english)",
        ja: "サンドボックスが働きません。サンドボックスなしには採点しません: \(reason.japanese)")
    }
  }
}

extension Compiler.Failure {
  /// The first error with its place or, if there is none, the end of what was printed.
  var summary: Words {
    guard let first = diagnostics.first else { return lastWords(8) }
    return Words(same: "\(first.file):\(first.line):\(first.column): error: \(first.message)")
  }

  /// The end of what there is to say without diagnostics.
  func lastWords(_ lines: Int) -> Words {
    words.map { $0.split(separator: "\n").suffix(lines).joined(separator: "\n") }
  }
}
