/// Makes the patterns by which traps are known, and checks those that the course has.
struct PatternCheck: Sendable {
  let folder: CourseFolder
  let fast: FastTrials

  /// In how many runs a feature must show to belong to a pattern.
  static let runs = 3
  /// How much of a pattern may be otherwise: when threads race, or chance plays, runs differ.
  private static let most = 0.2
  /// After so many runs that disagree with a pattern it is not chance any more.
  private static let looks = 10

  /// What all runs of each trap of a lesson have in common.
  static func patterns(_ lesson: Lesson, _ runs: [[Trial]]) -> Patterns {
    var patterns = Patterns()
    for (index, trials) in runs.enumerated() {
      for trial in trials where trial.variant.lesson == lesson {
        let features = Symptoms(trial.fast).features
        switch trial.variant.kind {
        case .trap(let trap):
          patterns.traps[trap.name] =
            index == 0 ? features : patterns.traps[trap.name]?.intersection(features)
        case .starter:
          patterns.starter = index == 0 ? features : patterns.starter.intersection(features)
        case .reference, .alternative: break
        }
      }
    }
    return patterns
  }

  /// Where the patterns of the course differ from what the trials show. What looks otherwise is run
  /// again: it may only be unsteady.
  func complaints(_ lessons: [Lesson], _ trials: [Trial]) async throws -> [String] {
    var complaints: [String] = []
    for lesson in lessons where trials.contains(where: { $0.isTrap(of: lesson) }) {
      guard let known = Patterns.load(lesson, in: folder) else {
        complaints.append("\(lesson.patterns) is missing or damaged. \(Self.next)")
        continue
      }
      let now = Self.patterns(lesson, [trials])
      for name in Set(known.traps.keys).union(now.traps.keys).sorted() {
        guard let pattern = known.traps[name], let features = now.traps[name] else {
          let what = known.traps[name] == nil ? "lacks the trap" : "has a trap that is gone,"
          complaints.append("\(lesson.patterns) \(what) \(name). \(Self.next)")
          continue
        }
        guard let trial = trials.first(where: { $0.isTrap(name, of: lesson) }) else { continue }
        var runs = [features]
        while !Self.agree(pattern, runs), runs.count < Self.looks {
          runs.append(Symptoms(try await fast.judge(trial.variant)).features)
        }
        if Self.agree(pattern, runs) { continue }
        complaints.append("\(lesson.patterns): \(name) shows other features now. \(Self.next)")
      }
    }
    return complaints
  }

  private static let next = "Make it anew with: grader verify --write-patterns"

  /// Whether a pattern is that of some runs, but for a little: what no run shows any more, and what
  /// all of them show and the pattern does not, counts against it. One may always be off.
  static func agree(_ pattern: Set<Feature>, _ runs: [Set<Feature>]) -> Bool {
    let some = runs.reduce(Set()) { $0.union($1) }
    let all = runs.dropFirst().reduce(runs.first ?? []) { $0.intersection($1) }
    let others = pattern.subtracting(some).count + all.subtracting(pattern).count
    return Double(others) <= max(1, most * Double(pattern.count))
  }
}

extension Trial {
  /// Whether it is a trap of a lesson, and the one of that name.
  func isTrap(_ name: String? = nil, of lesson: Lesson) -> Bool {
    guard case .trap(let trap) = variant.kind, variant.lesson == lesson else { return false }
    return name == nil || trap.name == name
  }
}
