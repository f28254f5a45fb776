import Synchronization
import Testing

@testable import Instruments

@Suite struct ThreadsTests {
  @Test(arguments: [1, 2, 5]) func `every thread runs its body once`(_ count: Int) async {
    let indices = await onThreads(count) { index in index }
    #expect(indices.sorted() == Array(0..<count))
  }

  @Test func `the threads run at once, each for itself`() async {
    let meeting = Meeting(of: 3)
    let threads = await onThreads(3) { _ in meeting.wait() ? currentThread : nil }
    #expect(Set(threads.compactMap(\.self)).count == 3)
  }

  @Test func `ticks rise, and none is given twice`() async {
    let ticks = TickCounter()
    let seen = await onThreads(3) { _ in (1...2_000).map { _ in ticks.next() } }
    #expect(seen.allSatisfy { $0 == $0.sorted() })
    #expect(Set(seen.joined()) == Set(1...6_000))
  }
}

/// Holds up its thread until all have come; only threads that run at once can meet.
private final class Meeting: Sendable {
  private let size: Int
  private let present = Atomic(0)

  init(of size: Int) { self.size = size }

  /// False if the others did not come in a very long while.
  func wait() -> Bool {
    present.add(1, ordering: .sequentiallyConsistent)
    for _ in 1...100_000_000 where present.load(ordering: .sequentiallyConsistent) == size {
      return true
    }
    return false
  }
}
