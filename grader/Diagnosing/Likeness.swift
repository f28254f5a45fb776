#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How like a submission is to each trap of its lesson. What few traps show tells more than what
/// many do.
struct Likeness: Sendable {
  let patterns: Patterns
  /// The information in each feature: the logarithm of how few show it.
  private let weights: [Feature: Double]
  private let rarest: Double

  /// A submission like none of the traps has been seen to be as near as this at most, twins aside.
  static let near = 0.4
  /// What is to be explained by the starter's features alone is unfinished, rather than wrong.
  static let mostlyStarter = 0.5

  /// What counts against a likeness, compared with what they share: what only the submission shows,
  /// since there may be another mistake in it, and what only the trap shows.
  private static let extra = 0.4
  private static let missing = 0.6

  init(_ patterns: Patterns) {
    self.patterns = patterns
    let all = Array(patterns.traps.values) + [patterns.starter]
    var counts: [Feature: Int] = [:]
    for feature in all.joined() { counts[feature, default: 0] += 1 }
    let total = Double(all.count)
    rarest = log(total + 1)
    weights = counts.reduce(into: [:]) { weights, entry in
      weights[entry.key] = entry.key.kind.weight * log((total + 1) / Double(entry.value))
    }
  }

  func weight(_ feature: Feature) -> Double {
    weights[feature] ?? feature.kind.weight * rarest
  }

  private func weight(_ features: Set<Feature>) -> Double {
    // In a fixed order: sums of numbers depend on theirs.
    features.sorted().reduce(0) { $0 + weight($1) }
  }

  struct Match: Equatable, Sendable {
    let trap: String
    /// From 0, nothing in common, to 1, the same.
    let likeness: Double
  }

  /// All traps, the nearest first.
  func matches(_ features: Set<Feature>) -> [Match] {
    patterns.traps.map { Match(trap: $0.key, likeness: likeness(features, $0.value)) }
      .sorted { ($1.likeness, $0.trap) < ($0.likeness, $1.trap) }
  }

  /// The nearest trap, if it is near enough and the submission is not merely unfinished.
  func nearest(to features: Set<Feature>) -> Match? {
    guard !isUnfinished(features), let best = matches(features).first, best.likeness >= Self.near
    else { return nil }
    return best
  }

  private func likeness(_ one: Set<Feature>, _ trap: Set<Feature>) -> Double {
    let common = weight(one.intersection(trap))
    guard common > 0 else { return 0 }
    let extra = Self.extra * weight(one.subtracting(trap))
    let missing = Self.missing * weight(trap.subtracting(one))
    return common / (common + extra + missing)
  }

  /// Whether the starter explains most of what there is to be seen.
  private func isUnfinished(_ features: Set<Feature>) -> Bool {
    let all = weight(features)
    return all == 0 || weight(features.intersection(patterns.starter)) / all > Self.mostlyStarter
  }
}
