import Testing

@testable import grader

/// A source that no rule would let in, and that wants to pass without counting.
struct HostileSource: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  var testDescription: String { name }

  /// A counter that is wrong, unless `isRight`, and does something else.
  init(
    _ name: String, isRight: Bool = false, above: String = "", atFirst: String = "",
    atReset: String = ""
  ) {
    self.name = name
    text = """
      import Vocabulary

      #if canImport(Darwin)
        import Darwin
      #else
        import Glibc
      #endif

      \(above)

      public struct Counter {
        public private(set) var value: Int = \(isRight ? 0 : -1)

        public init() {
          \(atFirst)
        }

        public mutating func count(_ step: Step) { value += \(isRight ? "step.size" : "0") }

        public mutating func reset() {
          \(atReset)
          value = \(isRight ? 0 : 7)
        }
      }
      """
  }

  static let all: [HostileSource] = [
    HostileSource("leaves with success at once", atFirst: "exit(0)"),
    HostileSource("leaves with failure at once", atFirst: "exit(1)"),
    HostileSource("leaves at its last test", isRight: true, atReset: "exit(1)"),
    HostileSource("turns the end into success", isRight: true, atFirst: "atexit { _exit(0) }"),
    HostileSource("turns the end into failure", atFirst: "atexit { _exit(1) }"),
    HostileSource("ends its group", isRight: true, atReset: "kill(0, SIGKILL)"),
    HostileSource("closes the report at once", isRight: true, atFirst: closing),
    HostileSource("closes the report in the end", isRight: true, atReset: closing),
    HostileSource(
      "sends the report to nowhere", isRight: true,
      atFirst:
        #"for number: Int32 in 3..<64 { unsafe dup2(open("/dev/null", O_WRONLY), number) }"#),
    HostileSource(
      "writes nonsense into the report", isRight: true,
      atReset: #"unsafe write(3, "nonsense\n", 9)"#
    ),
    HostileSource(
      "tells its own test's end", isRight: true,
      atReset:
        #"let line = "{\"kind\":\"event\",\"payload\":{\"kind\":\"runEnded\"}}\n"; unsafe write(3, line, line.utf8.count)"#
    ),
    HostileSource(
      "calls the task off", atFirst: "unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }"),
    HostileSource(
      "goes by a name of its own",
      above: #"@_silgen_name("exit") func leave(_ code: Int32) -> Never"#,
      atFirst: "leave(0)"),
    HostileSource(
      "is deaf to the control's word",
      above: """
        @_silgen_name("getenv") public func deaf(_: UnsafePointer<CChar>?) -> UnsafePointer<CChar>? {
          nil
        }
        """),
    HostileSource("filters its failures", above: filter),
  ]

  /// Testing opens the report anew, under another number.
  private static let closing = "for number: Int32 in 3..<64 { close(number) }"

  /// Lets all of the report through but failures other than the control's.
  private static let filter = """
    @_silgen_name("fwrite") public func filtered(
      _ bytes: UnsafeRawPointer, _ size: Int, _ count: Int, _ file: UnsafeMutablePointer<FILE>
    ) -> Int {
      let text = unsafe String(
        decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
      if text.contains("issueRecorded"), !text.contains("ontrol()") { return count }
      unsafe write(fileno(file), bytes, size * count)
      return count
    }
    """
}

extension HostileSource {
  /// Has functions that always say yes instead of Testing's.
  static func replacing(_ symbols: [String]) -> HostileSource {
    let functions = symbols.enumerated().map { number, symbol in
      """
      @_silgen_name("\(symbol)") public func yes\(number)() -> Result<Void, any Error> {
        .success(())
      }
      """
    }
    return HostileSource("replaces checks", above: functions.joined(separator: "\n"))
  }

  /// Tells the end of each test in order, green, and breaks off: so far all is as it should be.
  static func storyteller(_ ids: [String], _ names: [String]) -> HostileSource {
    let lines = EventStream(ids, names).lines
    let isFirstEnd = { (line: String) in line.contains("testEnded") && line.contains(ids[0]) }
    let isLastEnd = { (line: String) in
      line.contains("testEnded") && line.contains(ids[ids.count - 1])
    }
    let story = lines.firstIndex(where: isFirstEnd).flatMap { start in
      lines.firstIndex(where: isLastEnd).map { lines[start...$0].joined(separator: "\n") }
    }
    return HostileSource(
      "tells how it goes on", above: "let story = #\"\"\"\n\(story ?? "")\n\n\"\"\"#",
      atFirst: "unsafe write(3, story, story.utf8.count)\nunsafe abort()")
  }

  /// Writes a complete report by itself, all green, and leaves.
  ///
  /// - Parameter knowsTheWord: whether it thought of the control.
  static func forger(_ ids: [String], _ names: [String], knowsTheWord: Bool) -> HostileSource {
    let stream = EventStream(ids, names).lines.joined(separator: "\n")
    let word =
      knowsTheWord ? #"unsafe String(cString: getenv("DAY56_CONTROL"))"# : #""swordfish""#
    let forge = """
      let word = \(word)
      let parts = forged.split(separator: "swordfish", omittingEmptySubsequences: false)
      let text = parts.joined(separator: word) + "\\n"
      unsafe write(3, text, text.utf8.count)
      _exit(1)
      """
    return HostileSource(
      "forges a report", above: "let forged = #\"\"\"\n\(stream)\n\"\"\"#", atFirst: forge)
  }
}
