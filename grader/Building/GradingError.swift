/// Why a lesson could not be graded at all, or not be compiled.
enum GradingError: Error {
  case compile(Compiler.Failure)
  /// A part of the course itself does not compile.
  case course(part: String, Compiler.Failure)
  case admission(AdmissionError)
  case file(FileError)
  case spawn(SpawnError)
}

extension GradingError {
  /// Does what can only fail for the file system's reasons.
  static func filing<Value>(
    _ body: () throws(FileError) -> Value
  ) throws(GradingError) -> Value {
    do { return try body() } catch { throw .file(error) }
  }
}

extension GradingError: CustomStringConvertible {
  var description: String {
    switch self {
    case .compile(let failure): failure.summary
    case .course(let part, let failure):
      """
      \(part) does not compile; that is the course's fault, not yours.
      \(failure.summary)
        If you changed it, take it back with: git checkout -- \(part)
      """
    case .admission(let error): "\(error)"
    case .file(let error): "\(error)"
    case .spawn(let error): "\(error)"
    }
  }
}

extension Compiler.Failure {
  /// The first error with its place or, if there is none, the end of what was printed.
  var summary: String {
    guard let first = diagnostics.first else {
      return text.split(separator: "\n").suffix(8).joined(separator: "\n")
    }
    return "\(first.file):\(first.line):\(first.column): error: \(first.message)"
  }
}
