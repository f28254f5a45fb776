/// Trials whose variants can be built together for `swift test`, and judged one by one: each of another
/// lesson, none of which is built on another of them.
struct PlainRound: Sendable {
  private(set) var trials: [Trial] = []

  /// As few rounds as it takes when every trial goes into the first that has room for it.
  static func rounds(of trials: [Trial]) -> [PlainRound] {
    var rounds: [PlainRound] = []
    for trial in trials {
      if let index = rounds.firstIndex(where: { $0.hasRoom(for: trial) }) {
        rounds[index].trials.append(trial)
      } else {
        rounds.append(PlainRound(trials: [trial]))
      }
    }
    return rounds
  }

  /// What does not compile would spoil the round for the others.
  private func hasRoom(for newcomer: Trial) -> Bool {
    ([newcomer] + trials).allSatisfy { $0.fast.verdict != .doesNotCompile }
      && trials.allSatisfy { trial in
        let (one, other) = (trial.variant.lesson, newcomer.variant.lesson)
        return one != other && !one.builtOn.contains(other) && !other.builtOn.contains(one)
      }
  }
}
