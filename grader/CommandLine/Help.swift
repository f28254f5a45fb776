/// What `--help` says.
enum Help {
  static func text(for name: String?) throws(UsageError) -> String {
    guard let name else { return general }
    guard let request = Request(rawValue: name) else {
      throw UsageError(
        "There is no command “\(name)”.",
        next: Nearest.advice(to: name, from: Request.allCases.map(\.rawValue)))
    }
    switch request {
    case .status, .help: return general
    case .run: return run
    case .list: return list
    case .doctor: return doctor
    case .verify: return verify
    }
  }

  private static let general = """
    Tells you the truth about a lesson, within a second.

      grader                    where you stand; grades what changed since the last time
      grader run [LESSON…]      grades lessons, and shows what is wrong
      grader list               the lessons, their laws and points
      grader doctor             looks whether this machine has what is needed
      grader verify [LESSON…]   for maintainers: is the course itself right?
      grader help COMMAND       more about one of them

    A LESSON is 1, 01, 01-SafeMessageQueue, SafeMessageQueue or the beginning of one.

      --course DIR   the course, if it is not this folder or one above it
      --json         for programs (status, run, list)
      --version      what this is
      --help         this, for every command

    Exit codes
    \(ExitCode.allCases.map { "  \("\($0.rawValue)".padded(4))\($0.meaning)" }.joined(separator: "\n"))
    """

  private static let run = """
    grader run [LESSON…] [-v | --json] [--seed N] [--course DIR]

    Compiles your file of each lesson, runs the lesson's tests against it, and shows the verdict:
    passes, fails, does not compile, crashes, hangs (void: a test has no verdict for another reason).
    Without a lesson it grades all of them. Exit code 0 only if all that was asked for passes.

      -v, --verbose  every test with its messages, as `go test -v` prints them
      --json         for programs
      --seed N       replays the schedule that a failure named
    """

  private static let list = """
    grader list [--json] [--course DIR]

    The lessons in their order, with laws, points and the number of tests.
    """

  private static let doctor = """
    grader doctor [--course DIR]

    Looks for the toolchain and the tools, says what each is for, and what to do about a missing one.
    Exit code 69 if one that grading needs is missing.
    """

  private static let verify = """
    grader verify [LESSON…] [--course DIR]

    The maintainers' check. Every reference passes; every starter compiles, fails every test and never
    traps; their public declarations are equal; every trap is killed; both languages have the same
    structure; no stray files; points add up; and `swift test` gives the same verdicts, test by test.
    Prints the matrix trap × test and writes it to .build/grader/kill-matrix.txt and .json.
    """
}
