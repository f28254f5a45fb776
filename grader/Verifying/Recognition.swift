/// How well diagnosis knows the traps again when they are fed back as submissions, in a run other
/// than those that its patterns come from.
struct Recognition {
  /// The traps that are not the nearest to themselves, with those that are.
  private(set) var mistaken: [String] = []
  private(set) var traps = 0
  /// The traps that no diagnosis is offered for.
  private(set) var unnamed = 0
  /// What is no trap and is taken for one.
  private(set) var falseAlarms: [String] = []

  /// The share of traps that must be named first.
  static let goal = 0.9

  init(_ trials: [Trial], in folder: CourseFolder) {
    var known: [String: Likeness] = [:]
    for trial in trials {
      let lesson = trial.variant.lesson
      if known[lesson.name] == nil {
        known[lesson.name] = Patterns.load(lesson, in: folder).map(Likeness.init)
      }
      guard let likeness = known[lesson.name] else { continue }
      let features = Symptoms(trial.fast).features
      let match = likeness.nearest(to: features)
      guard case .trap(let trap) = trial.variant.kind else {
        if let match { falseAlarms.append("\(trial.variant.label) is taken for \(match.trap).") }
        continue
      }
      traps += 1
      let first = likeness.matches(features).first?.trap
      if match == nil { unnamed += 1 }
      if first != trap.name { mistaken.append("\(trap.file) looks like \(first ?? "nothing")") }
    }
  }

  var complaints: [String] {
    let share = traps == 0 ? 1 : Double(traps - mistaken.count) / Double(traps)
    return falseAlarms + (share < Self.goal ? mistaken : [])
  }

  var text: String {
    let lines =
      ["\(traps - mistaken.count) of \("trap".counted(traps)) named first, \(unnamed) not named"]
      + mistaken
    return lines.joined(separator: "\n  ")
  }
}
