import Exercises
import Instruments
import Vocabulary

/// A list of candidates that changes from pick to pick, in one of the ways in which lists do.
struct ChangingList {
  private enum Change: CaseIterable {
    /// Everybody comes and goes by chance.
    case weather
    /// Two lists take turns, as those of two departments that share some of their people.
    case departments
    /// One is sometimes well and sometimes not.
    case invalid
  }

  private let everybody: [ConsumerID]
  private let world: World
  private let change: Change
  private let departments: [[ConsumerID]]

  init(of everybody: [ConsumerID], in world: World) {
    self.everybody = everybody
    self.world = world
    change = world.pick(Change.allCases)
    let half = everybody.count / 2
    let shared = world.chance(50) ? 1 : 0
    departments = [
      Array(everybody.prefix(half + shared)), Array(everybody.suffix(everybody.count - half)),
    ]
  }

  /// The list at the pick with that number, in any order, and perhaps with somebody on it twice.
  func next(_ number: Int) -> [Candidate] {
    let list =
      switch change {
      case .weather: candidates(everybody.filter { _ in world.chance(60) }, in: world)
      case .departments: candidates(departments[number % 2], in: world)
      case .invalid:
        candidates(Array(everybody.dropFirst()), in: world)
          + [Candidate(id: everybody[0], status: world.pick([.idle, .failed]))]
      }
    let eligible = list.filter(\.isEligible)
    return eligible.isEmpty ? [] : world.inAnyOrder(list + eligible.prefix(1))
  }
}
