#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Tells a learner the truth about a lesson.
@main
struct Grader {
  static let version = "1.0.0"

  static func main() async {
    let console = Console(language: Language.preferred(Toolchain.variable))
    do { try ChildGroups.endAllOnInterrupt() } catch { console.warn(Words(error)) }
    let words = Array(CommandLine.arguments.dropFirst())
    exit(await answer(words, on: console).rawValue)
  }

  /// Does what was asked for; every error ends here, as words and an exit code.
  static func answer(_ words: [String], on console: Console) async -> ExitCode {
    var console = console
    // Before anything else: what is wrong with the rest is told in it.
    console.language = Arguments.language(in: words) ?? console.language
    do {
      let arguments = try Arguments.parse(words)
      if arguments.has(.version) {
        console.show(raw: "grader \(version)")
        return .passes
      }
      let subcommand = arguments.subcommand
      if arguments.has(.help) {
        let isAboutAll = subcommand == .status || subcommand == .help
        let help = Help(language: console.language)
        console.show(raw: try help.text(for: isAboutAll ? nil : subcommand.name))
        return .passes
      }
      let session = Session(arguments: arguments, console: console)
      if subcommand.needsReferences { try session.requireReferences(for: subcommand.name) }
      return try await subcommand.perform(session)
    } catch {
      console.fail(explanation(of: error))
      return exitCode(for: error)
    }
  }

  /// What went wrong, and what to do next.
  static func explanation(of error: any Error) -> Words {
    guard exitCode(for: error) == .cannotWrite, !(error is PageFileError), !(error is ExportError)
    else {
      return Words(error)
    }
    let next = Words(
      "\n  Look at the permissions and the free space there, then try again.",
      ja: "\n  そこの権限と空き容量を確かめてから、もう一度試してください。")
    return Words(error) + next
  }

  private static func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case let error as Refusal: error.code
    case is CanaryError: .internal
    case let error as JournalError: error.code
    case is CourseError, is HintTextError: .courseData
    case is ToolError: .toolMissing
    case is FileError, is PageFileError, is ExportError: .cannotWrite
    case is CodeProblem: .doesNotPass
    case is TableError: .inputOutput
    case let error as GradingError:
      switch error {
      case .course, .suite: .courseData
      case .file: .cannotWrite
      case .spawn: .inputOutput
      case .sandbox: .toolMissing
      case .compile, .admission: .internal
      }
    default: .internal
    }
  }
}
