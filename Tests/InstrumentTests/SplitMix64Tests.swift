import Instruments
import Testing

@Suite struct SplitMix64Tests {
  @Test func `its numbers are those of the published generator`() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (1...5).map { _ in generator.next() }
    // Source: the test vector that goes round with Vigna's splitmix64.c.
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test(arguments: [0, 1, .max])
  func `the same seed gives the same numbers, another seed others`(_ seed: UInt64) {
    var (once, again, other) = (
      SplitMix64(seed: seed), SplitMix64(seed: seed), SplitMix64(seed: ~seed)
    )
    for _ in 1...100 {
      let number = once.next()
      #expect(number == again.next())
      #expect(number != other.next())
    }
  }

  @Test func `neighbouring seeds do not shift one sequence`() {
    let firsts = (0..<1_000 as Range<UInt64>).map { seed in
      var generator = SplitMix64(seed: seed)
      return generator.next()
    }
    #expect(Set(firsts).count == firsts.count)
  }
}
