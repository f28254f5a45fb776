import Vocabulary

/// What a message costs in the reference queue, against a ring behind a `Mutex`.
struct QueueBenchmark {
  let isQuick: Bool

  private static let depths = [1, 1_000, 1_000_000]

  /// The same load on each of the three queues.
  private struct Case {
    let name: String
    let lanes: [Lane]
  }

  func run() async throws -> GroupReport {
    let cases = Self.depths.map(depthCase) + [contentionCase(pairs: 1), contentionCase(pairs: 2)]
    let series = try await measureInTurns(
      cases.flatMap(\.lanes), rounds: isQuick ? 5 : 15, telling: "queue")
    let results = cases.enumerated().map { index, measured in
      Result(name: measured.name, series: Array(series[3 * index..<3 * index + 3]))
    }
    return report(results)
  }

  private func depthCase(_ depth: Int) -> Case {
    let count = isQuick ? 50_000 : 200_000
    func lane(_ name: String, _ queue: some MeasuredQueue) -> Lane {
      for number in 1..<depth { queue.put(QueueLoad.messages[number & 255]) }
      return Lane(name: name) { try QueueLoad.cycles(queue, count) }
    }
    return makeCase("depth \(Double(depth).rounded(to: 0))", lane, lane, lane)
  }

  private func contentionCase(pairs: Int) -> Case {
    let count = isQuick ? 50_000 : 200_000
    func lane(_ name: String, _ queue: some MeasuredQueue) -> Lane {
      Lane(name: name) { try await QueueLoad.contention(queue, pairs: pairs, count) }
    }
    let who = pairs == 1 ? "producer, \(pairs) consumer" : "producers, \(pairs) consumers"
    return makeCase("\(pairs) \(who)", lane, lane, lane)
  }

  /// Three functions rather than one over `any MeasuredQueue`: the compiler makes fast code for each.
  private func makeCase(
    _ name: String, _ reference: (String, ReferenceQueue) -> Lane,
    _ timed: (String, TimedQueue) -> Lane, _ bare: (String, BareQueue) -> Lane
  ) -> Case {
    Case(
      name: name,
      lanes: [
        reference("\(name), reference", ReferenceQueue()),
        timed("\(name), bare", TimedQueue(clock: MonotonicClock())),
        bare("\(name), without leases", BareQueue()),
      ])
  }

  /// What was measured of one case.
  private struct Result {
    let name: String
    let reference: Series
    /// The same operations, and nothing else.
    let bare: Series
    /// Not even a look at the clock.
    let leaseless: Series

    init(name: String, series: [Series]) {
      self.name = name
      (reference, bare, leaseless) = (series[0], series[1], series[2])
    }
  }

  private func report(_ results: [Result]) -> GroupReport {
    var table = Table(heading: [
      "ns a message", "reference", "bare", "without leases", "× bare", "× without leases",
    ])
    var ratios: [GroupReport.Ratio] = []
    for result in results {
      let toBare = result.reference.ratio(to: result.bare)
      let toLeaseless = result.reference.ratio(to: result.leaseless)
      table.rows.append([
        result.name, result.reference.spread.text(decimals: 0),
        result.bare.spread.text(decimals: 0), result.leaseless.spread.text(decimals: 0),
        toBare.text(decimals: 2), toLeaseless.text(decimals: 1),
      ])
      ratios += [
        .init(name: "\(result.name): reference / bare", spread: toBare),
        .init(name: "\(result.name): reference / without leases", spread: toLeaseless),
      ]
    }
    let growth = results[2].reference.ratio(to: results[0].reference)
    ratios.append(.init(name: "reference: \(results[2].name) / \(results[0].name)", spread: growth))
    return GroupReport(
      name: "queue",
      about: "a message is put in, taken on lease and settled; bare is a Mutex around a ring",
      table: table,
      figures: results.flatMap { [$0.reference, $0.bare, $0.leaseless] }.map {
        .init(name: $0.name, unit: "ns/message", spread: $0.spread)
      },
      ratios: ratios,
      remarks: [
        "\(results[2].name) costs \(growth.text(decimals: 2)) × \(results[0].name).",
        "A lease needs two looks at the clock: “bare” makes them, “without leases” does not.",
      ])
  }
}
