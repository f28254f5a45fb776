import Instruments
import Testing
import Vocabulary

/// A random walk through a queue's operations, each answer compared with the model's.
///
/// In most runs the counts and the dead letters are asked for after every step. In the others they
/// seldom are: to be asked may bring a queue up to date that would else have been caught.
struct ComparisonWithModel {
  private let queue: any MessageQueue
  private let world: World
  private var model: QueueModel
  private var enqueued = 0
  private var receipts: [Receipt] = []
  private let consumers: [ConsumerID] = ["anna", "ben"]
  /// How many steps in a hundred are looked at from all sides.
  private let curiosity: Int

  init(of queue: any MessageQueue, with model: QueueModel, in world: World) {
    self.queue = queue
    self.model = model
    self.world = world
    curiosity = world.pick([100, 100, 10])
  }

  /// One operation, drawn by the world.
  mutating func step() async throws {
    switch world.random(in: 1...100) {
    case 1...20: try await enqueue()
    case 21...48: try await dequeue()
    case 49...58: try await settle("acknowledges")
    case 59...70: try await settle("gives back")
    case 71...76: try await settle("extends")
    case 77...79: try await revoke()
    case 80...82: try await redrive()
    default: try await passTime()
    }
    let lettersFirst = world.chance(50)
    if lettersFirst && world.chance(curiosity) { try await compareDeadLetters() }
    if world.chance(curiosity) { try await compareCounts() }
    if !lettersFirst && world.chance(curiosity) { try await compareDeadLetters() }
  }

  private mutating func compareCounts() async throws {
    let (seen, wanted) = (await queue.counts(), model.counts(at: world.clock.now))
    try world.expect(
      seen == wanted,
      "A message is in exactly one place: it should be \(wanted.told), and is \(seen.told).")
  }

  private mutating func compareDeadLetters() async throws {
    let (seen, wanted) = (await queue.deadLetters(), model.deadLetters(at: world.clock.now))
    try world.expect(
      told(seen) == told(wanted),
      "Who was delivered too often is a dead letter: \(listed(wanted)) should be, "
        + "and \(listed(seen)) \(seen.count == 1 ? "is" : "are").")
  }

  private mutating func enqueue() async throws {
    enqueued += 1
    // Ids repeat, bodies do not.
    let message = Message(id: "order-\(world.random(in: 1...4))", body: "\(enqueued)")
    world.tell("producer", as: .enqueue(message.id), "puts in \(message.told)")
    await queue.enqueue(message)
    model.enqueue(message)
  }

  private mutating func dequeue() async throws {
    let consumer = world.pick(consumers)
    let wanted = model.nextDelivery(at: world.clock.now)
    let seen = await queue.dequeue(for: consumer)
    world.tell(
      consumer.name,
      as: seen.map { .deliver($0.message.id, until: nil) } ?? .told,
      "gets \(seen.map { $0.told } ?? "nothing")")
    try world.expect(
      seen?.message == wanted?.message && seen?.number == wanted?.number
        && seen?.deadline == wanted?.deadline,
      "The oldest message that is ready comes next: that is \(wanted.map { $0.told } ?? "none"), "
        + "but \(consumer) gets \(seen.map { $0.told } ?? "nothing").")
    if let seen {
      receipts.append(seen.receipt)
      model.lease(to: consumer, under: seen.receipt, at: world.clock.now)
    }
  }

  private mutating func settle(_ what: String) async throws {
    guard let receipt = receipts.suffix(4).isEmpty ? nil : world.pick(receipts.suffix(4)) else {
      return
    }
    let now = world.clock.now
    let isLive = model.isLive(receipt, at: now)
    let delay = world.chance(40) ? nil : Duration.seconds(world.random(in: -1...6))
    let extension_ = Duration.seconds(world.random(in: 0...12))
    var wasAccepted = true
    do {
      switch what {
      case "acknowledges":
        try await queue.acknowledge(receipt)
        model.acknowledge(receipt, at: now)
      case "gives back":
        try await queue.nack(receipt, delay: delay)
        model.nack(receipt, delay: delay, at: now)
      default:
        try await queue.extend(receipt, by: extension_)
        model.extend(receipt, by: extension_, at: now)
      }
    } catch { wasAccepted = false }
    let which = (receipts.firstIndex(of: receipt) ?? 0) + 1
    world.tell(
      "somebody", "\(what) by the \(which). receipt: \(wasAccepted ? "accepted" : "refused")")
    try world.expect(
      wasAccepted == isLive,
      isLive
        ? "The receipt of a live lease is good: the \(which). receipt was refused."
        : "A receipt is worth nothing once its lease is over: the \(which). was accepted.")
  }

  private mutating func revoke() async throws {
    let consumer = world.pick(consumers)
    let seen = await queue.revokeLeases(of: consumer)
    world.tell("manager", as: .revoke(consumer), "takes \(seen) back from \(consumer)")
    let wanted = model.revokeLeases(of: consumer, at: world.clock.now)
    try world.expectEqual(seen, wanted, "All leases of one consumer end together.")
  }

  private mutating func redrive() async throws {
    // In which order two come back that died at the same instant, nobody has promised.
    guard model.deadLetters(at: world.clock.now).count <= 1 else { return }
    let seen = await queue.redriveDeadLetters()
    world.tell("manager", "redrives \(seen)")
    let wanted = model.redriveDeadLetters(at: world.clock.now)
    try world.expectEqual(seen, wanted, "All dead letters are redriven.")
  }

  private func passTime() async throws {
    let now = world.clock.now
    let next = model.nextDue ?? now.advanced(by: .seconds(1))
    let target = world.pick([
      next, next, next.advanced(by: .nanoseconds(-1)),
      now.advanced(by: .seconds(world.random(in: 0...12))),
    ])
    try await world.clock.sleep(until: max(now, target))
    world.tell("clock", "it is \(world.clock.now.told)")
  }
}

/// Without their order: it is not promised for those that die at the same instant.
private func told(_ letters: [DeadLetter]) -> [String] {
  letters.map { "\($0.message.told) \($0.reason) after \($0.deliveries)" }.sorted()
}

private func listed(_ letters: [DeadLetter]) -> String {
  letters.isEmpty ? "none" : told(letters).joined(separator: "; ")
}

extension Message {
  fileprivate var told: String { "\(id) (no. \(body))" }
}

extension Delivery {
  fileprivate var told: String { "\(message.told), delivery \(number), until \(deadline.told)" }
}

extension QueueModel.ExpectedDelivery {
  fileprivate var told: String { "\(message.told), delivery \(number), until \(deadline.told)" }
}
