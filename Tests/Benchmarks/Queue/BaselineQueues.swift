import Synchronization
import Vocabulary

/// A queue under measurement, reduced to what all of them can do.
protocol MeasuredQueue: Sendable {
  /// What a taken message is settled with.
  associatedtype Handle

  func put(_ message: Message)
  func take() -> Handle?
  func settle(_ handle: Handle) -> Bool
}

/// A `Mutex` around a ring, and nothing else: nobody takes back what a consumer forgets.
final class BareQueue: MeasuredQueue {
  private let ring = Mutex(MessageRing())

  func put(_ message: Message) { ring.withLock { $0.append(message) } }

  func take() -> Message? { ring.withLock { $0.popFirst() } }

  func settle(_ message: Message) -> Bool {
    ring.withLock { ring in
      ring.settled += 1
      return true
    }
  }
}

/// The same with what any lease needs: a look at the clock to set its deadline, and one to check it.
final class TimedQueue: MeasuredQueue {
  private let ring = Mutex(MessageRing())
  private let clock: any TimeSource

  init(clock: any TimeSource) { self.clock = clock }

  func put(_ message: Message) { ring.withLock { $0.append(message) } }

  func take() -> (message: Message, deadline: Timestamp)? {
    ring.withLock { ring in
      let deadline = clock.now.advanced(by: .seconds(30))
      return ring.popFirst().map { ($0, deadline) }
    }
  }

  func settle(_ handle: (message: Message, deadline: Timestamp)) -> Bool {
    ring.withLock { ring in
      guard clock.now < handle.deadline else { return false }
      ring.settled += 1
      return true
    }
  }
}

/// First in, first out, in constant time.
private struct MessageRing: Sendable {
  private var slots: [Message?] = Array(repeating: nil, count: 16)
  private var head = 0
  private var count = 0
  /// How many were handled.
  var settled = 0

  mutating func append(_ message: Message) {
    if count == slots.count {
      slots = Array(slots[head...] + slots[..<head]) + Array(repeating: nil, count: slots.count)
      head = 0
    }
    slots[(head + count) & (slots.count - 1)] = message
    count += 1
  }

  mutating func popFirst() -> Message? {
    guard count > 0 else { return nil }
    defer {
      head = (head + 1) & (slots.count - 1)
      count -= 1
    }
    return slots[head].take()
  }
}
