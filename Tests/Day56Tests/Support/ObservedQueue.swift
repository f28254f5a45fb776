import Synchronization
import Vocabulary

/// A queue under watch: everything that is asked of it, and what it answers, is written into the world's
/// story and held against the laws of a message's life.
///
/// It promises not to accuse a correct queue. Operations of several tasks overlap, and an answer may be
/// seen when others have had theirs, though it took effect before; so a law counts as broken only if no
/// order of effects could explain it. Only that the clock stands still in between is taken for granted.
/// The messages put in must have ids that differ.
public final class ObservedQueue: MessageQueue {
  private let queue: any MessageQueue
  private let world: World
  private let lives: Mutex<MessageLives>
  private let isAudited: Bool

  /// Watches `queue`, which was made with `policy` and reads `world.clock`.
  ///
  /// - Parameter auditing: whether its counts are looked at after every operation, too.
  public init(_ queue: any MessageQueue, policy: QueuePolicy, in world: World, auditing: Bool) {
    self.queue = queue
    isAudited = auditing
    self.world = world
    lives = Mutex(MessageLives(policy: policy))
  }

  public func enqueue(_ message: Message) async {
    lives.withLock { $0.enqueueCalled(message.id) }
    // Told before, or somebody might be told to get it first.
    world.tell("producer", as: .enqueue(message.id), "puts in \(message.id)")
    await queue.enqueue(message)
    lives.withLock { $0.enqueueReturned() }
    await audit()
  }

  public func dequeue(for consumer: ConsumerID) async -> Delivery? {
    let take = lives.withLock { $0.takeCalled(by: consumer, at: world.clock.now) }
    let delivery = await queue.dequeue(for: consumer)
    note(delivery, to: consumer, take, orElse: "finds nothing")
    await audit()
    return delivery
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    let take = lives.withLock { $0.takeCalled(by: consumer, at: world.clock.now) }
    world.tell(consumer.name, waitsFor: "a message")
    let delivery: Delivery
    do {
      delivery = try await queue.nextDelivery(for: consumer)
    } catch {
      note(nil, to: consumer, take, orElse: "stops waiting")
      if !Task.isCancelled {
        world.breakLaw(
          "A wait ends with a message, unless its task is cancelled: that of \(consumer) was not.")
      }
      throw error
    }
    note(delivery, to: consumer, take, orElse: "")
    await audit()
    return delivery
  }

  public func acknowledge(_ receipt: Receipt) async throws(LeaseError) {
    lives.withLock { $0.acknowledgeCalled() }
    try await settle(receipt, "acknowledges", as: { .settle($0) }) { () throws(LeaseError) in
      try await queue.acknowledge(receipt)
      return .acknowledged
    }
  }

  public func nack(_ receipt: Receipt, delay: Duration?) async throws(LeaseError) {
    let rest = lives.withLock { $0.rest(after: receipt, delay, at: world.clock.now) }
    try await settle(
      receipt, "gives back", "to rest until \(rest.told)", as: { .giveBack($0) }
    ) { () throws(LeaseError) in
      try await queue.nack(receipt, delay: delay)
      return .nacked(restsUntil: rest)
    }
  }

  @discardableResult
  public func extend(
    _ receipt: Receipt, by duration: Duration
  ) async throws(LeaseError) -> Timestamp {
    var deadline = world.clock.now
    try await settle(
      receipt, "extends", "by \(duration.told)", as: { .extend($0, until: deadline) }
    ) { () throws(LeaseError) in
      deadline = try await queue.extend(receipt, by: duration)
      return .extended(until: deadline)
    }
    return deadline
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) async -> Int {
    let revocation = lives.withLock { $0.revokeCalled(of: consumer) }
    let count = await queue.revokeLeases(of: consumer)
    lives.withLock { $0.revokeReturned(revocation, at: world.clock.now) }
    world.tell("manager", as: .revoke(consumer), "takes \(count) back from \(consumer)")
    await audit()
    return count
  }

  public func counts() async -> QueueCounts { await queue.counts() }

  public func deadLetters() async -> [DeadLetter] { await queue.deadLetters() }

  @discardableResult
  public func redriveDeadLetters() async -> Int {
    lives.withLock { $0.redriveCalled() }
    let count = await queue.redriveDeadLetters()
    lives.withLock { $0.redriveReturned() }
    world.tell("manager", "redrives \(count)")
    await audit()
    return count
  }

  // MARK: -

  private func note(
    _ delivery: Delivery?, to consumer: ConsumerID, _ take: MessageLives.Take, orElse miss: String
  ) {
    world.tell(
      consumer.name,
      as: delivery.map { .deliver($0.message.id, until: $0.deadline) } ?? .told,
      delivery.map { "gets \($0.message.id), delivery \($0.number), until \($0.deadline.told)" }
        ?? miss)
    let now = world.clock.now
    report(lives.withLock { $0.takeReturned(take, delivery, to: consumer, at: now) })
  }

  private func settle(
    _ receipt: Receipt, _ verb: String, _ rest: @autoclosure () -> String = "",
    as kind: (MessageID?) -> EventKind,
    _ call: () async throws(LeaseError) -> MessageLives.Settlement
  ) async throws(LeaseError) {
    let claim = lives.withLock { $0.settleCalled(receipt, at: world.clock.now) }
    let holder = lives.withLock { $0.holder(of: receipt) }
    let who = holder?.consumer.name ?? "somebody"
    func what() -> String { "\(verb) \(holder?.message.name ?? "what was never delivered")" }
    do {
      let settlement = try await call()
      world.tell(
        who, as: kind(holder?.message), rest().isEmpty ? what() : "\(what()), \(rest())")
      report(lives.withLock { $0.settleReturned(claim, settlement, at: world.clock.now) })
      await audit()
    } catch {
      world.tell(who, as: .refuse(holder?.message), "\(what()): refused")
      report(lives.withLock { $0.settleReturned(claim, .refused, at: world.clock.now) })
      await audit()
      throw error
    }
  }

  private func report(_ law: String?) {
    if let law { world.breakLaw(law) }
  }

  /// The law of conservation: a message is in exactly one place, and none appears or vanishes.
  private func audit() async {
    guard isAudited && world.broken == nil else { return }
    let before = lives.withLock { ($0.accepted.done, $0.acknowledged.done) }
    let counts = await queue.counts()
    let after = lives.withLock { ($0.accepted.called, $0.acknowledged.called) }
    if !(before.0...after.0).contains(counts.accepted) {
      world.breakLaw(
        "A message is in exactly one place: \(before.0) were put in, but the queue counts "
          + "\(counts.told).")
    }
    if !(before.1...after.1).contains(counts.acknowledged) {
      world.breakLaw(
        "What was acknowledged is counted: \(before.1) were, but the queue says "
          + "\(counts.acknowledged).")
    }
  }
}

extension QueueCounts {
  /// The counts as a sentence would tell them: "2 ready, 1 dead".
  public var told: String {
    let places = [
      (ready, "ready"), (leased, "leased"), (delayed, "delayed"), (dead, "dead"),
      (acknowledged, "acknowledged"),
    ]
    let filled = places.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
    return filled.isEmpty ? "none anywhere" : filled.joined(separator: ", ")
  }
}
