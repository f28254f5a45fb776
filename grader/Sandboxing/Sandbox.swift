#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How what is not trusted is kept from the machine.
enum Sandbox: Sendable {
  case bubblewrap(Bubblewrap)
  /// For work that is trusted: it can do whatever the grader can.
  case none

  /// In words, for every record.
  var tier: String {
    switch self {
    case .bubblewrap(let bubblewrap): bubblewrap.tier
    case .none: "none"
    }
  }

  /// The same for a person.
  var words: Words {
    switch self {
    case .bubblewrap(let bubblewrap) where bubblewrap.setpriv == nil:
      Words("bubblewrap, in a user namespace", ja: "bubblewrap（ユーザー名前空間の中）")
    case .bubblewrap:
      Words("bubblewrap, each job as a user of its own", ja: "bubblewrap（ジョブごとに別のユーザー）")
    case .none: Words("none", ja: "なし")
    }
  }

  /// The same for one of several jobs that run side by side.
  func forJob(_ slot: Int) -> Sandbox {
    switch self {
    case .none: return self
    case .bubblewrap(var bubblewrap):
      bubblewrap.slot = slot
      return .bubblewrap(bubblewrap)
    }
  }

  func confined(_ command: Command, in room: Room) -> Command {
    switch self {
    case .bubblewrap(let bubblewrap): bubblewrap.confined(command, in: room)
    case .none: command
    }
  }

  /// Where the program sees a file of the machine.
  func seen(_ path: String, in room: Room) -> String {
    switch self {
    case .bubblewrap: room.inside(path)
    case .none: path
    }
  }

  /// The sandbox of this machine, once it has shown that it holds.
  static func find() async throws(ToolError) -> Sandbox {
    guard let program = Toolchain.program("bwrap") else { throw missing("bubblewrap", "bwrap") }
    guard let prlimit = Toolchain.program("prlimit") else {
      throw missing("util-linux", "prlimit")
    }
    var setpriv: String?
    if geteuid() == 0 {
      setpriv = Toolchain.program("setpriv")
      guard setpriv != nil else { throw missing("util-linux", "setpriv") }
    }
    let bubblewrap = Bubblewrap(program: program, prlimit: prlimit, setpriv: setpriv)
    try await SandboxProbe(bubblewrap: bubblewrap).check()
    return .bubblewrap(bubblewrap)
  }

  private static func missing(_ package: String, _ program: String) -> ToolError {
    ToolError(
      problem: Words(
        "Work that is not trusted runs in a sandbox only, and `\(program)` is not on the path.",
        ja: "信頼できない提出物はサンドボックスの中でしか動かしませんが、`\(program)` が PATH にありません。"),
      next: Words(
        "Install it, for example with: apt-get install \(package)\n"
          + "  (on Linux only; --no-sandbox is for work that you trust like your own)",
        ja: "入れるには、たとえば: apt-get install \(package)\n"
          + "  （Linux のみ。--no-sandbox は、自分のコードと同じくらい信頼できる提出物のためのものです）"))
  }
}
