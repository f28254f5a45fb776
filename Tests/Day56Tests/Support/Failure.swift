import Testing

/// Why a run has failed, told for people.
struct Failure: Sendable {
  let seed: UInt64
  let law: String
  let story: Story
  /// The line to look at, if there is a better one than that of `explore`.
  let place: SourceLocation?

  /// Nil if the run did not fail.
  init?(of run: Run, in world: World) {
    guard let law = Self.law(of: run, in: world) else { return nil }
    seed = world.seed
    self.law = law
    story = world.story
    place = world.brokenAt
  }

  private static func law(of run: Run, in world: World) -> String? {
    if let broken = world.broken { return broken.law }
    switch run.outcome {
    case .returned: return nil
    case .threw(let error): return "No error is thrown here, but one was: \(error)."
    case .deadlock:
      let waiting = world.story.waiting
      let who = waiting.isEmpty ? "" : " Still waiting: \(waiting.joined(separator: "; "))."
      return "Deadlock: nobody can go on, and no sleep on the given clock will end it.\(who)"
    case .endless:
      return "No end in sight after \(run.steps) steps: something polls or spins."
    }
  }

  /// The law, then a line on the seed, then the story: all of it, or only its end.
  func text(inFull: Bool) -> String {
    let head = [
      law, "seed \(seed) shows it; to see it again: DAY56_SEED=\(seed), or --seed \(seed)",
    ]
    return (head + story.lines(limit: inFull ? .max : 16).map { "  \($0)" })
      .joined(separator: "\n")
  }
}
