import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The real program at a real terminal.
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct WatchEndToEndTests {
  private static let exercise = "Exercises/01-Counter.swift"

  @Test func `a save is graded, keys are answered, and the terminal comes back`() async throws {
    let scratch = try Fixtures.course()
    let solution = try scratch.read("Solutions/01-Counter.swift")
    try await WatchedTerminal.converse(scratch) { watch in
      try watch.wait(for: "01 fails")
      #expect(!watch.isRestored)

      try scratch.write(
        solution.replacingFirst("Int = 0", with: "Int = missing_17"), to: Self.exercise)
      try watch.wait(for: "cannot find 'missing_17' in scope")
      try watch.wait(for: "01 does not compile")

      try scratch.write(solution, to: Self.exercise)
      try watch.wait(for: "01 passes")
      watch.type("?")
      try watch.wait(for: "stty sane")
      watch.type("l")
      try watch.wait(for: "Whoever comes is greeted by name.")
      watch.type("n")
      try watch.wait(for: "02 fails")
      watch.type("q")
      #expect(try watch.end() == 0)
      #expect(watch.isRestored)
    }
    let progress = try Progress.decode(Array(try scratch.read(CourseFolder.progress).utf8))
    #expect(progress.standings["01-Counter"]?.verdict == .passes)
    #expect(progress.standings["02-Greeter"]?.verdict == .fails)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS])
  func `however it ends, the terminal comes back`(signal: Int32) async throws {
    let scratch = try Fixtures.course()
    try await WatchedTerminal.converse(scratch) { watch in
      try watch.wait(for: "q quit")
      #expect(!watch.isRestored)
      watch.send(signal)
      #expect(try watch.end() != 0)
      #expect(watch.isRestored)
    }
  }

  @Test func `suspended, it gives the terminal back; in the foreground again, it goes on`()
    async throws
  {
    let scratch = try Fixtures.course()
    let shell = #""$@"; echo stopped; read line; fg; echo ended"#
    try await WatchedTerminal.converse(scratch, shell: shell) { watch in
      try watch.wait(for: "01 fails")
      watch.type("\u{1A}")
      try watch.wait(for: "stopped")
      #expect(watch.isRestored)
      watch.type("\n")
      try watch.wait(for: "01 fails")
      #expect(!watch.isRestored)
      watch.type("n")
      try watch.wait(for: "02 fails")
      watch.type("q")
      try watch.wait(for: "ended")
      #expect(watch.isRestored)
    }
  }

  @Test func `let go on by somebody else, it takes the terminal again`() async throws {
    let scratch = try Fixtures.course()
    try await WatchedTerminal.converse(scratch) { watch in
      try watch.wait(for: "01 fails")
      watch.send(SIGSTOP)
      watch.waitUntilStopped()
      watch.terminal.settings = watch.before
      watch.send(SIGCONT)
      try watch.wait(for: "01 fails")
      #expect(!watch.isRestored)
    }
  }

  @Test func `a narrow window and a change of its size lose nothing`() async throws {
    let scratch = try Fixtures.course()
    try await WatchedTerminal.converse(scratch) { watch in
      try watch.wait(for: "01 fails")
      watch.terminal.resize(rows: 8, columns: 30)
      try watch.wait(for: "more rows")
      try watch.wait(for: "q quit")
      watch.type("q")
      #expect(try watch.end() == 0)
      #expect(watch.isRestored)
    }
  }
}
