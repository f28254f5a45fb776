import Synchronization
import Vocabulary

/// One that pulls messages, works on them, settles them, and beats while it lives.
final class Consumer: Sendable {
  let id: ConsumerID
  private let parts: SystemParts
  private let policy: SystemPolicy
  private let clock: any TimeSource
  private let turnstile: Turnstile
  private let journal: Journal
  private let pipeline: Pipeline

  private let state: Mutex<PoolMember>
  private let progress = Atomic(0)
  private let dead = Atomic(false)
  /// Open: it takes no further message.
  private let leaving = Latch()
  /// Open: it breaks off whatever it does.
  private let ending = Latch()

  init(
    _ id: ConsumerID, parts: SystemParts, policy: SystemPolicy, clock: any TimeSource,
    turnstile: Turnstile, journal: Journal
  ) {
    self.id = id
    self.parts = parts
    self.policy = policy
    self.clock = clock
    self.turnstile = turnstile
    self.journal = journal
    pipeline = Pipeline(
      parts: parts, clock: clock, journal: journal, stepInterval: policy.heartbeatInterval)
    state = Mutex(PoolMember(id: id, started: clock.now))
  }

  var member: PoolMember { state.withLock(\.self) }
  var isDead: Bool { dead.load(ordering: .acquiring) }

  // MARK: - How it ends

  /// Lets it finish what it has.
  func leave() {
    state.withLock { $0.isDraining = true }
    leaving.open()
  }

  /// Makes it hand back what it has.
  func breakOff() {
    leave()
    ending.open()
  }

  /// Ends it as a crash would: it does not settle anything any more.
  func die() {
    dead.store(true, ordering: .releasing)
    breakOff()
  }

  // MARK: - What it does

  /// Works until it leaves or ends, one message after the other.
  func work() async {
    await withTaskGroup { group in
      group.addTask { await self.beat() }
      try? await ending.cancelling {
        while let delivery = await self.nextDelivery() { await self.handle(delivery) }
      }
      group.cancelAll()
    }
    state.withLock { $0.status = .stopped }
  }

  private func beat() async {
    repeat {
      let (status, steps) = (member.status, progress.load(ordering: .relaxed))
      await parts.health.heartbeat(Heartbeat(consumer: id, status: status, progress: steps))
    } while await sleeps(policy.heartbeatInterval)
  }

  private func sleeps(_ duration: Duration) async -> Bool {
    do { try await clock.sleep(for: duration) } catch { return false }
    return true
  }

  /// The next message, or nil if there will be none for this consumer any more.
  private func nextDelivery() async -> Delivery? {
    if leaving.isOpen { return nil }
    return try? await leaving.cancelling {
      try await self.turnstile.takingTurn(self.id) {
        try await self.parts.queue.nextDelivery(for: self.id)
      }
    }
  }

  private func handle(_ delivery: Delivery) async {
    note(.processing)
    let result = await holdingLease(of: delivery) {
      await self.pipeline.work(on: delivery) { self.progress.add(1, ordering: .relaxed) }
    }
    if !isDead { await settle(delivery, as: result) }
    await parts.balancer.release(id)
    note(.idle)
  }

  private func note(_ status: ConsumerStatus) {
    progress.add(1, ordering: .relaxed)
    state.withLock { member in
      member.status = status
      member.lastActive = clock.now
    }
  }

  /// Extends the lease as long as the work goes on, and breaks the work off if the lease is lost: the
  /// message is somebody else's then.
  private func holdingLease(
    of delivery: Delivery, _ work: @escaping @Sendable () async -> WorkResult
  ) async -> WorkResult {
    await withTaskGroup(of: WorkResult?.self) { group in
      group.addTask { await work() }
      group.addTask { await self.extendLease(of: delivery) ? nil : .leaseLost }
      var result: WorkResult?
      for await ended in group {
        result = result ?? ended
        group.cancelAll()
      }
      return result ?? .brokenOff
    }
  }

  /// Returns false if the lease is lost, and true when cancelled.
  private func extendLease(of delivery: Delivery) async -> Bool {
    while await sleeps(policy.lease / 3) {
      do {
        let deadline = try await parts.queue.extend(delivery.receipt, by: policy.lease)
        _ = await parts.deduplicator?.begin(
          delivery.message.id, for: delivery.receipt, until: deadline)
      } catch { return false }
    }
    return true
  }

  /// Every way in which work can end says here what becomes of the message.
  private func settle(_ delivery: Delivery, as result: WorkResult) async {
    let receipt = delivery.receipt
    do {
      switch result {
      case .done, .doneBefore: try await parts.queue.acknowledge(receipt)
      case .failed: try await parts.queue.nack(receipt)
      case .notYet(let delay): try await parts.queue.nack(receipt, delay: delay)
      case .brokenOff: try await parts.queue.nack(receipt, delay: .zero)
      case .leaseLost: throw LeaseError.leaseOver
      }
      journal.note(result, by: id)
    } catch {
      journal.note(.leaseLost, by: id)
    }
  }
}
