import Vocabulary

/// What a `MessageQueue` promises, written as plainly as possible: every message is listed, with its place.
///
/// It is what a queue under test is compared with, operation by operation. It is slow, and that is its
/// merit: each operation looks at every message, so there is nothing to get wrong but the rules.
public struct QueueModel: Sendable {
  private enum Place: Equatable {
    case ready
    case leased(Receipt, to: ConsumerID, until: Timestamp)
    case delayed(until: Timestamp)
    case dead(DeadLetter.Reason, order: Int)
    case acknowledged
  }

  private struct Entry {
    let message: Message
    var place = Place.ready
    var deliveries = 0
  }

  private let policy: QueuePolicy
  /// In the order of the line.
  private var entries: [Entry] = []
  private var deaths = 0

  /// An empty queue.
  public init(policy: QueuePolicy) { self.policy = policy }

  /// What `dequeue` should hand out, but for the receipt, which is the queue's to choose.
  public struct ExpectedDelivery: Equatable, Sendable {
    public let message: Message
    public let number: Int
    public let deadline: Timestamp
  }

  public mutating func enqueue(_ message: Message) {
    entries.append(Entry(message: message))
  }

  /// What is to be delivered next, at `now`.
  public mutating func nextDelivery(at now: Timestamp) -> ExpectedDelivery? {
    pass(to: now)
    return entries.first { $0.place == .ready }.map {
      ExpectedDelivery(
        message: $0.message, number: $0.deliveries + 1,
        deadline: now.advanced(by: policy.visibilityTimeout))
    }
  }

  /// Leases what `nextDelivery` named, under the receipt that the queue chose.
  public mutating func lease(to consumer: ConsumerID, under receipt: Receipt, at now: Timestamp) {
    pass(to: now)
    guard let index = entries.firstIndex(where: { $0.place == .ready }) else { return }
    entries[index].deliveries += 1
    entries[index].place = .leased(
      receipt, to: consumer, until: now.advanced(by: policy.visibilityTimeout))
  }

  /// Whether the receipt is that of a live lease.
  public mutating func isLive(_ receipt: Receipt, at now: Timestamp) -> Bool {
    pass(to: now)
    return index(of: receipt) != nil
  }

  public mutating func acknowledge(_ receipt: Receipt, at now: Timestamp) {
    pass(to: now)
    if let index = index(of: receipt) { entries[index].place = .acknowledged }
  }

  public mutating func nack(_ receipt: Receipt, delay: Duration?, at now: Timestamp) {
    pass(to: now)
    guard let index = index(of: receipt) else { return }
    let rest = delay ?? policy.rest(afterDelivery: entries[index].deliveries)
    end(index, .nacked, readyAt: now.advanced(by: rest))
    pass(to: now)
  }

  public mutating func extend(_ receipt: Receipt, by duration: Duration, at now: Timestamp) {
    pass(to: now)
    guard let index = index(of: receipt),
      case .leased(_, let consumer, _) = entries[index].place
    else { return }
    entries[index].place = .leased(receipt, to: consumer, until: now.advanced(by: duration))
  }

  /// - Returns: how many leases that ends.
  public mutating func revokeLeases(of consumer: ConsumerID, at now: Timestamp) -> Int {
    pass(to: now)
    var revoked = 0
    for index in entries.indices {
      guard case .leased(_, consumer, _) = entries[index].place else { continue }
      end(index, .revoked, readyAt: now)
      revoked += 1
    }
    pass(to: now)
    return revoked
  }

  public mutating func counts(at now: Timestamp) -> QueueCounts {
    pass(to: now)
    return entries.reduce(into: QueueCounts()) { counts, entry in
      switch entry.place {
      case .ready: counts.ready += 1
      case .leased: counts.leased += 1
      case .delayed: counts.delayed += 1
      case .dead: counts.dead += 1
      case .acknowledged: counts.acknowledged += 1
      }
    }
  }

  /// In the order in which they were given up.
  public mutating func deadLetters(at now: Timestamp) -> [DeadLetter] {
    pass(to: now)
    return dead.map { entry in entry.letter }
  }

  /// - Returns: how many there were.
  public mutating func redriveDeadLetters(at now: Timestamp) -> Int {
    pass(to: now)
    let redriven = dead
    entries.removeAll { if case .dead = $0.place { true } else { false } }
    for entry in redriven { enqueue(entry.letter.message) }
    return redriven.count
  }

  /// The next moment at which time alone changes something.
  public var nextDue: Timestamp? {
    entries.compactMap { entry in
      switch entry.place {
      case .leased(_, _, let until), .delayed(let until): until
      default: nil
      }
    }.min()
  }

  // MARK: -

  private var dead: [(order: Int, letter: DeadLetter)] {
    entries.compactMap { entry -> (order: Int, letter: DeadLetter)? in
      guard case .dead(let reason, let order) = entry.place else { return nil }
      let letter = DeadLetter(
        message: entry.message, deliveries: entry.deliveries, reason: reason)
      return (order, letter)
    }.sorted { $0.order < $1.order }
  }

  private func index(of receipt: Receipt) -> Int? {
    entries.firstIndex { if case .leased(receipt, _, _) = $0.place { true } else { false } }
  }

  /// Ends leases and rests that are over at `now`, the earliest first.
  private mutating func pass(to now: Timestamp) {
    while let due = nextDue, due <= now {
      for index in entries.indices {
        switch entries[index].place {
        case .leased(_, _, due): end(index, .expired, readyAt: due)
        case .delayed(due): entries[index].place = .ready
        default: break
        }
        if entries[index].place == .delayed(until: due) { entries[index].place = .ready }
      }
    }
  }

  private mutating func end(_ index: Int, _ reason: DeadLetter.Reason, readyAt: Timestamp) {
    if entries[index].deliveries >= policy.maxDeliveries {
      deaths += 1
      entries[index].place = .dead(reason, order: deaths)
    } else {
      entries[index].place = .delayed(until: readyAt)
    }
  }
}
