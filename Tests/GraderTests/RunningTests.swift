import Testing

@testable import grader

@Suite struct WatchdogTests {
  @Test func `it waits for the nearer limit`() {
    var watchdog = Watchdog(silence: 5, total: 30, now: 100)
    watchdog.sawWork(at: 100)
    #expect(watchdog.order(at: 101) == .wait(seconds: 4))
  }

  @Test func `silence counts only from the first sign`() {
    let watchdog = Watchdog(silence: 5, total: 30, now: 100)
    #expect(watchdog.order(at: 110) == .wait(seconds: 20))
    #expect(watchdog.order(at: 130) == .endOutOfTime)
  }

  @Test func `a sign of work gives more time, but not for ever`() {
    var watchdog = Watchdog(silence: 5, total: 30, now: 100)
    watchdog.sawWork(at: 104)
    #expect(watchdog.order(at: 106) == .wait(seconds: 3))
    #expect(watchdog.order(at: 109) == .endSilent)
    watchdog.sawWork(at: 129)
    #expect(watchdog.order(at: 130) == .endOutOfTime)
  }

  @Test func `time in which nobody watched does not count`() {
    var watchdog = Watchdog(silence: 5, total: 30, now: 100)
    watchdog.sawWork(at: 104)
    watchdog.leaveOut(seconds: 1000)
    #expect(watchdog.order(at: 1106) == .wait(seconds: 3))
    watchdog.sawWork(at: 1128)
    #expect(watchdog.order(at: 1130) == .endOutOfTime)
  }

  @Test func `without limits it waits for ever`() {
    #expect(Watchdog(silence: nil, total: nil, now: 0).order(at: 1e9) == .wait(seconds: .infinity))
  }
}

@Suite struct BufferTests {
  private func lines(_ pieces: [String], longest: Int = 100) -> [String] {
    var buffer = LineBuffer(longest: longest)
    var lines: [String] = []
    for piece in pieces {
      buffer.add(Array(piece.utf8)[...]) {
        lines.append("(dropped)")
      } each: {
        lines.append(String(decoding: $0, as: UTF8.self))
      }
    }
    return lines
  }

  @Test func `lines are put together from pieces`() {
    #expect(lines(["a", "b\nc\n", "d", "\n", "e"]) == ["ab", "c", "d"])
  }

  @Test func `a line without end is dropped, which is told, and the next is read`() {
    #expect(lines(["12345", "67890", "1\nok\n"], longest: 8) == ["(dropped)", "ok"])
  }

  @Test func `a flood keeps its beginning and its end`() {
    var text = BoundedText(limit: 100)
    for number in 0..<10_000 { text.add(Array("\(number) ".utf8)[...]) }
    #expect(text.text.hasPrefix("0 1 2 "))
    #expect(text.text.hasSuffix("9998 9999 "))
    #expect(text.text.utf8.count < 300)
    #expect(text.text.contains(" B …]"))
  }
}

@Suite struct CrashReportTests {
  private func report(_ errors: String, _ ending: Ending = .killed(signal: 4)) -> String {
    CrashReport.words(Remains(ending: ending, output: "", errors: errors, seconds: 0)).english
  }

  @Test func `the last words are shown, not the talk of the library or the stack`() {
    let errors = """
      ◇ Test run started.
      ↳ Testing Library Version: 6.3.1
      Exercises/01-Queue.swift:12: Fatal error: empty
      Current stack trace:
      0    libswiftCore.so 0x00
      """
    #expect(report(errors) == "Exercises/01-Queue.swift:12: Fatal error: empty")
  }

  @Test func `a silent end is put into words`() {
    #expect(report("").contains("overflow"))
    #expect(report("", .exited(0)).contains("exit code 0"))
    #expect(report("", .killed(signal: 11)).contains("recursion"))
  }

  @Test func `a flood of last words is bounded`() {
    let flood = String(repeating: String(repeating: "x", count: 10_000) + "\n", count: 100)
    #expect(report(flood).count < 6000)
  }
}

@Suite struct CatalogueTests {
  private func catalogue(_ seconds: [Double]) -> Catalogue {
    Catalogue(
      entries: seconds.enumerated().map { Catalogue.Entry(id: "\($0.offset)", seconds: $0.element) }
    )
  }

  @Test func `parts take about the same time, and hold every test once`() {
    let parts = catalogue([0.4, 0.1, 0.1, 0.1, 0.1]).parts(atMost: 2)
    #expect(parts.map { $0.sorted() } == [["0"], ["1", "2", "3", "4"]])
  }

  @Test func `a short suite stays together`() {
    #expect(catalogue([0.01, 0.02]).parts(atMost: 4).count == 1)
  }

  @Test func `it is kept as it is`() {
    let catalogue = catalogue([0.5, 1])
    #expect(Catalogue(catalogue.json) == catalogue)
  }

  @Test func `a filter picks exactly what it names`() {
    let options = TestFilter.options(["T.S/`a (b) c?`()/F.swift:1:2"], isControlled: false)
    #expect(options == ["--filter", #"^(T\.S/`a \(b\) c\?`\(\)/F\.swift:1:2)$"#])
    #expect(TestFilter.options(nil, isControlled: true).isEmpty)
  }
}
