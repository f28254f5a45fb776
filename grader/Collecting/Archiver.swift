/// Looks into archives with bsdtar, which reads every kind there is. An archive is a stranger's: nothing is ever
/// unpacked onto the disk, whoever grades can put bsdtar itself into a sandbox, and all that it writes is
/// bounded.
struct Archiver: Sendable {
  /// Runs a command, of which the exact output is wanted (``Command/wholeOutput``).
  typealias Run = @Sendable (Command, Patience) async throws -> Remains

  let program: String
  let run: Run

  /// Nil if it is not installed.
  init?(run: @escaping Run = { try await Subprocess.run($0, patience: $1) }) {
    guard let program = Self.program else { return nil }
    self.init(program: program, run: run)
  }

  private init(program: String, run: @escaping Run) {
    self.program = program
    self.run = run
  }

  /// On macOS the system's own tar is it.
  static var program: String? {
    #if canImport(Darwin)
      Toolchain.program("bsdtar") ?? Toolchain.program("tar")
    #else
      Toolchain.program("bsdtar")
    #endif
  }

  static let missing = Words(
    "bsdtar is missing. Install it, for example with: apt-get install libarchive-tools",
    ja: "bsdtar がありません。入れるには、たとえば: apt-get install libarchive-tools")

  /// Longer than this nobody waits for an archive, in seconds.
  private static let patience = Patience(total: 30)
  /// A listing is no longer than this; that is a name for each of some twenty thousand files.
  private static let mostListed = 2 << 20

  /// What an archive says that it holds.
  func tree(of archive: String) async throws(HeldFolder.Failure) -> ArchiveTree {
    // What tools leave there in thousands of files.
    let left = [".git", ".build", ".swiftpm", "__MACOSX"].flatMap { ["--exclude", $0] }
    let remains = try await perform(
      ["-tvf", archive, "--numeric-owner"] + left, keeping: Self.mostListed)
    guard let bytes = remains.bytes else {
      throw .archive(Words("it holds too many files", ja: "ファイルが多すぎます"))
    }
    guard remains.succeeded else { throw .archive(Self.reason(remains)) }
    return ArchiveTree(archive: archive, archiver: self, entries: ArchiveListing.read(bytes))
  }

  /// The content of the one entry of that name.
  func content(
    of entry: String, in archive: String, atMost most: Int
  ) async throws(HeldFolder.Failure) -> [UInt8] {
    let remains = try await perform(
      ["-xOf", archive, "--passphrase", "none", "--", Self.pattern(entry)], keeping: most)
    guard let bytes = remains.bytes else { throw .tooLarge(most + 1) }
    guard remains.succeeded else { throw .archive(Self.reason(remains)) }
    return bytes
  }

  private func perform(
    _ arguments: [String], keeping most: Int
  ) async throws(HeldFolder.Failure) -> Remains {
    var environment = Toolchain.childEnvironment
    // Names are read as UTF-8, and dates written in one form.
    environment["LC_ALL"] = "C.UTF-8"
    var command = Command(program, arguments, environment: environment)
    command.wholeOutput = most
    do { return try await run(command, Self.patience) } catch { throw .archive(Words(error)) }
  }

  /// bsdtar takes a pattern where a name is meant.
  private static func pattern(_ name: String) -> String {
    name.map { #"*?[]\"#.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// What bsdtar said, in a line.
  private static func reason(_ remains: Remains) -> Words {
    let text = remains.errors.lowercased()
    if remains.ending == .outOfTime {
      return Words("it takes too long", ja: "時間がかかりすぎます")
    }
    if text.contains("passphrase") || text.contains("encrypt") {
      return Words("it is encrypted", ja: "暗号化されています")
    }
    if text.contains("unrecognized archive format") {
      return Words("it is no archive", ja: "アーカイブではありません")
    }
    if text.contains("truncated") || text.contains("unexpected") {
      return Words("it breaks off", ja: "途中で切れています")
    }
    let line = remains.errors.split(separator: "\n").first.map(String.init) ?? "?"
    return Words(same: String(line.printable.prefix(200)))
  }
}
