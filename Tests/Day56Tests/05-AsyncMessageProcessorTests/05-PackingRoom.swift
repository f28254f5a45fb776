import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

/// The shop on its busiest night: the learner's processor, with orders to pack that go as a script says.
/// All that happens is written into the world's story and held against the laws.
final class PackingRoom: MessageProcessor {
  private let processor: any MessageProcessor
  private let log: Log
  private let world: World

  /// - Parameter script: what happens in an order's first attempt, its second, and so on; the last one
  ///   repeats. An order that is not in it is packed at once.
  init(
    in world: World, _ policy: ProcessingPolicy, chance: SplitMix64 = SplitMix64(seed: 56),
    script: [MessageID: [AttemptScript]] = [:]
  ) throws {
    let log = Log(world, policy, script)
    self.log = log
    self.world = world
    processor = try AsyncMessageProcessor(
      policy: policy, clock: world.clock, generator: chance,
      isRetryable: { $0 as? PackingError != .unknownAddress },
      work: { message in try await log.pack(message.id) })
  }

  func process(_ message: Message) async throws(ProcessingError) {
    if let error = await outcome(of: message.id) { throw error }
  }

  /// Has an order packed; nil if it was.
  @discardableResult
  func outcome(of id: MessageID) async -> ProcessingError? {
    log.called(id)
    let error = await withTaskCancellationHandler {
      do throws(ProcessingError) {
        try await processor.process(Message(id: id))
        return nil as ProcessingError?
      } catch { return error }
    } onCancel: {
      log.callerCancelled(id)
    }
    log.returned(id, error)
    return error
  }

  /// Has an order packed, but cancels that after `patience`.
  func outcome(of id: MessageID, patience: Duration) async -> ProcessingError? {
    await withTaskGroup(of: ProcessingError?.self) { group in
      group.addTask { await self.outcome(of: id) }
      group.addTask { [world] in
        try? await world.clock.sleep(for: patience)
        return nil
      }
      var outcomes: [ProcessingError?] = []
      for await outcome in group {
        group.cancelAll()
        outcomes.append(outcome)
      }
      return outcomes.lazy.compactMap(\.self).first
    }
  }

  /// The same for a caller who is cancelled before it calls.
  func outcomeWhenCancelled(of id: MessageID) async -> ProcessingError? {
    await withTaskGroup(of: ProcessingError?.self) { group in
      group.cancelAll()
      group.addTask { await self.outcome(of: id) }
      return await group.next() ?? nil
    }
  }

  /// When the attempts began, of all orders or of one.
  func beginnings(of id: MessageID? = nil) -> [Timestamp] {
    log.beginnings.filter { id == nil || $0.id == id }.map(\.time)
  }

  /// The orders, as their attempts began.
  var order: [MessageID] { log.beginnings.map(\.id) }

  /// How many were packed at once, at most.
  var mostAtOnce: Int { log.mostAtOnce }
}

/// What was seen so far.
private final class Log: Sendable {
  private struct State {
    var lives: [MessageID: OrderLife] = [:]
    var inside = 0
    var running = 0
    var mostAtOnce = 0
    var beginnings: [(id: MessageID, time: Timestamp)] = []
  }

  private let world: World
  private let policy: ProcessingPolicy
  private let script: [MessageID: [AttemptScript]]
  private let state = Mutex(State())

  init(_ world: World, _ policy: ProcessingPolicy, _ script: [MessageID: [AttemptScript]]) {
    (self.world, self.policy, self.script) = (world, policy, script)
  }

  var beginnings: [(id: MessageID, time: Timestamp)] { state.withLock(\.beginnings) }
  var mostAtOnce: Int { state.withLock(\.mostAtOnce) }

  func called(_ id: MessageID) {
    world.tell(id.name, waitsFor: "a worker")
    note { state, now in
      for other in state.lives.keys { state.lives[other]?.others += 1 }
      state.lives[id] = OrderLife(id, policy, called: now, others: state.inside)
      state.inside += 1
      return nil
    }
  }

  func callerCancelled(_ id: MessageID) {
    world.tell(id.name, "is cancelled")
    note { state, now in
      state.lives[id]?.callerCancelled(at: now)
      return nil
    }
  }

  func returned(_ id: MessageID, _ error: ProcessingError?) {
    world.tell(id.name, error.map { "comes back: \($0.told)" } ?? "is done")
    note { state, now in
      state.inside -= 1
      return state.lives[id]?.returned(error, at: now)
    }
  }

  func pack(_ id: MessageID) async throws {
    let attempt = begin(id)
    let deeds = script[id] ?? [.success]
    let deed = deeds[min(attempt, deeds.count) - 1]
    do {
      if deed.time == nil { world.tell(id.name, waitsFor: "something that never comes") }
      try await deed.perform(on: world.clock) {
        world.tell(id.name, "is told to stop")
        note { state, now in state.lives[id]?.toldToStop(at: now) }
      }
      end(id, nil)
    } catch {
      end(id, error)
      throw error
    }
  }

  private func begin(_ id: MessageID) -> Int {
    var attempt = 0
    note { state, now in
      attempt = state.beginnings.count { $0.id == id } + 1
      state.beginnings.append((id, now))
      state.running += 1
      state.mostAtOnce = max(state.mostAtOnce, state.running)
      let law = state.lives[id]?.attemptBegins(at: now)
      if law == nil, state.running > policy.workers {
        return "No more are packed at once than there are workers, that is \(policy.workers); now "
          + "\(state.running) are."
      }
      return law
    }
    world.tell(id.name, "is packed, attempt \(attempt)")
    return attempt
  }

  private func end(_ id: MessageID, _ error: (any Error)?) {
    world.tell(id.name, error.map { "fails: \(causeTold($0))" } ?? "is in its box")
    let isFinal = error is ProcessingError || error as? PackingError == .unknownAddress
    note { state, now in
      state.running -= 1
      return state.lives[id]?.attemptEnds(with: error, isFinal: isFinal, at: now)
    }
  }

  private func note(_ event: (inout State, Timestamp) -> String?) {
    let now = world.clock.now
    if let law = state.withLock({ event(&$0, now) }) { world.breakLaw(law) }
  }
}
