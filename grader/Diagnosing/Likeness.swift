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

  /// From here on a submission is taken for a trap.
  static let near = 0.6
  /// The same for one that may only be unfinished.
  static let nearAmongUnfinished = 0.95

  /// What counts against a likeness, compared with what they share: what only the submission shows,
  /// which may be another mistake in it, and what only the trap shows.
  private static let extra = 0.1
  private static let missing = 1.0

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

  /// The nearest trap; nil if it is not near enough.
  ///
  /// - Parameter isUnfinished: whether the submission says so itself.
  func nearest(to features: Set<Feature>, isUnfinished: Bool = false) -> Match? {
    let enough = isUnfinished || isMostlyStarter(features) ? Self.nearAmongUnfinished : Self.near
    return matches(features).first { $0.likeness >= enough }
  }

  private func likeness(_ one: Set<Feature>, _ trap: Set<Feature>) -> Double {
    let common = weight(one.intersection(trap))
    guard common > 0 else { return 0 }
    let extra = Self.extra * weight(one.subtracting(trap))
    let missing = Self.missing * weight(trap.subtracting(one))
    return common / (common + extra + missing)
  }

  /// Whether most messages are word for word those that the starter gets.
  private func isMostlyStarter(_ features: Set<Feature>) -> Bool {
    let messages = features.filter { $0.kind == .message }
    return messages.intersection(patterns.starter).count * 2 > messages.count
  }
}
