import Solutions
import Vocabulary

/// What a check costs in the reference checker, against a bare task group that sends the same pings.
struct HealthBenchmark {
  let isQuick: Bool

  private static let sizes = [100, 10_000]

  func run() async throws -> GroupReport {
    let lanes = Self.sizes.flatMap { [reference($0), bare($0), timed($0)] }
    let series = try await measureInTurns(lanes, rounds: isQuick ? 5 : 15, telling: "health")
    var table = Table(heading: [
      "µs a consumer", "reference", "bare", "bare with time-outs", "× bare", "× with time-outs",
    ])
    var ratios: [GroupReport.Ratio] = []
    for (index, size) in Self.sizes.enumerated() {
      let (reference, bare, timed) = (
        series[3 * index], series[3 * index + 1], series[3 * index + 2]
      )
      let (toBare, toTimed) = (reference.ratio(to: bare), reference.ratio(to: timed))
      table.rows.append(
        ["\(size) consumers"] + [reference, bare, timed].map { $0.spread.text(decimals: 2) }
          + [toBare.text(decimals: 1), toTimed.text(decimals: 2)])
      ratios += [
        .init(name: "\(size) consumers: reference / bare", spread: toBare),
        .init(name: "\(size) consumers: reference / bare with time-outs", spread: toTimed),
      ]
    }
    let growth = series[3].ratio(to: series[0])
    ratios.append(.init(name: "reference: a consumer of 10000 / of 100", spread: growth))
    return GroupReport(
      name: "health",
      about:
        "one round in which all answer at once; bare is a task group that sends the same pings",
      table: table,
      figures: series.map { .init(name: $0.name, unit: "µs/consumer", spread: $0.spread) },
      ratios: ratios,
      remarks: [
        "A consumer of 10000 costs \(growth.text(decimals: 2)) × one of 100.",
        "A time-out of its own takes each ping two more tasks and a timer; “bare with time-outs” "
          + "has them, and no rules.",
      ])
  }

  private func reference(_ size: Int) -> Lane {
    let checker = HealthChecker(queue: SafeMessageQueue())
    let consumers = HealthLoad.consumers(size)
    for consumer in consumers { checker.watch(consumer) }
    return HealthLoad.lane("\(size) consumers, reference", size) { pool in
      await checker.check(pool)
      guard consumers.allSatisfy({ checker.status(of: $0) == .idle }) else { throw UnwellFleet() }
    }
  }

  private func bare(_ size: Int) -> Lane {
    let consumers = HealthLoad.consumers(size)
    return HealthLoad.lane("\(size) consumers, bare", size) { pool in
      await withDiscardingTaskGroup { group in
        for consumer in consumers { group.addTask { try? await pool.ping(consumer) } }
      }
    }
  }

  private func timed(_ size: Int) -> Lane {
    let consumers = HealthLoad.consumers(size)
    let clock = MonotonicClock()
    return HealthLoad.lane("\(size) consumers, bare with time-outs", size) { pool in
      await withDiscardingTaskGroup { group in
        for consumer in consumers {
          group.addTask {
            _ = await withTaskGroup { race in
              race.addTask { (try? await pool.ping(consumer)) != nil }
              race.addTask { (try? await clock.sleep(for: .seconds(2))) == nil }
              defer { race.cancelAll() }
              return await race.next() ?? false
            }
          }
        }
      }
    }
  }
}
