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
  /// How often whoever asked for it is told how things stand. Looked at once a second.
  public var timeBetweenMoments = Duration.seconds(10)

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
  /// - Parameters:
  ///   - report: told, from the opening on, how things stand, as often as `timeBetweenMoments` says. The
  ///     night is the same whether or not anybody is told.
  ///   - open: makes the shop, around the work that a crate asks for.
  public func run(
    in world: World, report: (@Sendable (Moment) -> Void)? = nil,
    open: (_ work: @escaping @Sendable (Message) async throws -> Void) throws -> Shop
  ) async throws -> Night {
    let ledger = NightLedger(crates: crates, keepsLatencies: report != nil)
    let handling = Duration.seconds(ordersPerCrate) / ordersPerConsumer
    let shop = try open { message in
      try await world.clock.sleep(for: handling)
      ledger.noteEffect(on: message, at: world.clock.now)
    }
    var watch = NightWatch(
      shop: shop, clock: world.clock, ledger: ledger, interval: timeBetweenMoments, report: report)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await shop.system.run() }
      if let time = timeBetweenDeaths {
        group.addTask { await self.kill(every: time, in: world, shop, ledger) }
      }
      try await receiveOrders(in: world, shop, ledger, &watch)
      if let patience {
        try await wait(until: world.clock.now.advanced(by: patience), in: world, &watch)
      }
      await watch.tellLast()
      var night = watch.night
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
  private func receiveOrders(
    in world: World, _ shop: Shop, _ ledger: NightLedger, _ watch: inout NightWatch
  ) async throws {
    let total = crates
    let start = world.clock.now
    let ticks = max(1, Int(duration / .milliseconds(100)))
    var sent = 0
    for tick in 1...ticks {
      try await world.clock.sleep(until: start.advanced(by: .milliseconds(100) * tick))
      while sent < total * tick / ticks {
        sent += 1
        ledger.noteArrival(of: sent, at: world.clock.now)
        await shop.queue.enqueue(Message(id: MessageID("\(sent)")))
      }
      if tick.isMultiple(of: 10) { await watch.look() }
      if let broken = world.broken { throw broken }
    }
    watch.night.backlogAfterTheLast = await watch.look().depth
  }

  private func wait(
    until end: Timestamp, in world: World, _ watch: inout NightWatch
  ) async throws {
    var counts = await watch.look()
    while counts.acknowledged + counts.dead < counts.accepted, world.clock.now < end {
      try await world.clock.sleep(for: .seconds(1))
      counts = await watch.look()
    }
  }

  private func kill(
    every time: Duration, in world: World, _ shop: Shop, _ ledger: NightLedger
  ) async {
    while true {
      let pause = time * world.random(in: 1...199) / 100
      do { try await world.clock.sleep(for: pause) } catch { return }
      let members = await shop.system.members().map(\.id)
      if members.isEmpty { continue }
      let victim = world.pick(members)
      world.tell("night", "kills \(victim)")
      await shop.system.kill(victim)
      ledger.noteDeath(of: victim)
    }
  }
}
