import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Instruments

@Suite struct EventLogTests {
  private struct Event: Decodable, Equatable {
    let kind: String
    var time: Int?
    var task: String?
    var lane: String?
    var text: String?
    var message: String?
    var until: Int?
    var of: String?
    var seed: String?
  }

  /// What is written while the seeds are explored.
  private func events(
    seed: UInt64 = 3, _ body: @escaping @Sendable (World) async throws -> Void
  ) async throws -> [Event] {
    let lines = Mutex<[String]>([])
    let log = EventLog { line in lines.withLock { $0.append(line) } }
    _ = await onThreadOfItsOwn {
      Exploration(schedules: 1).search(only: seed, recordedIn: log, body)
    }
    return try lines.withLock(\.self).map { line in
      #expect(line.hasSuffix("}\n") && line.utf8.count { $0 == 10 } == 1)
      return try JSONDecoder().decode(Event.self, from: Data(line.utf8))
    }
  }

  @Test func `a run is framed by its seed and its end`() async throws {
    let events = try await events { world in
      try await world.clock.sleep(for: .seconds(2))
      world.tell("anna", "comes")
    }
    #expect(events.map(\.kind) == ["begin", "sleep", "wake", "told", "end"])
    #expect(events.first?.seed == "3")
    #expect(events[1].until == 2_000_000_000)
    #expect(Set(events[1...3].map(\.task)).count == 1)
    #expect(events.last == Event(kind: "end", time: 2_000_000_000))
  }

  @Test func `a broken law ends the log, and is told with it`() async throws {
    let events = try await events { world in
      defer { world.tell("anna", "clears away") }
      try world.expect(false, "Nobody comes.")
    }
    #expect(
      events == [
        Event(kind: "begin", seed: "3"), Event(kind: "end", time: 0, text: "Nobody comes."),
      ])
  }

  @Test func `each run of a log begins anew`() async throws {
    let lines = Mutex<[String]>([])
    let log = EventLog { line in lines.withLock { $0.append(line) } }
    _ = await onThreadOfItsOwn {
      Exploration(schedules: 3).search(recordedIn: log) { $0.tell("anna", "comes") }
    }
    #expect(lines.withLock { $0.count { $0.contains("comes") } } == 3)
  }

  @Test func `an observed queue tells what sort of event it was, and of which message`()
    async throws
  {
    let events = try await events { world in
      let policy = try QueuePolicy(visibilityTimeout: .seconds(30))
      let queue = ObservedQueue(
        ModelQueue(policy: policy, clock: world.clock), policy: policy, in: world, auditing: false)
      for name in ["a", "b", "c"] { await queue.enqueue(Message(id: MessageID(name))) }
      guard let first = await queue.dequeue(for: "anna") else { return }
      try await queue.extend(first.receipt, by: .seconds(40))
      try await queue.acknowledge(first.receipt)
      try? await queue.acknowledge(first.receipt)
      if let second = await queue.dequeue(for: "ben") {
        try await queue.nack(second.receipt, delay: .seconds(5))
      }
      await queue.revokeLeases(of: "ben")
    }
    let told = events.map(\.kind).filter { $0 != "begin" && $0 != "end" }
    #expect(
      told == [
        "enqueue", "enqueue", "enqueue", "deliver", "extend", "settle", "refuse", "deliver",
        "return", "revoke",
      ])
    let delivery = try #require(events.first { $0.kind == "deliver" })
    #expect(delivery.message == "a" && delivery.lane == "anna")
    #expect(delivery.until == 30_000_000_000)
    #expect(events.first { $0.kind == "extend" }?.until == 40_000_000_000)
    #expect(events.first { $0.kind == "revoke" }?.of == "ben")
  }

  @Test func `names of any kind and length are one short line`() async throws {
    let name = String(repeating: "\"\\\n\u{0}</script>", count: 100_000)
    let events = try await events { world in
      world.tell(name, as: .enqueue(MessageID(name)), "comes \(name)")
    }
    let event = try #require(events.first { $0.kind == "enqueue" })
    #expect(event.lane?.count == 1_001)
    #expect(event.lane.map { name.hasPrefix($0.dropLast()) } == true)
    #expect(event.message == event.lane)
  }

  @Test func `a run is the same with and without a log`() async throws {
    let body = Machinery.allCases[0]
    let log = EventLog { _ in }
    for seed in 0..<20 as Range<UInt64> {
      let reports = await onThreadOfItsOwn {
        [nil, log].map { log in
          Exploration(schedules: 1).search(only: seed, recordedIn: log, body.run)
        }
      }
      #expect(reports[0].steps == reports[1].steps)
      #expect(reports[0].elapsed == reports[1].elapsed)
    }
  }

  @Test func `a sleep that is cancelled ends when it is`() async throws {
    let events = try await events { world in
      await withTaskGroup { group in
        group.addTask { try? await world.clock.sleep(for: .seconds(60)) }
        try? await world.clock.sleep(for: .seconds(1))
        group.cancelAll()
      }
    }
    let cancelled = try #require(events.last { $0.kind == "wake" })
    #expect(cancelled.time == 1_000_000_000)
    #expect(cancelled.text == "is cancelled in its sleep")
  }
}
