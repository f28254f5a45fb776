import Instruments
import Vocabulary

/// Some consumers and their weights.
struct WeightedTeam {
  let weights: [ConsumerID: Int]
  var total: Int { weights.values.reduce(0, +) }

  init(_ consumers: [ConsumerID], heaviest: Int, in world: World) {
    weights = consumers.reduce(into: [:]) { $0[$1] = world.random(in: 1...heaviest) }
  }

  /// All of them, in any order, perhaps one of them twice, and one more who is not eligible.
  func list(in world: World) -> [Candidate] {
    let everybody = weights.keys.sorted { $0.name < $1.name }
    let absent = Candidate(id: "zoe", status: world.pick([.failed, .stopped]))
    let twice = world.chance(30) ? everybody.prefix(1) : []
    return world.inAnyOrder(candidates(everybody + twice, in: world) + [absent])
  }

  /// How many picks more than its share somebody has got.
  func lead(of consumer: ConsumerID, in counts: [ConsumerID: Int], after picks: Int) -> Double {
    Double(counts[consumer] ?? 0)
      - Double(picks * (weights[consumer] ?? 1)) / Double(total)
  }
}
