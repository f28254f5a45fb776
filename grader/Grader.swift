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
    do { try ChildGroups.endAllOnInterrupt() } catch { console.warn("\(error)") }
    let words = Array(CommandLine.arguments.dropFirst())
    exit(await answer(words, on: console).rawValue)
  }

  /// Does what was asked for; every error ends here, as words and an exit code.
  static func answer(_ words: [String], on console: Console) async -> ExitCode {
    var console = console
    do {
      let arguments = try Arguments.parse(words)
      console.language = arguments.language ?? console.language
      if arguments.has(.version) {
        console.show("grader \(version)")
        return .passes
      }
      let subcommand = arguments.subcommand
      if arguments.has(.help) {
        let isAboutAll = subcommand == .status || subcommand == .help
        let help = Help(language: console.language)
        console.show(try help.text(for: isAboutAll ? nil : subcommand.name))
        return .passes
      }
      return try await subcommand.perform(Session(arguments: arguments, console: console))
    } catch {
      let text = (error as? any Explained)?.words[console.language] ?? "\(error)"
      let isAboutFiles = exitCode(for: error) == .cannotWrite
      let next = Words(
        "\n  Look at the permissions and the free space there, then try again.",
        ja: "\n  そこの権限と空き容量を確かめてから、もう一度試してください。")
      console.fail(text + (isAboutFiles ? next[console.language] : ""))
      return exitCode(for: error)
    }
  }

  private static func exitCode(for error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case is CourseError, is HintTextError: .courseData
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
