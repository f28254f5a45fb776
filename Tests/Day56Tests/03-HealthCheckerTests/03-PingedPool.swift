import Instruments
import Synchronization
import Vocabulary

/// How a consumer takes a ping.
enum PingManner: Sendable {
  case answers(after: Duration = .zero)
  case refuses(after: Duration = .zero)
  /// Until the ping is cancelled.
  case hangs

  var told: String {
    switch self {
    case .answers: "answers pings"
    case .refuses: "refuses pings"
    case .hangs: "hangs"
    }
  }
}

/// A pool whose consumers answer as the test says.
final class PingedPool: ConsumerPool {
  private struct State {
    var manners: [ConsumerID: PingManner] = [:]
    var gone: [ConsumerID: String] = [:]
    var underWay: Set<ConsumerID> = []
    var pings: [ConsumerID: Int] = [:]
    /// Answers that are not given. If they were not kept, they would end by themselves.
    var silences: [AsyncStream<Void>.Continuation] = []
    var replacing: @Sendable (ConsumerID) async throws -> Void = { _ in }
  }

  private struct NoAnswer: Error {}

  private let world: World
  private let book: Casebook
  private let state = Mutex(State())

  init(in world: World, _ book: Casebook) {
    self.world = world
    self.book = book
  }

  subscript(consumer: ConsumerID) -> PingManner {
    get { state.withLock { $0.manners[consumer] ?? .answers() } }
    set {
      state.withLock { $0.manners[consumer] = newValue }
      world.tell(consumer.name, "\(newValue.told) from now on")
    }
  }

  /// Sets how all of them take a ping, without many words.
  func set(_ manners: [ConsumerID: PingManner]) {
    state.withLock { $0.manners.merge(manners) { _, new in new } }
  }

  /// From now on `consumer` must not be pinged; `law` says why.
  func forbidPings(of consumer: ConsumerID, _ law: String?) {
    state.withLock { $0.gone[consumer] = law }
  }

  /// What it takes to replace somebody; nothing, if this was not set.
  func whenReplacing(_ work: @escaping @Sendable (ConsumerID) async throws -> Void) {
    state.withLock { $0.replacing = work }
  }

  /// Who is being pinged now.
  var underWay: Set<ConsumerID> { state.withLock(\.underWay) }

  /// How often a consumer was pinged.
  func pings(of consumer: ConsumerID) -> Int { state.withLock { $0.pings[consumer, default: 0] } }

  func ping(_ consumer: ConsumerID) async throws {
    let (isFirst, law) = state.withLock { state in
      state.pings[consumer, default: 0] += 1
      return (state.underWay.insert(consumer).inserted, state.gone[consumer])
    }
    if let law { world.breakLaw("\(law): \(consumer) was pinged.") }
    if !isFirst {
      book.report("Nobody is pinged twice at a time: \(consumer) was, at \(world.clock.now.told).")
    }
    defer { _ = state.withLock { $0.underWay.remove(consumer) } }
    switch self[consumer] {
    case .answers(let delay):
      if delay > .zero { try await world.clock.sleep(for: delay) }
    case .refuses(let delay):
      if delay > .zero { try await world.clock.sleep(for: delay) }
      throw NoAnswer()
    case .hangs:
      world.tell(consumer.name, waitsFor: "its ping to be cancelled")
      defer { world.tell(consumer.name, "is no longer pinged") }
      let (answers, answer) = AsyncStream.makeStream(of: Void.self)
      state.withLock { $0.silences.append(answer) }
      for await _ in answers {}
      throw CancellationError()
    }
  }

  func replace(_ consumer: ConsumerID) async throws {
    book.askedToReplace(consumer)
    let work = state.withLock(\.replacing)
    do {
      await Task.yield()
      try await work(consumer)
      book.hasReplaced(consumer, true)
    } catch {
      book.hasReplaced(consumer, false)
      throw error
    }
  }

  func members() async -> [PoolMember] { [] }
  func add(_ count: Int) async throws -> [ConsumerID] { [] }
  func drain(_ consumer: ConsumerID) async {}
}
