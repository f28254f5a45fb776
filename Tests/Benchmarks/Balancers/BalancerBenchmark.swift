import Solutions
import Vocabulary

/// What a pick costs in each of the reference balancers, and how that grows with the list.
struct BalancerBenchmark {
  let isQuick: Bool

  private static let sizes = [10, 1_000, 10_000]
  private static let names = ["round robin", "weighted", "least connections", "reading the list"]

  func run() async throws -> GroupReport {
    let lanes = try Self.sizes.flatMap(lanes)
    let series = try await measureInTurns(lanes, rounds: isQuick ? 5 : 15, telling: "balancers")
    let count = Self.names.count
    return report(
      Self.sizes.indices.map { Array(series[count * $0..<count * ($0 + 1)]) })
  }

  private func lanes(among size: Int) throws -> [Lane] {
    let list = BalancerLoad.list(of: size)
    let count = max((isQuick ? 20_000 : 100_000) / size, 5)
    let round = RoundRobinBalancer()
    let weighted = try WeightedBalancer(weights: BalancerLoad.weights(for: list))
    let least = LeastConnectionsBalancer()
    let reader = ListReader()
    func lane(
      _ index: Int, _ pick: @escaping @Sendable ([Candidate]) -> ConsumerID?,
      _ release: @escaping @Sendable (ConsumerID) -> Void = { _ in }
    ) -> Lane {
      Lane(name: "\(Self.names[index]), \(told(size))") {
        try BalancerLoad.picks(count, from: list, pick, release)
      }
    }
    return [
      lane(0, round.selectConsumer), lane(1, weighted.selectConsumer),
      lane(2, least.selectConsumer, least.release), lane(3, reader.selectConsumer),
    ]
  }

  /// - Parameter results: for each size a series for each name.
  private func report(_ results: [[Series]]) -> GroupReport {
    var table = Table(
      heading: ["ns a pick"] + Self.sizes.map { "among \(told($0))" }
        + Self.sizes.map { "× reading, \(told($0))" } + ["a candidate, \(told(10_000)) / 1,000"])
    var ratios: [GroupReport.Ratio] = []
    for (index, name) in Self.names.enumerated() {
      let toReading = results.map { $0[index].ratio(to: $0[Self.names.count - 1]) }
      // Ten times as many candidates: 1 is growth in proportion to the list.
      let growth = Spread(
        of: zip(results[2][index].samples, results[1][index].samples).map { $0 / $1 / 10 })
      table.rows.append(
        [name] + results.map { $0[index].spread.text(decimals: 0) }
          + toReading.map { $0.text(decimals: 1) } + [growth.text(decimals: 2)])
      ratios.append(.init(name: "\(name): a candidate among 10,000 / 1,000", spread: growth))
      for (size, ratio) in zip(Self.sizes, toReading) where index < Self.names.count - 1 {
        ratios.append(.init(name: "\(name) / reading the list, \(told(size))", spread: ratio))
      }
    }
    return GroupReport(
      name: "balancers",
      about: "one pick from a list of so many consumers, all of them eligible, and its release",
      table: table,
      figures: results.joined().map {
        .init(name: $0.name, unit: "ns/pick", spread: $0.spread)
      },
      ratios: ratios,
      remarks: [
        "The list is read anew for every pick, so none of them can grow slower than the list does.",
        "What they cost beyond reading it is to look up each candidate by its name.",
      ])
  }

  private func told(_ size: Int) -> String { Double(size).rounded(to: 0) }
}
