/// Two sources of a lesson side by side, as git compares them.
struct Comparison {
  let folder: CourseFolder
  /// Files or folders, by their names within the course.
  let old: String
  let new: String

  /// - Parameters:
  ///   - old: a source without `.swift`, as `Exercises/01-SafeMessageQueue`.
  ///   - new: another.
  init(_ old: String, _ new: String, in folder: CourseFolder) {
    func name(_ base: String) -> String {
      let place = folder.place(of: base)
      return place.hasSuffix("/") ? String(place.dropLast()) : place
    }
    self.folder = folder
    (self.old, self.new) = (name(old), name(new))
  }

  enum Difference: Equatable {
    case none
    /// As `git diff` prints it, without colour.
    case text(String)
    /// Git is not there, or cannot compare a file with a folder.
    case unknown

    var json: JSON {
      switch self {
      case .none: ""
      case .text(let text): .string(text)
      case .unknown: .null
      }
    }
  }

  /// Git without its pager and without the user's taste.
  func difference(inColour: Bool = false) async -> Difference {
    guard hasOneForm, let git = Toolchain.program("git") else { return .unknown }
    let plain = [
      inColour ? "--color" : "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/",
    ]
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
    ["-C", folder.root, "diff", "--no-index"] + options + ["--", old, new]
  }

  private var hasOneForm: Bool {
    old.hasSuffix(".swift") == new.hasSuffix(".swift") && Files.exists(folder.path(old))
  }
}
