/// A learner's files beside the reference's, as git compares them.
struct Comparison {
  let lesson: Lesson
  let folder: CourseFolder

  enum Difference: Equatable {
    case none
    /// As `git diff` prints it, without colour.
    case text(String)
    /// Git is not there, or cannot compare a file with a folder.
    case unknown
  }

  private var mine: String { base(folder.place(of: lesson.exercise)) }
  private var reference: String { base(folder.place(of: lesson.solution)) }
  private func base(_ place: String) -> String {
    place.hasSuffix("/") ? String(place.dropLast()) : place
  }

  /// Git without its pager and without the user's taste.
  func difference() async -> Difference {
    guard hasOneForm, let git = Toolchain.program("git") else { return .unknown }
    let plain = ["--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/"]
    let command = Command(git, arguments(plain), environment: Toolchain.childEnvironment)
    guard let remains = try? await Subprocess.run(command, patience: Patience(total: 30)) else {
      return .unknown
    }
    switch remains.ending {
    case .exited(0): return .none
    case .exited(1): return .text(remains.output.trimmed)
    default: return .unknown
    }
  }

  /// Lets git show it as the user likes it: with colour and a pager.
  func showOnTerminal() async throws {
    guard let git = Toolchain.program("git") else { return }
    _ = try await Foreground.run(git, arguments([]))
  }

  private func arguments(_ options: [String]) -> [String] {
    ["-C", folder.root, "diff", "--no-index"] + options + ["--", mine, reference]
  }

  private var hasOneForm: Bool {
    mine.hasSuffix(".swift") == reference.hasSuffix(".swift") && Files.exists(folder.path(mine))
  }
}
