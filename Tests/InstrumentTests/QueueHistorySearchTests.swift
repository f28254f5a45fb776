import Instruments
import Testing

@Suite struct QueueHistorySearchTests {
  @Test func `what a working queue did is never accused`() {
    var generator = SplitMix64(seed: 56)
    for _ in 1...150 {
      let operations = [Operation].linearizable(count: 60, using: &generator)
      #expect(operations.history.violation == nil)
    }
  }

  @Test func `two takes that are swapped are noticed in most cases`() {
    var generator = SplitMix64(seed: 57)
    var noticed = 0
    for _ in 1...150 {
      var operations = [Operation].linearizable(count: 60, using: &generator)
      let takes = operations.indices.filter {
        if case .take = operations[$0].kind { true } else { false }
      }
      let (first, last) = (takes[0], takes[takes.count - 1])
      (operations[first].kind, operations[last].kind) = (
        operations[last].kind, operations[first].kind
      )
      if operations.history.violation != nil { noticed += 1 }
    }
    #expect(noticed > 140)
  }

  @Test(
    arguments: [
      [.put(1), .put(2), .take(1), .take(2), .miss],
      [.put(1), .put(2), .take(2), .miss],
      [.put(1), .put(2), .take(2), .take(1)],
      [.put(1), .take(1), .miss, .miss],
      [.put(1), .put(2), .put(3), .take(2), .take(3)],
      [.put(1), .put(2), .put(3), .take(1), .take(2), .miss],
      [.put(1), .take(1), .take(1)],
      [.put(1), .take(2)],
    ] as [[Operation.Kind]])
  func `the verdict is that of trying every order`(_ kinds: [Operation.Kind]) {
    var generator = SplitMix64(seed: 58)
    for _ in 1...250 {
      let operations = [Operation].arbitrary(kinds, using: &generator)
      let violation = operations.history.violation
      #expect((violation == nil) == operations.isLinearizable(), "\(operations)")
    }
  }

  @Test func `trying every order finds both verdicts`() {
    var generator = SplitMix64(seed: 59)
    let kinds: [Operation.Kind] = [.put(1), .put(2), .take(1), .take(2), .miss]
    let verdicts = (1...500).map { _ in
      [Operation].arbitrary(kinds, using: &generator).isLinearizable()
    }
    #expect(Set(verdicts) == [true, false])
  }
}
