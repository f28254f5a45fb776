import Instruments
import Testing
import Vocabulary

/// Two queues to which the same is done, one call at a time, and which must answer the same.
struct Twins {
  private let one: any MessageQueue
  private let other: any MessageQueue
  private let world: World
  private var receipts: [(one: Receipt, other: Receipt)] = []
  private var enqueued = 0

  init(_ one: any MessageQueue, _ other: any MessageQueue, in world: World) {
    self.one = one
    self.other = other
    self.world = world
  }

  /// One operation, drawn by the world.
  mutating func step() async throws {
    switch world.random(in: 1...100) {
    case 1...20: await enqueue()
    case 21...50: try await dequeue()
    case 51...75: try await settle()
    case 76...79: try await compare("revokes") { await $0.revokeLeases(of: "anna") }
    case 80...82: try await redrive()
    default: try await world.clock.sleep(for: world.pick(Self.pauses))
    }
    try await compare("counts") { await $0.counts() }
    try await compare("lists the dead as") { queue in
      await queue.deadLetters().map { "\($0)" }.sorted()
    }
  }

  private static let pauses: [Duration] = [
    .nanoseconds(1), .seconds(1), .seconds(5), .seconds(10) - .nanoseconds(1), .seconds(10),
  ]

  private mutating func enqueue() async {
    enqueued += 1
    let message = Message(id: "order-\(enqueued)")
    await one.enqueue(message)
    await other.enqueue(message)
  }

  private mutating func dequeue() async throws {
    let consumer: ConsumerID = world.pick(["anna", "ben"])
    let (seen, wanted) = (await one.dequeue(for: consumer), await other.dequeue(for: consumer))
    try world.expectEqual(seen?.contents, wanted?.contents, "Both deliver the same.")
    if let seen, let wanted { receipts.append((seen.receipt, wanted.receipt)) }
  }

  private func settle() async throws {
    // Now and then one that nobody was ever given.
    let stranger = (Receipt(rawValue: .max), Receipt(rawValue: .max))
    let (receipt, twin) = world.pick([stranger] + receipts.suffix(5))
    let delay: Duration? = world.pick([nil, .zero, .seconds(-1), .seconds(3)])
    switch world.random(in: 1...3) {
    case 1:
      let (seen, wanted) = (
        await accepts { () throws(LeaseError) in try await one.acknowledge(receipt) },
        await accepts { () throws(LeaseError) in try await other.acknowledge(twin) }
      )
      try world.expectEqual(seen, wanted, "Both acknowledge the same.")
    case 2:
      let (seen, wanted) = (
        await accepts { () throws(LeaseError) in try await one.nack(receipt, delay: delay) },
        await accepts { () throws(LeaseError) in try await other.nack(twin, delay: delay) }
      )
      try world.expectEqual(seen, wanted, "Both take the same back.")
    default:
      let time = Duration.seconds(world.random(in: -1...12))
      let (seen, wanted) = (
        try? await one.extend(receipt, by: time), try? await other.extend(twin, by: time)
      )
      try world.expectEqual(seen, wanted, "Both extend the same.")
    }
  }

  private func redrive() async throws {
    // In which order two come back that died at the same instant, nobody has promised.
    guard await one.deadLetters().count <= 1 else { return }
    try await compare("redrives") { await $0.redriveDeadLetters() }
  }

  private func compare<Answer: Equatable & Sendable>(
    _ verb: String, _ ask: (any MessageQueue) async -> Answer
  ) async throws {
    let (seen, wanted) = (await ask(one), await ask(other))
    try world.expectEqual(seen, wanted, "Each \(verb) what the other does.")
  }

  private func accepts(_ call: () async throws(LeaseError) -> Void) async -> Bool {
    do {
      try await call()
      return true
    } catch {
      return false
    }
  }
}

extension Delivery {
  /// Everything but the receipt, which is the queue's to choose.
  fileprivate var contents: String {
    "\(message.id) to \(consumer), delivery \(number), until \(deadline.told)"
  }
}
