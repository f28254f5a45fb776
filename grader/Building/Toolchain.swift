#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A tool that the grader needs and did not find.
struct ToolError: Explained, Equatable {
  let problem: Words
  let next: Words

  var words: Words { problem + Words(same: "\n  ") + next }
}

/// The Swift toolchain that `swiftc` on the path belongs to.
struct Toolchain: Sendable {
  /// The folder that holds `bin` and `lib`, with every link resolved.
  let root: String
  /// Such as `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
  let version: String
  let target: String

  static let install = Words(
    "Install Swift 6.3 from https://www.swift.org/install and try again.",
    ja: "https://www.swift.org/install から Swift 6.3 を入れて、もう一度試してください。")

  static let installGit = Words(
    "Install it, for example with: apt-get install git",
    ja: "入れるには、たとえば: apt-get install git")

  /// - Parameter memory: a file that keeps the answer for as long as the compiler stays the same.
  static func find(memory: String? = nil) async throws(ToolError) -> Toolchain {
    guard let compiler = program("swiftc") else {
      throw ToolError(
        problem: Words("There is no `swiftc` on the path.", ja: "`swiftc` が PATH にありません。"),
        next: install)
    }
    let identity = identity(of: compiler)
    if let memory, let identity, let known = recall(identity, from: memory) { return known }
    let toolchain = try await ask(compiler)
    if let memory, let identity { toolchain.remember(identity, in: memory) }
    return toolchain
  }

  /// Asks the compiler rather than its path: it may be a link to a version manager.
  private static func ask(_ compiler: String) async throws(ToolError) -> Toolchain {
    let command = Command(compiler, ["-print-target-info"], environment: childEnvironment)
    let remains: Remains
    do { remains = try await Subprocess.run(command, patience: Patience(total: 60)) } catch {
      throw ToolError(problem: error.words, next: install)
    }
    guard remains.succeeded,
      let information = try? JSONParser.parse(Array(remains.output.utf8)[...]),
      let version = information["compilerVersion"]?.text,
      let target = information["target"]?["triple"]?.text,
      let resources = information["paths"]?["runtimeResourcePath"]?.text,
      let root = Files.resolved(resources.adding("../.."))
    else {
      throw ToolError(
        problem: Words(
          "\(compiler) does not answer like a Swift 6 compiler.\n\(remains.errors)",
          ja: "\(compiler) の応答が Swift 6 のコンパイラーのものではありません。\n\(remains.errors)"),
        next: install)
    }
    return Toolchain(root: root, version: version, target: target)
  }

  /// The absolute path of one of the toolchain's programs.
  func program(_ name: String) -> String { root.adding("bin").adding(name) }

  /// Where the macros of Testing are.
  var plugins: String { root.adding("lib/swift/host/plugins") }

  /// The first program of that name on the path.
  static func program(_ name: String) -> String? {
    (variable("PATH") ?? "").split(separator: ":").map { String($0).adding(name) }
      .first { access($0, X_OK) == 0 && Files.resolved($0) != nil }
  }

  /// A variable of the grader's own environment.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// What every child is given: enough to find programs and a place for temporary files.
  static var childEnvironment: [String: String] {
    var environment: [String: String] = [:]
    for name in ["PATH", "HOME", "TMPDIR", "LANG", "SDKROOT", "DEVELOPER_DIR"] {
      environment[name] = variable(name)
    }
    return environment
  }

  #if canImport(Darwin)
    static let loaderPath = "DYLD_LIBRARY_PATH"
    static let dynamicSuffix = "dylib"
  #else
    static let loaderPath = "LD_LIBRARY_PATH"
    static let dynamicSuffix = "so"
  #endif
}
