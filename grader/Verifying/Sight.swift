/// What must be the same whenever and wherever the same sources are judged.
struct Sight: Equatable {
  let outcome: String
  /// The schedules that failed.
  var seeds: [UInt64] = []

  var text: String {
    let seeds = seeds.map(String.init).joined(separator: ", ")
    return seeds.isEmpty ? outcome : "\(outcome) under seed \(seeds)"
  }
}

extension Judgement {
  /// - Parameter name: a test's; nil for whether there is anything to test.
  func sight(of name: String?) -> Sight {
    guard let name else { return Sight(outcome: verdict.rawValue) }
    guard let test = tests.first(where: { $0.name == name }) else {
      return Sight(outcome: Outcome.noVerdict.rawValue)
    }
    return Sight(outcome: test.outcome.rawValue, seeds: test.findings.compactMap(\.seed))
  }
}
