import Exercises
import Testing
import Vocabulary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct CounterTests {
  @Test func `a new one is at zero`() {
    #expect(Counter().value == 0)
  }

  @Test func `it counts each step`() {
    var counter = Counter()
    counter.count(Step(1))
    counter.count(Step(1))
    #expect(counter.value == 2, "seed 7 shows nothing here")
  }

  @Test(arguments: [2, 3, 5])
  func `it counts by any step`(size: Int) {
    var counter = Counter()
    counter.count(Step(size))
    record(size, isRight: counter.value == size)
    if counter.value != size {
      Issue.record("It counts what it is told.\nseed 42 shows it\n  0 s  counted \(size)")
    }
  }

  @Test func `it can be reset`() {
    var counter = Counter()
    counter.count(Step(9))
    counter.reset()
    #expect(counter.value == 0)
  }
}

/// Writes a run down as the instruments do, if that is asked for.
private func record(_ size: Int, isRight: Bool) {
  guard let channel = getenv("DAY56_EVENTS").flatMap({ Int32(String(cString: $0)) }) else { return }
  let seed = getenv("DAY56_SEED").map { String(cString: $0) } ?? "0"
  let law = isRight ? "" : #","text":"It counts what it is told.""#
  let lines = """
    {"kind":"begin","seed":"\(seed)"}
    {"kind":"told","time":0,"task":"1","lane":"counter","text":"counts by \(size)"}
    {"kind":"end","time":0\(law)}

    """
  _ = lines.withCString { write(channel, $0, strlen($0)) }
}
