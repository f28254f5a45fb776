import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Confines a program by bubblewrap: an empty root with read-only views, namespaces of its own (no network,
/// no other process), no privileges, limits, and an end when the grader ends.
///
/// Under root it takes a user number that nobody else has, since the kernel does not limit the number of
/// root's processes. Otherwise it runs in a user namespace of its own.
///
/// What it does not protect from: faults of the kernel and of the processor, use of processor and memory up
/// to the limits, and whatever reads the machine's temperature or clocks.
struct Bubblewrap: Sendable {
  let program: String
  /// Sets the limits, inside.
  let prlimit: String
  /// Gives up root, inside; nil if there is none to give up.
  let setpriv: String?
  /// Tells jobs that run side by side apart: each has a user number of its own, as far as there are enough.
  var slot = 0
  /// The same for sandboxes of one process; that of another has another number, most likely.
  private let number = Self.count.add(1, ordering: .relaxed).oldValue
  private static let count = Atomic(0)

  /// A range that neither distributions nor systemd hand out.
  private static let users = 60_706...61_183

  private var user: Int {
    Self.users.lowerBound + (Int(getpid()) * 61 + number * 16 + slot) % Self.users.count
  }

  init(program: String, prlimit: String, setpriv: String?) {
    self.program = program
    self.prlimit = prlimit
    self.setpriv = setpriv
  }

  var tier: String {
    setpriv == nil ? "bubblewrap, user namespace" : "bubblewrap, user of its own"
  }

  func confined(_ command: Command, in room: Room) -> Command {
    let inner = room.inside(command)
    var words = namespaces + system(room) + views(of: room)
    words += ["--chdir", "/tmp", "--"]
    if let setpriv {
      words += [
        setpriv, "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups", "--no-new-privs",
        "--bounding-set=-all", "--inh-caps=-all",
      ]
    }
    words += [prlimit] + room.limits.options + [inner.program] + inner.arguments
    var confined = Command(program, words, environment: inner.environment)
    confined.environment["HOME"] = "/tmp"
    confined.environment["TMPDIR"] = "/tmp"
    confined.hasLifeline = command.hasLifeline
    confined.isConfined = true
    return confined
  }

  /// What the sandbox itself complains of is no submission's fault.
  static func complaint(in remains: Remains) -> String? {
    let tools = ["bwrap: ", "setpriv: ", "prlimit: "]
    let isOurs = !remains.succeeded && tools.contains(where: remains.errors.hasPrefix)
    return isOurs ? remains.errors.trimmed : nil
  }

  private var namespaces: [String] {
    var words = [
      "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
      "--die-with-parent", "--new-session", "--hostname", "day56",
    ]
    if setpriv == nil {
      words += ["--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"]
    } else {
      words += ["--cap-drop", "ALL"]
      words += ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"].flatMap { ["--cap-add", $0] }
    }
    return words
  }

  /// What every program needs: the libraries of the system, the devices that are none, and little memory
  /// to write to.
  private func system(_ room: Room) -> [String] {
    var words: [String] = []
    let folders =
      room.hasPrograms
      ? ["/usr", "/lib", "/lib64", "/bin"] : ["/usr/lib", "/usr/lib64", "/lib", "/lib64"]
    if !room.hasPrograms { words += ["--dir", "/usr", "--dir", "/usr/bin"] }
    for folder in folders {
      switch Files.kind(of: folder) {
      case .folder: words += ["--ro-bind", folder, folder]
      case .link: words += ["--symlink", Self.target(of: folder), folder]
      case .missing, .file, .other: break
      }
    }
    if !room.hasPrograms {
      for program in [prlimit] + (setpriv.map { [$0] } ?? []) {
        words += Self.ancestors(of: program) + ["--ro-bind", program, program]
      }
    }
    words += ["--dir", "/etc"]
    for file in ["/etc/ld.so.cache", "/etc/alternatives"] {
      words += ["--ro-bind-try", file, file]
    }
    words += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ["/dev/shm", "/tmp"] { words += memory(folder, room.limits.scratch) }
    return words
  }

  private func views(of room: Room) -> [String] {
    var words: [String] = []
    if room.scratch != nil { words += memory(Room.scratchInside, room.limits.scratch) }
    for view in room.views {
      words += Self.ancestors(of: view.inside)
      words += [view.isWritable ? "--bind" : "--ro-bind", view.host, view.inside]
    }
    return words + ["--remount-ro", "/"]
  }

  private func memory(_ folder: String, _ bytes: Int) -> [String] {
    ["--perms", "1777", "--size", "\(bytes)", "--tmpfs", folder]
  }

  /// The folders above, each open to all: those that bubblewrap makes by itself are closed.
  private static func ancestors(of path: String) -> [String] {
    var folders: [String] = []
    var folder = path.parentFolder
    while folder != "/", folder != "." {
      folders.insert(folder, at: 0)
      folder = folder.parentFolder
    }
    let known = ["/usr", "/usr/bin", "/tmp", "/dev", "/dev/shm", "/proc"]
    return folders.filter { !known.contains($0) }.flatMap { ["--dir", $0] }
  }

  private static func target(of link: String) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = readlink(link, start, buffer.count)
      return String(
        decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
