import Exercises
import Testing
import Vocabulary

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
