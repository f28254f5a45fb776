import Synchronization
import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct HintMemoryTests {
  private let scratch: Scratch
  private var store: HintStore { HintStore(folder: scratch.folder) }
  private static let file = ".day56/hints.json"

  init() throws { scratch = try Scratch() }

  private func see(_ lesson: String, _ group: String) -> (seen: Int, warnings: [String]) {
    let warnings = Mutex<[String]>([])
    let seen = store.update { words in
      warnings.withLock { $0.append(words.english) }
    } _: { memory in
      memory[lesson].hints[group, default: 0] += 1
      return memory[lesson].hints[group] ?? 0
    }
    return (seen, warnings.withLock { $0 })
  }

  private func load() -> (HintMemory, [String]) {
    let warnings = Mutex<[String]>([])
    let memory = store.load { words in warnings.withLock { $0.append(words.english) } }
    return (memory, warnings.withLock { $0 })
  }

  @Test func `what was seen is remembered, each group by itself`() {
    #expect(see("01-Queue", "01-A") == (1, []))
    #expect(see("01-Queue", "01-A") == (2, []))
    #expect(see("02-Next", "01-A") == (1, []))
    #expect(load().0["01-Queue"].hints["01-A"] == 2)
    #expect(load().0["03-None"] == HintMemory.Seen())
  }

  @Test func `what is written can be read`() throws {
    var memory = HintMemory()
    memory["01-Queue"] = HintMemory.Seen(hints: ["01-A": 2], diagnoses: ["newest-first"])
    #expect(try HintMemory.decode(Array(memory.json.page.utf8)) == memory)
  }

  @Test(arguments: [
    "", "{", "[]", "{\"version\": 1}", "\u{0}",
    "{\"version\":1,\"lessons\":{\"x\":{\"hints\":{\"y\":-1},\"diagnoses\":[]}}}",
    "{\"version\":1,\"lessons\":{\"x\":{\"hints\":{\"y\":1},\"diagnoses\":[2]}}}",
    "{\"version\":1,\"lessons\":{\"x\":3}}",
  ])
  func `a damaged file is set aside, and nothing of it is lost`(content: String) throws {
    try scratch.write(content, to: Self.file)
    let (seen, warnings) = see("01-Queue", "01-A")
    #expect(seen == 1)
    #expect(warnings.count == 1)
    let kept = try Files.names(in: scratch.path.adding(".day56")).filter {
      $0.hasPrefix("hints.damaged-")
    }
    #expect(try kept.map { try scratch.read(".day56/\($0)") } == [content])
    #expect(load().0["01-Queue"].hints["01-A"] == 1)
  }

  @Test func `the file of a later grader is neither read nor changed`() throws {
    let content = #"{"version": 99, "lessons": {}}"#
    try scratch.write(content, to: Self.file)
    #expect(see("01-Queue", "01-A").warnings.count == 1)
    #expect(try scratch.read(Self.file) == content)
  }

  @Test func `a file that may not be written costs no hint, only a warning`() throws {
    _ = see("01-Queue", "01-A")
    chmod(scratch.path.adding(Self.file), 0o444)
    let (seen, warnings) = see("01-Queue", "01-A")
    #expect(seen == 2)
    #expect(warnings.first?.contains("come again") == true)
    #expect(load().0["01-Queue"].hints["01-A"] == 1)
  }

  @Test func `a place that cannot be written costs no hint, only a warning`() throws {
    try scratch.write("in the way", to: ".day56")
    #expect(see("01-Queue", "01-A").warnings.count == 1)
    #expect(try scratch.read(".day56") == "in the way")
  }

  @Test func `many graders at once lose nothing`() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { _ = await OwnThread.run { self.see("01-Queue", "01-A") } }
      }
    }
    #expect(load().0["01-Queue"].hints["01-A"] == 20)
  }
}
