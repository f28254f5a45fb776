import Synchronization
import Vocabulary

/// The night on which the course's story takes place: far more orders come in than one consumer can
/// handle, and consumers die at random.
///
/// Orders come in crates, each of which is one message: so an hour of thousands of orders a second is an
/// hour of some dozen messages a second, with the same consumers at work as if each order were one.
///
/// Source: seed 003, its disaster: 5,000 messages a second, of which one consumer handles 100.
public struct BlackFriday: Sendable {
  public var ordersPerSecond = 5_000
  /// How many one consumer handles in a second.
  public var ordersPerConsumer = 100
  public var ordersPerCrate = 100
  /// For how long orders come in.
  public var duration = Duration.seconds(3_600)
  /// How long it takes, on average, until the next consumer dies; nil if none does.
  public var timeBetweenDeaths: Duration? = .seconds(60)
  /// How long, after the last order came, the shop may take to do what is left; nil: it closes at once.
  public var patience: Duration? = .seconds(3_600)

  public init() {}

  /// What a shop is made of.
  public struct Shop: Sendable {
    public let queue: any MessageQueue
    public let system: any ConsumerSystem

    public init(queue: any MessageQueue, system: any ConsumerSystem) {
      self.queue = queue
      self.system = system
    }
  }

  /// How a night went. All but the first three are counted in crates.
  public struct Night: Sendable {
    public internal(set) var deaths = 0
    public internal(set) var mostConsumers = 0
    /// From the opening until nothing was left to do.
    public internal(set) var length = Duration.zero
    public internal(set) var largestBacklog = 0
    /// When the last order had come in.
    public internal(set) var backlogAfterTheLast = 0
    public internal(set) var counts = QueueCounts()
    /// Effects beyond the first of their crate.
    public internal(set) var repetitions = 0
    /// Crates that are acknowledged, though they had no effect.
    public internal(set) var pretended = 0
  }

  /// Lives through the night.
  ///
  /// - Parameter open: makes the shop, around the work that a crate asks for.
  public func run(
    in world: World,
    open: (_ work: @escaping @Sendable (Message) async throws -> Void) throws -> Shop
  ) async throws -> Night {
    let ledger = Ledger(crates: crates)
    let handling = Duration.seconds(ordersPerCrate) / ordersPerConsumer
    let shop = try open { message in
      try await world.clock.sleep(for: handling)
      ledger.noteEffect(on: message)
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await shop.system.run() }
      if let time = timeBetweenDeaths {
        group.addTask { await self.kill(every: time, in: world, shop, ledger) }
      }
      var night = try await receiveOrders(in: world, shop)
      if let patience {
        try await wait(until: world.clock.now.advanced(by: patience), in: world, shop, &night)
      }
      night.length = world.clock.now.sinceStart
      group.cancelAll()
      try await group.waitForAll()
      night.counts = await shop.queue.counts()
      night.deaths = ledger.deaths
      night.repetitions = ledger.repetitions
      night.pretended = max(0, night.counts.acknowledged - ledger.done)
      return night
    }
  }

  private var crates: Int {
    Int(duration / .seconds(1) * Double(ordersPerSecond) / Double(ordersPerCrate))
  }

  /// Several at a time, ten times a second.
  private func receiveOrders(in world: World, _ shop: Shop) async throws -> Night {
    var night = Night()
    let total = crates
    let start = world.clock.now
    let ticks = max(1, Int(duration / .milliseconds(100)))
    var sent = 0
    for tick in 1...ticks {
      try await world.clock.sleep(until: start.advanced(by: .milliseconds(100) * tick))
      while sent < total * tick / ticks {
        sent += 1
        await shop.queue.enqueue(Message(id: MessageID("\(sent)")))
      }
      if tick.isMultiple(of: 10) { await look(at: shop, &night) }
      if let broken = world.broken { throw broken }
    }
    night.backlogAfterTheLast = await look(at: shop, &night).depth
    return night
  }

  private func wait(
    until end: Timestamp, in world: World, _ shop: Shop, _ night: inout Night
  ) async throws {
    var counts = await look(at: shop, &night)
    while counts.acknowledged + counts.dead < counts.accepted, world.clock.now < end {
      try await world.clock.sleep(for: .seconds(1))
      counts = await look(at: shop, &night)
    }
  }

  @discardableResult
  private func look(at shop: Shop, _ night: inout Night) async -> QueueCounts {
    let counts = await shop.queue.counts()
    night.largestBacklog = max(night.largestBacklog, counts.depth)
    night.mostConsumers = max(night.mostConsumers, await shop.system.members().count)
    return counts
  }

  private func kill(
    every time: Duration, in world: World, _ shop: Shop, _ ledger: Ledger
  ) async {
    while true {
      let pause = time * world.random(in: 1...199) / 100
      do { try await world.clock.sleep(for: pause) } catch { return }
      let members = await shop.system.members().map(\.id)
      if members.isEmpty { continue }
      let victim = world.pick(members)
      world.tell("night", "kills \(victim)")
      await shop.system.kill(victim)
      ledger.noteDeath()
    }
  }
}

/// What has had its effect.
private final class Ledger: Sendable {
  private struct State {
    var hasEffect: [Bool]
    var done = 0
    var repetitions = 0
    var deaths = 0
  }

  private let state: Mutex<State>

  init(crates: Int) { state = Mutex(State(hasEffect: Array(repeating: false, count: crates + 1))) }

  func noteEffect(on message: Message) {
    guard let number = Int(message.id.name) else { return }
    state.withLock { state in
      if state.hasEffect[number] { state.repetitions += 1 } else { state.done += 1 }
      state.hasEffect[number] = true
    }
  }

  func noteDeath() { state.withLock { $0.deaths += 1 } }

  var done: Int { state.withLock(\.done) }
  var repetitions: Int { state.withLock(\.repetitions) }
  var deaths: Int { state.withLock(\.deaths) }
}
