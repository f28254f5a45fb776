import Solutions
import Synchronization
import Vocabulary

/// How many messages a second the whole system handles, against bare tasks at the same queue.
struct SystemBenchmark {
  let isQuick: Bool

  private static let fleets = [1, 2, 8, 64]
  private var messages: Int { isQuick ? 2_000 : 10_000 }

  func run() async throws -> GroupReport {
    let lanes = Self.fleets.flatMap { consumers in
      [
        Lane(name: "\(consumers) consumers, system") { try await wholeSystem(consumers) },
        Lane(name: "\(consumers) consumers, bare") { try await bareTasks(consumers) },
      ]
    }
    let series = try await measureInTurns(lanes, rounds: isQuick ? 3 : 9, telling: "system")
    var table = Table(heading: ["messages a second", "the system", "bare tasks", "× the time"])
    var figures: [GroupReport.Figure] = []
    var ratios: [GroupReport.Ratio] = []
    for (index, consumers) in Self.fleets.enumerated() {
      let (system, bare) = (series[2 * index], series[2 * index + 1])
      let rates = [system, bare].map { $0.scaled { 1 / $0 } }
      let ratio = system.ratio(to: bare)
      table.rows.append(
        ["\(consumers) consumers"] + rates.map { $0.text(decimals: 0) } + [ratio.text(decimals: 1)])
      figures += zip([system, bare], rates).map {
        .init(name: $0.name, unit: "messages/s", spread: $1)
      }
      ratios.append(.init(name: "\(consumers) consumers: time, system / bare", spread: ratio))
    }
    return GroupReport(
      name: "system",
      about:
        "all messages wait at the start, and the work is nothing: what is left is the machinery",
      table: table, figures: figures, ratios: ratios,
      remarks: [
        "The system holds leases, beats, takes turns by the balancer, and has time-outs; a bare task",
        "dequeues, and acknowledges. Both use the reference queue.",
      ])
  }

  /// Seconds a message.
  private func wholeSystem(_ consumers: Int) async throws -> Double {
    let queue = filledQueue()
    let left = Atomic(messages)
    let done = Latch()
    var policy = ProcessingPolicy.standard
    policy.workers = consumers
    let processor = try AsyncMessageProcessor(policy: policy) { _ in
      if left.subtract(1, ordering: .relaxed).newValue == 0 { done.open() }
    }
    let system = CompetingConsumers(
      of: SystemParts(
        queue: queue, balancer: RoundRobinBalancer(), health: HealthChecker(queue: queue),
        processor: processor),
      policy: try SystemPolicy(consumers: consumers))
    let start = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      group.addTask { try await system.run() }
      await done.wait()
      group.cancelAll()
      try await group.waitForAll()
    }
    return try secondsAMessage(since: start, queue)
  }

  private func bareTasks(_ consumers: Int) async throws -> Double {
    let queue = filledQueue()
    let start = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      for number in 1...consumers {
        group.addTask {
          while let delivery = queue.dequeue(for: "consumer-\(number)") {
            await Task.yield()
            try queue.acknowledge(delivery.receipt)
          }
        }
      }
      try await group.waitForAll()
    }
    return try secondsAMessage(since: start, queue)
  }

  private func filledQueue() -> SafeMessageQueue {
    let queue = SafeMessageQueue()
    for number in 0..<messages { queue.enqueue(QueueLoad.messages[number & 255]) }
    return queue
  }

  private func secondsAMessage(
    since start: ContinuousClock.Instant, _ queue: SafeMessageQueue
  ) throws -> Double {
    let seconds = start.duration(to: .now).inSeconds
    guard queue.counts().acknowledged == messages else { throw LostMessage() }
    return seconds / Double(messages)
  }
}
