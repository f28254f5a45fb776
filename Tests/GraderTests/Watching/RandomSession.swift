import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Does at random what people do beside a watch, and sees to it that the watch keeps up.
final class RandomSession {
  private let scratch: Scratch
  private let lesson: Lesson
  private var watch: WatchedTerminal
  private var edits: RandomEdits
  private var random: SplitMix64
  /// How often each thing was done.
  private(set) var counts: [String: Int] = [:]
  /// What was done last, or is being done.
  private(set) var last = ""

  init(_ scratch: Scratch, seed: UInt64) throws {
    self.scratch = scratch
    lesson = try CourseDecoder.load(scratch.folder).lesson(called: RandomEdits.lesson)
    random = SplitMix64(seed: seed)
    edits = try RandomEdits(scratch)
    watch = try WatchedTerminal(scratch, [RandomEdits.lesson])
    // There must be something that can be checked.
    try save()
  }

  func act() throws {
    watch.read()
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<50:
      try save()
      if Bool.random(using: &random) { try check() }
    case 50..<77:
      let keys = ["l", "?", "a", "nn", "21", "\u{1B}[B", " ", "\u{1B}", "x"]
      watch.type(keys.randomElement(using: &random) ?? "")
      count("pressed a key")
    case 77..<83:
      watch.terminal.resize(
        rows: .random(in: 3...50, using: &random), columns: .random(in: 10...150, using: &random))
      count("resized")
    case 83..<86:
      watch.send(SIGSTOP)
      watch.waitUntilStopped()
      try save()
      watch.send(SIGCONT)
      count("stopped and continued")
      try check()
    case 86..<91: try end(by: [SIGINT, SIGTERM, SIGHUP].randomElement(using: &random) ?? SIGINT)
    case 91..<94:
      // Before the watch has begun, Swift's own handler takes such a signal, and lets it pass if it
      // came from outside.
      try check()
      try end(by: [SIGSEGV, SIGABRT, SIGTRAP].randomElement(using: &random) ?? SIGSEGV)
    case 94..<97: try end(by: SIGKILL)
    default: try quit()
    }
  }

  /// Whether the watch, left alone, shows and keeps the verdict on what was saved last.
  func check() throws {
    watch.terminal.resize(rows: 40, columns: 110)
    let source = try Source.read(lesson, in: scratch.folder)
    var standing: Standing?
    var silences = 0
    while true {
      standing = try progress().standings[lesson.name]
      let page = watch.page
      if standing?.submission == source.digest, standing?.verdict == edits.verdict,
        page.contains("01 \(edits.verdict.words.english)"), page.contains(edits.mark)
      {
        count("checked")
        return
      }
      // Whatever lies on top of the report is put away.
      if !watch.read(within: 200) {
        watch.type("\u{1B}")
        silences += 1
      }
      try #require(
        silences < 600,
        "“\(edits.mark)” (\(edits.verdict)) never came, but:\n\(page)")
    }
  }

  private func save() throws {
    let way = try edits.save(using: &random) { watch.read(within: 30) }
    count("saved \(way)")
  }

  private func end(by signal: Int32) throws {
    last = "to be ended by signal \(signal)"
    watch.send(signal)
    #expect(try watch.end() != 0)
    // Nobody can do anything after that one; whoever it happens to is told of `stty sane`.
    if signal != SIGKILL { #expect(watch.isRestored, "after signal \(signal)") }
    count("ended by signal \(signal)")
    try startAgain()
  }

  private func quit() throws {
    last = "to quit"
    watch.type("q")
    #expect(try watch.end() == 0)
    #expect(watch.isRestored, "after q")
    count("quit")
    try startAgain()
  }

  private func startAgain() throws {
    _ = try progress()
    watch = try WatchedTerminal(scratch, [RandomEdits.lesson])
  }

  /// What is on the disk, which must never be damaged, whoever was killed when.
  private func progress() throws -> Progress {
    let names = (try? Files.names(in: scratch.path.adding(".day56"))) ?? []
    #expect(!names.contains { $0.contains("damaged") })
    guard Files.exists(scratch.path.adding(CourseFolder.progress)) else { return Progress() }
    return try Progress.decode(try Files.read(scratch.path.adding(CourseFolder.progress)))
  }

  private func count(_ action: String) {
    last = action
    counts[action, default: 0] += 1
  }
}
