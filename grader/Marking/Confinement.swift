/// Where a submission that is not trusted is compiled and run: one for each, since its control is a secret.
struct Confinement: Sendable {
  let sandbox: Sandbox
  let toolchain: Toolchain
  /// Clang modules of the system's headers, compiled beforehand: a confined compiler cannot keep its own.
  let modules: String
  let control = Control()
  let failures = FailedCompilations()

  /// What a folder of the machine is called inside.
  static let courseInside = "/course"
  static let modulesInside = "/modules"

  func acceptance(of suite: Workshop.PreparedSuite) -> Acceptance {
    Acceptance(control: control, expected: suite.catalogue?.entries.map(\.id) ?? [])
  }

  /// Runs a suite with the library in `folder`: it sees the two, the vocabulary and the runtime.
  func running(
    _ command: Command, _ lesson: Lesson, _ suite: Workshop.PreparedSuite, in folder: String
  ) -> Command {
    let inside = Self.courseInside.adding("lib")
    let library = "libExercises.\(Toolchain.dynamicSuffix)"
    let vocabulary = "libVocabulary.\(Toolchain.dynamicSuffix)"
    var room = Room(limits: .running(lesson))
    room.views = [
      Room.View(host: toolchain.runtime, inside: toolchain.runtime),
      Room.View(host: suite.runner, inside: Self.courseInside.adding("runner")),
      Room.View(host: folder.adding(library), inside: inside.adding(library)),
      Room.View(host: suite.base.adding(vocabulary), inside: inside.adding(vocabulary)),
    ]
    room.aliases = [(folder, inside), (suite.base, inside)]
    var command = command
    for name in ["PATH", "HOME", "TMPDIR"] { command.environment[name] = nil }
    command.environment[Control.variable] = control.word
    return sandbox.confined(command, in: room)
  }
}

extension Toolchain {
  /// Where the libraries are that compiled Swift needs to run.
  var runtime: String { root.adding("lib/swift").adding(Self.platform) }

  #if canImport(Darwin)
    static let platform = "macosx"
  #else
    static let platform = "linux"
  #endif
}
