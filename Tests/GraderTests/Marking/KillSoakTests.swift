import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension MarkingTests {
  /// A grader that is killed again and again, at moments left to chance, and started again each time. A
  /// short soak is part of the tests; for a long one:
  ///
  ///     DAY56_SOAK=100 DAY56_SOAK_SEED=7 swift test --filter KillSoakTests
  @Suite struct KillSoakTests {
    private let room: Classroom
    private let kills: Int
    private let seed: UInt64

    init() throws {
      room = try Classroom()
      kills = Toolchain.variable("DAY56_SOAK").flatMap { Int($0) } ?? 4
      seed = Toolchain.variable("DAY56_SOAK_SEED").flatMap { UInt64($0) } ?? 56
      // No two hand in the same, so that every one of them is compiled.
      let works: [Classroom.Work] = [.right, .starter, .like("counts-by-one"), .like("misspelt")]
      for number in 1...12 {
        let greeter = """
          /// By learner \(number).
          public func greeting(for name: String) -> String { "Hello, \\(name)!" }
          """
        try room.handIn("learner\(number)", works[number % works.count], .text(greeter))
      }
    }

    @Test func `however often it is killed, the gradebook is the same in the end`() async throws {
      let undisturbed = room.scratch.path.adding("undisturbed")
      let result = await room.grade(into: undisturbed)
      try #require(result.code == .passes, "\(result.side)")
      let expected = try room.book(undisturbed)
      print("A soak of \(kills) kills, with seed \(seed):")
      let room = room
      let (kills, seed) = (kills, seed)
      let classes = try await OwnThread.run {
        Result { () throws -> Int in
          var dice = Dice(state: seed)
          var (done, classes) = (0, 0)
          while done < kills || classes == 0 {
            if kills > 20, dice.roll(2) == 0 { try Self.forgetSuite(room) }
            done += try Self.grade(room, killing: kills - done, &dice)
            classes += 1
            try Self.check(room, expected)
            Files.remove(room.gradebook)
          }
          return classes
        }
      }.get()
      print("  \(kills) kills, \(classes) times a whole class")
    }

    /// A long soak also kills graders that are still preparing.
    private static func forgetSuite(_ room: Classroom) throws {
      let workshop = room.course.path.adding(CourseFolder.workshop)
      for name in try Files.names(in: workshop) where name.hasPrefix("02-Greeter-") {
        Files.remove(workshop.adding(name))
      }
    }

    /// Grades the class once, and returns how often the grader was killed meanwhile.
    private static func grade(
      _ room: Classroom, killing most: Int, _ dice: inout Dice
    ) throws -> Int {
      var kills = 0
      while true {
        let grader = try KilledGrader(room)
        if kills == most {
          try grader.wait()
          return kills
        }
        let ended =
          dice.roll(2) == 0
          ? try grader.kill(after: Int32(dice.roll(900)))
          : try grader.kill(afterWriting: 1 + dice.roll(6000))
        if ended { return kills }
        kills += 1
      }
    }

    private static func check(_ room: Classroom, _ expected: String) throws {
      #expect(try room.book() == expected)
      let graded = try room.graded()
      #expect(graded.count == 24)
      #expect(Set(graded).count == 24)
      #expect(try room.canaries().allSatisfy { $0 })
      let workshop = room.course.path.adding(CourseFolder.workshop)
      let names =
        try Files.names(in: workshop)
        + Files.names(in: room.gradebook.adding(SourceStore.folder))
      #expect(names.filter { $0.contains("scratch-") || $0.contains("unfinished") } == [])
      #expect(KilledGrader.processes(of: room) == [])
    }
  }
}

/// A `grader grade` of its own, to be killed.
private final class KilledGrader {
  private let process: pid_t
  private let journal: String
  private let said: String
  private var hasEnded = false

  init(_ room: Classroom) throws {
    journal = room.journal
    said = room.scratch.path.adding("said")
    let grader = [
      try Scratch.program(), "grade", room.submissions, "--out", room.gradebook,
      "--course", room.course.path,
    ]
    let command = Command(
      "/bin/sh", ["-c", #"exec "$@" >"$0" 2>&1"#, said] + grader,
      environment: Toolchain.childEnvironment)
    process = try Spawn.start(command, channels: [], lifeline: nil)
  }

  deinit {
    guard !hasEnded else { return }
    sendKill()
    waitpid(process, nil, 0)
  }

  private func sendKill() {
    #if canImport(Darwin)
      Darwin.kill(process, SIGKILL)
    #else
      Glibc.kill(process, SIGKILL)
    #endif
  }

  /// Lets it come to its end.
  func wait() throws {
    var status: Int32 = 0
    waitpid(process, &status, 0)
    try cameToItsEnd(status)
  }

  private func cameToItsEnd(_ status: Int32) throws {
    hasEnded = true
    let words = String(decoding: try Files.read(said), as: UTF8.self)
    try #require(status == 0, "\(words)")
  }

  /// Kills it after so many milliseconds. Returns whether it had come to its end before.
  func kill(after milliseconds: Int32) throws -> Bool {
    for _ in 0..<milliseconds / 10 {
      if try isOver() { return true }
      poll(nil, 0, 10)
    }
    return try end()
  }

  /// Kills it when its journal has grown by so many bytes.
  func kill(afterWriting bytes: Int) throws -> Bool {
    let before = size
    while size < before + bytes {
      if try isOver() { return true }
      poll(nil, 0, 1)
    }
    return try end()
  }

  private var size: Int {
    if case .file(let size) = Files.kind(of: journal) { size } else { 0 }
  }

  private func isOver() throws -> Bool {
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    try cameToItsEnd(status)
    return true
  }

  private func end() throws -> Bool {
    if try isOver() { return true }
    sendKill()
    waitpid(process, nil, 0)
    hasEnded = true
    return false
  }

  /// What runs with a path of this course or class in its words; waits a while for what is about to end.
  static func processes(of room: Classroom) -> [String] {
    var found: [String] = []
    for _ in 0..<500 {
      found = ((try? Files.names(in: "/proc")) ?? []).filter { Int32($0) != nil }.compactMap {
        let words = String(
          decoding: (try? Files.read("/proc/\($0)/cmdline")) ?? [], as: UTF8.self)
        let isOurs = words.contains(room.course.path) || words.contains(room.scratch.path)
        return isOurs ? words : nil
      }
      if found.isEmpty { return [] }
      poll(nil, 0, 10)
    }
    return found
  }
}
