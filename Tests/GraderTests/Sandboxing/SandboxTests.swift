import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a hostile program can and cannot do, tried with the shell in its stead.
@Suite("The sandbox", .needsSandbox)
struct SandboxTests {
  private func run(
    _ script: String, _ change: (inout Room) -> Void = { _ in }
  ) async throws -> Remains {
    var room = Room(limits: .unpacking)
    room.hasPrograms = true
    change(&room)
    let command = try await Sandbox.find().confined(
      Command("/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"]), in: room)
    return try await Subprocess.run(command, patience: Patience(total: 60))
  }

  @Test("it holds on this machine") func holds() async throws {
    let remains = try await run("id -u")
    #expect(remains.succeeded)
    #expect(remains.output.trimmed != "0")
  }

  @Test("a program that dies by a signal is told as that") func signals() async throws {
    #expect(try await run("kill -SEGV $$").ending == .killed(signal: SIGSEGV))
    #expect(try await run("exit 3").ending == .exited(3))
  }

  @Test("processor time, memory, files and processes have an end")
  func limits() async throws {
    let endless = try await run("while :; do :; done") { $0.limits.processorSeconds = 1 }
    #expect(
      endless.ending == .killed(signal: SIGKILL) || endless.ending == .killed(signal: SIGXCPU))
    let greedy = try await run("x=$(head -c 900000000 /dev/zero | tr '\\0' x); echo ${#x}") {
      $0.limits.memory = 64 << 20
    }
    #expect(greedy.output.trimmed != "900000000")
    let full = try await run("head -c 3000000 /dev/zero > /tmp/a; wc -c < /tmp/a")
    #expect(Int(full.output.trimmed).map { $0 <= 1 << 20 } ?? true)
    let many = try await run(
      "i=0; while [ $i -lt 9 ]; do head -c 900000 /dev/zero > /tmp/$i; i=$((i+1)); done; "
        + "cat /tmp/? | wc -c")
    #expect(try #require(Int(many.output.trimmed)) <= 1 << 20)
  }

  @Test("what it starts ends with it, in whatever session it hides")
  func children() async throws {
    let mark = "31\(getpid())"
    let remains = try await run(
      "setsid sleep \(mark) >/dev/null 2>&1 & read -r line < /proc/$!/cmdline; echo $line")
    #expect(!remains.output.isEmpty)
    let names = try Files.names(in: "/proc").filter { Int32($0) != nil }
    for name in names {
      let line = (try? Files.read("/proc/\(name)/cmdline")) ?? []
      #expect(!String(decoding: line, as: UTF8.self).contains(mark))
    }
  }

  @Test("it sees what it is shown, read-only, and nothing else")
  func views() async throws {
    let scratch = try Scratch()
    try Files.write(Array("shown".utf8), to: scratch.path.adding("shown"))
    try Files.write(Array("secret".utf8), to: scratch.path.adding("secret"))
    try Files.write([], to: scratch.path.adding("product"))
    chmod(scratch.path.adding("product"), 0o666)
    let remains = try await run(
      "cat /course/shown; ls /course; echo no > /course/shown; echo made > /out/product; "
        + "ls \(scratch.path) /root /home /work 2>/dev/null"
    ) { room in
      room.views = [
        Room.View(host: scratch.path.adding("shown"), inside: "/course/shown"),
        Room.View(
          host: scratch.path.adding("product"), inside: "/out/product", isWritable: true),
      ]
    }
    #expect(remains.output == "shownshown\n")
    #expect(try Files.read(scratch.path.adding("shown")) == Array("shown".utf8))
    #expect(try Files.read(scratch.path.adding("product")) == Array("made\n".utf8))
  }

  @Test("there is no network, and nobody else's process")
  func network() async throws {
    let remains = try await run("cat /proc/net/route | wc -l; ls -d /proc/[0-9]* | wc -l")
    let numbers = remains.output.split(separator: "\n").compactMap { Int($0) }
    #expect(numbers.first ?? 9 <= 1)
    #expect(numbers.last ?? 99 < 10)
  }
}

/// Tests of what needs the sandbox: skipped, visibly, on a machine that has none, but not in CI.
struct NeedsSandbox: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }
  /// Looked for once.
  private static let sandbox = Task { try await Sandbox.find() }

  static func find() async throws(ToolError) -> Sandbox {
    switch await sandbox.result {
    case .success(let sandbox): return sandbox
    case .failure(let error as ToolError): throw error
    case .failure: return try await Sandbox.find()
    }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    do { _ = try await Self.find() } catch {
      guard Toolchain.variable("CI") == nil else { throw error }
      try Test.cancel("\(error.problem.english)")
    }
    try await body()
  }
}

extension Trait where Self == NeedsSandbox {
  static var needsSandbox: Self { NeedsSandbox() }
}
