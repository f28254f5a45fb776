import Solutions
import Vocabulary

/// The lesson's reference.
struct ReferenceQueue: MeasuredQueue {
  private let queue = SafeMessageQueue()

  func put(_ message: Message) { queue.enqueue(message) }

  func take() -> Receipt? { queue.dequeue(for: "anna")?.receipt }

  func settle(_ receipt: Receipt) -> Bool {
    do {
      try queue.acknowledge(receipt)
      return true
    } catch { return false }
  }
}

/// A queue that lost what was put into it: its speed means nothing.
struct LostMessage: Error, CustomStringConvertible {
  var description: String {
    "A queue under measurement did not give back what was put in, or a lease ran out.\n"
      + "  Run the tests of lesson 01 first: swift test --traits Solutions"
  }
}

/// What is done to every queue alike. Each figure is nanoseconds a message.
enum QueueLoad {
  /// Made beforehand, so that making them is no part of the cost.
  static let messages = (0..<256).map { Message(id: "order-\($0)", body: "two pizzas") }

  /// Puts one in, takes one and settles it, `count` times over.
  static func cycles(_ queue: some MeasuredQueue, _ count: Int) throws -> Double {
    let messages = messages
    let elapsed = try ContinuousClock().measure {
      for number in 0..<count {
        queue.put(messages[number & 255])
        guard let handle = queue.take(), queue.settle(handle) else { throw LostMessage() }
      }
    }
    return elapsed / .nanoseconds(1) / Double(count)
  }

  /// Sends `count` messages from as many producers as consumers, who all work at once.
  static func contention(
    _ queue: some MeasuredQueue, pairs: Int, _ count: Int
  ) async throws -> Double {
    let share = count / pairs
    let start = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      for _ in 0..<pairs {
        group.addTask { await produce(share, into: queue) }
        group.addTask { try await consume(share, from: queue) }
      }
      try await group.waitForAll()
    }
    return start.duration(to: .now) / .nanoseconds(1) / Double(share * pairs)
  }

  private static func produce(_ count: Int, into queue: some MeasuredQueue) async {
    let messages = messages
    for number in 0..<count {
      queue.put(messages[number & 255])
      // Now and then, or the consumers would only start when it is done.
      if number & 63 == 63 { await Task.yield() }
    }
  }

  private static func consume(_ count: Int, from queue: some MeasuredQueue) async throws {
    var left = count
    while left > 0 {
      if let handle = queue.take() {
        guard queue.settle(handle) else { throw LostMessage() }
        left -= 1
      } else {
        await Task.yield()
      }
    }
  }
}
