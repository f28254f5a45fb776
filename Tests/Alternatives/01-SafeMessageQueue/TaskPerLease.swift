import Synchronization
import Vocabulary

/// Every lease and every rest has a task of its own, which sleeps until it is over and ends it.
///
/// Different from the reference: time works through tasks, not through looking. A task may be late,
/// though, so that whoever looks ends first what is over by the clock; the task then finds its work
/// done. To settle or extend a lease cancels its task. Who waits is handed a message, newest waiter
/// first: a queue promises an order of messages, not of consumers.
public final class SafeMessageQueue: MessageQueue {
  private let clock: any TimeSource
  private let policy: QueuePolicy
  private let books = Mutex(Books())

  public init(policy: QueuePolicy = .standard, clock: any TimeSource = MonotonicClock()) {
    self.policy = policy
    self.clock = clock
  }

  deinit {
    books.withLock { books in
      for term in books.terms.values { term.task.cancel() }
    }
  }

  public func enqueue(_ message: Message) {
    access { books, _ in books.append(message) }
  }

  public func dequeue(for consumer: ConsumerID) -> Delivery? {
    access { books, now in lease(to: consumer, &books, now) }
  }

  public func acknowledge(_ receipt: Receipt) throws(LeaseError) {
    try access { books, _ throws(LeaseError) in
      _ = try books.endLease(receipt)
      books.acknowledged += 1
    }
  }

  public func nack(_ receipt: Receipt, delay: Duration? = nil) throws(LeaseError) {
    try access { books, now throws(LeaseError) in
      let item = try books.endLease(receipt)
      let rest = delay ?? policy.rest(afterDelivery: item.deliveries)
      giveUpOr(&books, item, .nacked) { books in
        if rest > .zero {
          begin(.rest, of: item, until: now.advanced(by: rest), &books)
        } else {
          books.putBack(item)
        }
      }
    }
  }

  @discardableResult
  public func extend(_ receipt: Receipt, by duration: Duration) throws(LeaseError) -> Timestamp {
    try access { books, now throws(LeaseError) in
      let end = now.advanced(by: duration)
      let term = try books.lease(receipt)
      term.task.cancel()
      books.terms[receipt.rawValue] = Term(
        kind: term.kind, item: term.item, end: end, task: alarm(for: receipt.rawValue, at: end))
      return end
    }
  }

  @discardableResult
  public func revokeLeases(of consumer: ConsumerID) -> Int {
    access { books, _ in
      let numbers = books.terms.filter { $0.value.kind == .lease(consumer) }.keys.sorted()
      for term in numbers.compactMap({ books.terms.removeValue(forKey: $0) }) {
        term.task.cancel()
        giveUpOr(&books, term.item, .revoked) { $0.putBack(term.item) }
      }
      return numbers.count
    }
  }

  public func counts() -> QueueCounts {
    access { books, _ in
      let resting = books.terms.values.count { $0.kind == .rest }
      return QueueCounts(
        ready: books.readyCount, delayed: resting, leased: books.terms.count - resting,
        dead: books.dead.count, acknowledged: books.acknowledged)
    }
  }

  public func deadLetters() -> [DeadLetter] { access { books, _ in books.dead } }

  @discardableResult
  public func redriveDeadLetters() -> Int {
    access { books, _ in
      let letters = books.dead
      books.dead = []
      for letter in letters { books.append(letter.message) }
      return letters.count
    }
  }

  public func nextDelivery(for consumer: ConsumerID) async throws(CancellationError) -> Delivery {
    if let delivery = dequeue(for: consumer) { return delivery }
    let ticket = books.withLock { $0.newNumber() }
    let delivery: Delivery? = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        access { books, _ in
          if Task.isCancelled {
            continuation.resume(returning: nil)
          } else {
            books.waiters.append(Waiter(ticket: ticket, consumer: consumer, call: continuation))
          }
        }
      }
    } onCancel: {
      books.withLock { books in
        let index = books.waiters.firstIndex { $0.ticket == ticket }
        if let index { books.waiters.remove(at: index).call.resume(returning: nil) }
      }
    }
    guard let delivery else { throw CancellationError() }
    return delivery
  }

  // MARK: - Under the lock

  /// Ends what is over, lets `body` work, and serves those who wait with what is ready then.
  private func access<Answer: Sendable, Failure>(
    _ body: (inout Books, Timestamp) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try books.withLock { books throws(Failure) in
      let now = clock.now
      let over = books.terms.filter { $0.value.end <= now }
      for (number, _) in over.sorted(by: { $0.value.end < $1.value.end }) { end(number, &books) }
      defer {
        while let waiter = books.waiters.last,
          let delivery = lease(to: waiter.consumer, &books, now)
        {
          books.waiters.removeLast()
          waiter.call.resume(returning: delivery)
        }
      }
      return try body(&books, now)
    }
  }

  private func lease(to consumer: ConsumerID, _ books: inout Books, _ now: Timestamp) -> Delivery? {
    guard var item = books.popFirst() else { return nil }
    item.deliveries += 1
    let end = now.advanced(by: policy.visibilityTimeout)
    let number = begin(.lease(consumer), of: item, until: end, &books)
    return Delivery(
      message: item.message, receipt: Receipt(rawValue: number), consumer: consumer,
      number: item.deliveries, deadline: end)
  }

  @discardableResult
  private func begin(
    _ kind: Term.Kind, of item: Item, until end: Timestamp, _ books: inout Books
  ) -> UInt64 {
    let number = books.newNumber()
    books.terms[number] = Term(
      kind: kind, item: item, end: end, task: alarm(for: number, at: end))
    return number
  }

  private func alarm(for number: UInt64, at end: Timestamp) -> Task<Void, Never> {
    Task { [clock, weak self] in
      guard (try? await clock.sleep(until: end)) != nil else { return }
      // To look is enough: it ends what is over.
      self?.access { _, _ in }
    }
  }

  private func end(_ number: UInt64, _ books: inout Books) {
    guard let term = books.terms.removeValue(forKey: number) else { return }
    term.task.cancel()
    switch term.kind {
    case .rest: books.putBack(term.item)
    case .lease: giveUpOr(&books, term.item, .expired) { $0.putBack(term.item) }
    }
  }

  private func giveUpOr(
    _ books: inout Books, _ item: Item, _ reason: DeadLetter.Reason, retry: (inout Books) -> Void
  ) {
    guard item.deliveries >= policy.maxDeliveries else { return retry(&books) }
    books.dead.append(
      DeadLetter(message: item.message, deliveries: item.deliveries, reason: reason))
  }
}

private struct Item {
  let message: Message
  let place: UInt64
  var deliveries = 0
}

/// A stretch of time for which a message is out of the line.
private struct Term {
  enum Kind: Equatable {
    case lease(ConsumerID)
    case rest
  }

  let kind: Kind
  let item: Item
  let end: Timestamp
  let task: Task<Void, Never>
}

private struct Waiter {
  let ticket: UInt64
  let consumer: ConsumerID
  let call: CheckedContinuation<Delivery?, Never>
}

private struct Books: Sendable {
  /// By number, which for a lease is that of its receipt.
  var terms: [UInt64: Term] = [:]
  var dead: [DeadLetter] = []
  var acknowledged = 0
  var waiters: [Waiter] = []

  /// By place, without a gap from `first` to `end`, so that none ever moves.
  private var fresh: [UInt64: Item] = [:]
  private var first: UInt64 = 0
  private var end: UInt64 = 0
  /// The oldest last.
  private var returned: [Item] = []
  private var lastNumber: UInt64 = 0

  var readyCount: Int { fresh.count + returned.count }

  mutating func newNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  mutating func append(_ message: Message) {
    fresh[end] = Item(message: message, place: end)
    end += 1
  }

  mutating func popFirst() -> Item? {
    if let oldest = returned.popLast() { return oldest }
    guard let item = fresh.removeValue(forKey: first) else { return nil }
    first += 1
    return item
  }

  mutating func putBack(_ item: Item) {
    let index = returned.firstIndex { $0.place < item.place } ?? returned.endIndex
    returned.insert(item, at: index)
  }

  func lease(_ receipt: Receipt) throws(LeaseError) -> Term {
    guard let term = terms[receipt.rawValue], term.kind != .rest else { throw .leaseOver }
    return term
  }

  mutating func endLease(_ receipt: Receipt) throws(LeaseError) -> Item {
    let term = try lease(receipt)
    term.task.cancel()
    terms[receipt.rawValue] = nil
    return term.item
  }
}
