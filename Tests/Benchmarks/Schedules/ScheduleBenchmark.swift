import Instruments
import Solutions
import Testing
import Vocabulary

/// How many schedules are explored in a second, against the same work under Swift's own scheduler.
struct ScheduleBenchmark {
  let isQuick: Bool

  /// Work that is done once in each schedule.
  private struct Workload: Sendable {
    let name: String
    let schedules: Int
    let body: @Sendable (any TimeSource) async throws -> Void
  }

  private static let workloads = [
    Workload(name: "2 tasks, 3 yields each", schedules: 4_000, body: yieldingTasks),
    Workload(name: "3 consumers, 12 messages", schedules: 400, body: competingConsumers),
  ]

  func run() async throws -> GroupReport {
    let lanes = Self.workloads.flatMap { [simulated($0), ordinary($0)] }
    let series = try await measureInTurns(lanes, rounds: isQuick ? 5 : 15, telling: "schedules")
    var table = Table(heading: [
      "runs a second", "seeded, in virtual time", "Swift's own scheduler", "× Swift's own",
    ])
    var report: (figures: [GroupReport.Figure], ratios: [GroupReport.Ratio]) = ([], [])
    for (index, workload) in Self.workloads.enumerated() {
      let (seeded, own) = (series[2 * index], series[2 * index + 1])
      let rates = [seeded, own].map { $0.scaled { 1 / $0 } }
      // Rates go the other way round than times do.
      let ratio = own.ratio(to: seeded)
      table.rows.append(
        [workload.name] + rates.map { $0.text(decimals: 0) } + [ratio.text(decimals: 2)])
      report.figures += zip([seeded, own], rates).map {
        .init(name: $0.name, unit: "runs/s", spread: $1)
      }
      report.ratios.append(
        .init(name: "\(workload.name): runs a second, seeded / Swift's own", spread: ratio))
    }
    return GroupReport(
      name: "schedules",
      about: "one schedule is one run of the work; `explore` draws a new one for each seed",
      table: table, figures: report.figures, ratios: report.ratios)
  }

  /// Seconds a run, explored.
  private func simulated(_ workload: Workload) -> Lane {
    let count = isQuick ? workload.schedules / 4 : workload.schedules
    return Lane(name: "\(workload.name), seeded") {
      let finished = TickCounter()
      let start = ContinuousClock.now
      await explore(schedules: count) { world in
        try await workload.body(world.clock)
        _ = finished.next()
      }
      let elapsed = start.duration(to: .now)
      guard finished.next() == count + 1 else { throw BrokenSchedule(work: workload.name) }
      return elapsed.inSeconds / Double(count)
    }
  }

  /// Seconds a run, left to the runtime.
  private func ordinary(_ workload: Workload) -> Lane {
    let count = isQuick ? workload.schedules / 4 : workload.schedules
    return Lane(name: "\(workload.name), Swift's own") {
      let start = ContinuousClock.now
      for _ in 0..<count { try await workload.body(MonotonicClock()) }
      return start.duration(to: .now).inSeconds / Double(count)
    }
  }
}

/// A schedule did not come to its end: what was measured is not what was meant.
struct BrokenSchedule: Error, CustomStringConvertible {
  let work: String

  var description: String {
    "Not every schedule of “\(work)” came to its end.\n  Run `swift test --traits Solutions` first."
  }
}

@Sendable private func yieldingTasks(_ clock: any TimeSource) async {
  await withTaskGroup { group in
    for _ in 1...2 {
      group.addTask { for _ in 1...3 { await Task.yield() } }
    }
  }
}

@Sendable private func competingConsumers(_ clock: any TimeSource) async throws {
  let queue = SafeMessageQueue(clock: clock)
  try await withThrowingTaskGroup { group in
    for name in ["anna", "ben", "carl"] {
      group.addTask {
        for _ in 1...4 {
          let delivery = try await queue.nextDelivery(for: ConsumerID(name))
          await Task.yield()
          try queue.acknowledge(delivery.receipt)
        }
      }
    }
    for number in 1...12 {
      queue.enqueue(Message(id: "order-\(number)"))
      await Task.yield()
    }
    try await group.waitForAll()
  }
}
