import Exercises
import Instruments
import Testing
import Vocabulary

/// Between two critical sections of synchronous code no schedule of tasks can get, but threads can.
/// The clocks of these tests stand still.
extension SafeMessageQueueTests {
  @Test func `threads agree on one line`() async throws {
    let queue = SafeMessageQueue(policy: .standard, clock: InterruptingClock()) as any MessageQueue
    let desk = Desk(queue: queue)
    let rounds = 80
    // One thread alone first: what is always wrong need not wait for an accident.
    var history = QueueHistory()
    for value in [-2, -1] { await desk.put(value, in: &history) }
    for _ in 1...2 { await desk.take(as: "early", in: &history) }
    let histories = await onThreads(3) { thread in
      var history = QueueHistory()
      for round in 0..<rounds {
        await desk.put(thread * rounds + round, in: &history)
        await desk.take(as: "thread-\(thread)", in: &history)
      }
      return history
    }
    for part in histories { history.merge(part) }
    if let violation = history.violation {
      Issue.record("Seen by several threads, messages come out once, in one order. \(violation)")
    }
  }

  @Test func `threads see each message in one place, and settle it once`() async {
    let queue = SafeMessageQueue(policy: .standard, clock: InterruptingClock()) as any MessageQueue
    let rounds = 80
    // Enough in line beforehand, so that there is always something to take at once.
    let early = 2 * rounds
    for number in 1...early { await queue.enqueue("early-\(number)") }
    let audits = await onThreads(3) { thread in
      var audit = Audit()
      // The first puts in, and so knows how many there are; the others take out, and give back some.
      for round in 1...rounds {
        if thread == 0 {
          await queue.enqueue("\(round)")
          audit.look(at: await queue.counts(), with: early + round)
        } else if let delivery = await queue.dequeue(for: "thread-\(thread)") {
          audit.held.append("\(delivery.message.id), delivery \(delivery.number)")
          if round.isMultiple(of: 3) {
            try? await queue.nack(delivery.receipt, delay: .zero)
          } else {
            try? await queue.acknowledge(delivery.receipt)
          }
        }
      }
      return audit
    }
    for case let found? in audits.map(\.found) { Issue.record(found) }
    let held = audits.flatMap(\.held)
    let twice = held.count - Set(held).count
    #expect(twice == 0, "Each delivery goes to one thread: \(twice) of \(held.count) went to two.")
    await expectSettledOnce(120)
  }

  /// Hands the same receipts to several threads. Who is ahead does the work, which takes longer than
  /// to be refused: so they meet at one receipt time and again.
  private func expectSettledOnce(_ count: Int) async {
    let queue = SafeMessageQueue(policy: .standard, clock: InterruptingClock()) as any MessageQueue
    var receipts: [Receipt] = []
    for number in 1...count {
      await queue.enqueue("\(number)")
      if let delivery = await queue.dequeue(for: "anna") { receipts.append(delivery.receipt) }
    }
    let settled = await onThreads(3) { [receipts] _ in
      var settled = 0
      for receipt in receipts {
        do {
          try await queue.acknowledge(receipt)
          settled += 1
        } catch {}
      }
      return settled
    }
    let sum = settled.reduce(0, +)
    #expect(
      sum == count,
      "Of threads that settle one lease, one succeeds: \(count) were settled \(sum) times.")
  }

  @Test func `threads that wait miss nothing`() async {
    // A thread that misses its message hangs, and the test with it: first see that it can be done.
    let isWorthwhile = await explore(schedules: 50) { world in
      let table = Table(clock: world.clock)
      try await withThrowingTaskGroup { group in
        for player in Table.players {
          group.addTask { try await table.play(player, rounds: 2) }
        }
        try await group.waitForAll()
      }
      try world.expectEqual(
        world.clock.now.told, "0 s", "A waiting consumer is woken as soon as it can be served.")
    }
    guard isWorthwhile else { return }
    let table = Table(clock: InterruptingClock())
    let results = await onThreads(2) { thread in
      do {
        try await table.play(Table.players[thread], rounds: 60)
        return true
      } catch { return false }
    }
    #expect(results == [true, true], "A wait ends with a message, unless its task is cancelled.")
  }
}

/// A queue where everybody writes down what they did, and when.
private struct Desk: Sendable {
  let queue: any MessageQueue
  private let ticks = TickCounter()

  init(queue: any MessageQueue) { self.queue = queue }

  func put(_ value: Int, in history: inout QueueHistory) async {
    let called = ticks.next()
    await queue.enqueue("\(value)")
    history.put(value, .init(called: called, returned: ticks.next()))
  }

  func take(as consumer: ConsumerID, in history: inout QueueHistory) async {
    let called = ticks.next()
    let delivery = await queue.dequeue(for: consumer)
    let taken = delivery.flatMap { Int($0.message.id.name) }
    history.take(taken, .init(called: called, returned: ticks.next()))
    if let delivery { try? await queue.acknowledge(delivery.receipt) }
  }
}

/// Two players who send each other one message, over two queues, as soon as they have got one.
private struct Table: Sendable {
  static let players: [ConsumerID] = ["anna", "ben"]

  private let toAnna: any MessageQueue
  private let toBen: any MessageQueue

  init(clock: any TimeSource) {
    toAnna = SafeMessageQueue(policy: .standard, clock: clock)
    toBen = SafeMessageQueue(policy: .standard, clock: clock)
  }

  func play(_ player: ConsumerID, rounds: Int) async throws {
    let (mine, other) = player == "anna" ? (toAnna, toBen) : (toBen, toAnna)
    for round in 1...rounds {
      if player == "anna" { await other.enqueue("ball-\(round)") }
      let ball = try await mine.nextDelivery(for: player)
      try await mine.acknowledge(ball.receipt)
      if player == "ben" { await other.enqueue("ball-\(round)") }
    }
  }
}

/// What a thread was given, and what it found when it counted while others worked.
private struct Audit: Sendable {
  var held: [String] = []
  private(set) var found: Comment?

  mutating func look(at counts: QueueCounts, with accepted: Int) {
    if counts.accepted == accepted || found != nil { return }
    found = Comment(
      rawValue: "A message is in exactly one place, at every moment that a thread can see: "
        + "\(accepted) were put in, but the queue counts \(counts.told). "
        + "What belongs together must happen under one lock, or in one step of an actor.")
  }
}
