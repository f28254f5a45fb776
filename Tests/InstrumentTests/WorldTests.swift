import Testing

@testable import Instruments

@Suite struct WorldTests {
  @Test func `chance belongs to the seed`() {
    func draws(_ seed: UInt64) -> [Int] {
      let world = World(seed: seed, size: 1)
      return (1...20).map { _ in world.random(in: 1...1_000) }
    }
    #expect(draws(7) == draws(7))
    #expect(draws(7) != draws(8))
  }

  @Test func `chance keeps its bounds, and reaches them`() {
    let world = World(seed: 1, size: 1)
    #expect(Set((1...500).map { _ in world.random(in: -1...2) }) == [-1, 0, 1, 2])
    #expect(Set((1...500).map { _ in world.pick(["a", "b", "c"]) }) == ["a", "b", "c"])
    #expect((1...200).allSatisfy { _ in world.chance(100) && !world.chance(0) })
    let hits = (1...10_000).count { _ in world.chance(30) }
    #expect((2_700...3_300).contains(hits))
  }

  @Test func `a law that holds lets the body go on`() throws {
    let world = World(seed: 1, size: 1)
    try world.expect(true, "This holds.")
    try world.expectEqual([1, 2], [1, 2], "So does this.")
    #expect(world.broken == nil)
  }

  @Test func `the first broken law counts, and ends the body at its next step`() throws {
    let world = World(seed: 1, size: 1)
    let first = BrokenLaw(law: "One and one is two. Expected 2, saw 3.")
    #expect(throws: first) { try world.expectEqual(3, 2, "One and one is two.") }
    #expect(throws: first) { try world.expect(true, "This holds.") }
    #expect(throws: first) { try world.expect(false, "This does not.") }
    #expect(world.breakLaw("Nor does this.") == first)
    #expect(world.broken == first)
  }

  @Test(
    arguments: [
      (1, nil, "Expected nothing, saw 1."), (nil, 2, "Expected 2, saw nothing."),
    ] as [(Int?, Int?, String)])
  func `what is missing is called nothing`(_ seen: Int?, _ wanted: Int?, _ words: String) {
    let world = World(seed: 1, size: 1)
    #expect(throws: BrokenLaw(law: "There is one. " + words)) {
      try world.expectEqual(seen, wanted, "There is one.")
    }
  }

  @Test func `the story ends where a law is broken`() {
    let world = World(seed: 1, size: 1)
    world.tell("anna", "comes")
    world.breakLaw("Nobody comes.")
    world.tell("anna", "goes")
    world.tell("ben", waitsFor: "anna")
    #expect(world.story.lines(limit: .max) == ["0 s  anna  comes"])
  }

  @Test func `after its end a world takes note of nothing`() {
    let world = World(seed: 1, size: 1)
    world.closeBook()
    world.tell("anna", "comes")
    world.breakLaw("Nobody comes.")
    #expect(world.story.lines(limit: .max) == [])
    #expect(world.broken == nil)
  }
}
