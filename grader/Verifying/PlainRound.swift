/// Trials whose variants can be built together for `swift test`, each of another lesson.
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
      && trials.allSatisfy { $0.variant.lesson != newcomer.variant.lesson }
  }

  /// The variants as they are in this round: one that is built on other lessons has theirs as its parts.
  var variants: [Variant] {
    let variants = trials.map(\.variant)
    return variants.map { $0.built(on: variants) }
  }

  /// Whether a variant is built on others of this round, so that how it was judged without them
  /// does not count.
  func isMixed(_ variant: Variant) -> Bool {
    trials.contains { variant.lesson.builtOn.contains($0.variant.lesson) }
  }
}
