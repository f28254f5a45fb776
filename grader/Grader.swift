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
    let console = Console()
    do { try ChildGroups.endAllOnInterrupt() } catch { console.warn("\(error)") }
    let words = Array(CommandLine.arguments.dropFirst())
    exit(await answer(words, on: console).rawValue)
  }

  /// Does what was asked for; every error ends here, as words and an exit code.
  static func answer(_ words: [String], on console: Console) async -> ExitCode {
    do {
      let arguments = try Arguments.parse(words)
      if arguments.wantsVersion {
        console.show("grader \(version)")
        return .passes
      }
      if arguments.wantsHelp || arguments.request == .help {
        let about = arguments.request == .help ? arguments.names.first : arguments.request.rawValue
        console.show(try Help.text(for: about))
        return .passes
      }
      return try await Session(arguments: arguments, console: console).answer()
    } catch {
      let isAboutFiles = exitCode(for: error) == .cannotWrite
      let next = "\n  Look at the permissions and the free space there, then try again."
      console.fail("\(error)" + (isAboutFiles ? next : ""))
      return exitCode(for: error)
    }
  }

  private static func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case is CourseError: .courseData
    case is ToolError: .toolMissing
    case is FileError: .cannotWrite
    case let error as GradingError:
      switch error {
      case .course: .courseData
      case .file: .cannotWrite
      case .spawn: .inputOutput
      case .compile, .admission: .internal
      }
    default: .internal
    }
  }
}
