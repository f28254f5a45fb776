/// What was measured of one thing: one figure a round.
struct Series: Sendable {
  let name: String
  var samples: [Double] = []

  var spread: Spread { Spread(of: samples) }

  /// How many times as much as `other`, round by round: what slows the machine down hits both.
  func ratio(to other: Series) -> Spread {
    Spread(of: zip(samples, other.samples).map { $0 / $1 })
  }

  /// The same figures in another unit.
  func scaled(_ convert: (Double) -> Double) -> Spread { Spread(of: samples.map(convert)) }
}

/// The middle of some figures, and how far they go to either side.
struct Spread: Sendable, Encodable {
  let median: Double
  let min: Double
  let max: Double

  /// - Parameter samples: at least one.
  init(of samples: [Double]) {
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    min = sorted[0]
    max = sorted[sorted.count - 1]
  }

  /// Such as `2.41 (2.38–2.56)`.
  func text(decimals: Int) -> String {
    "\(median.rounded(to: decimals)) (\(min.rounded(to: decimals))–\(max.rounded(to: decimals)))"
  }
}

/// Something that can be measured once a round.
struct Lane: Sendable {
  let name: String
  /// Does it once, and returns the figure.
  let measure: @Sendable () async throws -> Double
}

/// Measures lanes in turns, A B A B, after a round that only warms up.
///
/// - Returns: a series for each lane, in their order.
func measureInTurns(
  _ lanes: [Lane], rounds: Int, telling what: String
) async throws -> [Series] {
  var series = lanes.map { Series(name: $0.name) }
  defer { Console.tell("") }
  for round in 0...rounds {
    for (index, lane) in lanes.enumerated() {
      Console.tell("\(what): round \(round) of \(rounds), \(lane.name)")
      let figure = try await lane.measure()
      if round > 0 { series[index].samples.append(figure) }
    }
  }
  return series
}

extension Duration {
  /// The duration as a number of seconds.
  var inSeconds: Double { self / .seconds(1) }
}
