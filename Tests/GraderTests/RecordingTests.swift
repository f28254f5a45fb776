import Synchronization
import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct RecordingTests {
  private let scratch: Scratch
  private var store: ProgressStore { ProgressStore(folder: scratch.folder) }
  private static let file = CourseFolder.progress

  init() throws { scratch = try Scratch() }

  private func standing(_ points: Int) -> Standing {
    Standing(
      submission: "s", suite: "t", verdict: .fails, points: points, date: "2026-11-21T10:00:00Z",
      tests: [Standing.Test(name: "one", outcome: .passed)])
  }

  private func load() -> (Progress, [String]) {
    let warnings = Mutex<[String]>([])
    let progress = store.load { warning in warnings.withLock { $0.append(warning.english) } }
    return (progress, warnings.withLock { $0 })
  }

  private func add(_ standings: [String: Standing]) -> [String] {
    let warnings = Mutex<[String]>([])
    store.add(standings) { warning in warnings.withLock { $0.append(warning.english) } }
    return warnings.withLock { $0 }
  }

  @Test func `what is kept comes back`() {
    #expect(add(["01-Queue": standing(3)]).isEmpty)
    #expect(add(["02-Next": standing(5)]).isEmpty)
    let (progress, warnings) = load()
    #expect(progress.standings == ["01-Queue": standing(3), "02-Next": standing(5)])
    #expect(warnings.isEmpty)
  }

  @Test func `without a file there is no progress, and no complaint`() {
    #expect(load() == (Progress(), []))
  }

  @Test(arguments: [
    "", "{", "[]", "{\"version\": 1}", "\u{0}\u{0}", "{\"version\":1,\"lessons\":{\"x\":{}}}",
  ])
  func `a damaged file is set aside, and nothing of it is lost`(content: String) throws {
    try scratch.write(content, to: Self.file)
    let (progress, warnings) = load()
    #expect(progress == Progress())
    #expect(warnings.count == 1)
    #expect(!Files.exists(scratch.path.adding(Self.file)))
    let kept = try Files.names(in: scratch.path.adding(".day56")).filter {
      $0.hasPrefix("progress.damaged-")
    }
    #expect(try kept.map { try scratch.read(".day56/\($0)") } == [content])
  }

  @Test func `the file of a later grader is neither read nor changed`() throws {
    let content = #"{"version": 99, "lessons": {}}"#
    try scratch.write(content, to: Self.file)
    #expect(load().1.count == 1)
    #expect(add(["01-Queue": standing(1)]).count == 1)
    #expect(try scratch.read(Self.file) == content)
  }

  @Test func `a file that may not be written is left alone, with a warning`() throws {
    #expect(add(["01-Queue": standing(1)]).isEmpty)
    chmod(scratch.path.adding(Self.file), 0o444)
    let warnings = add(["01-Queue": standing(2)])
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("not kept") == true)
    #expect(load().0.standings["01-Queue"]?.points == 1)
  }

  @Test func `a place that cannot be written costs a warning and nothing else`() throws {
    try scratch.write("in the way", to: ".day56")
    #expect(add(["01-Queue": standing(1)]).count == 1)
    #expect(try scratch.read(".day56") == "in the way")
  }

  @Test func `writing leaves no draft behind`() throws {
    #expect(add(["01-Queue": standing(1)]).isEmpty)
    #expect(
      try Files.names(in: scratch.path.adding(".day56"))
        == ["history.jsonl", "lock", "progress.json"])
  }

  @Test func `many graders at once lose nothing`() async throws {
    await withTaskGroup(of: Void.self) { group in
      for number in 10..<30 {
        group.addTask {
          _ = await OwnThread.run { self.store.add(["\(number)-X": standing(number)]) { _ in } }
        }
      }
    }
    #expect(load().0.standings.count == 20)
  }
}
