import Vocabulary

extension BlackFriday {
  /// How things stand at one time. All but the consumers is counted in crates.
  public struct Moment: Sendable {
    /// Since the opening.
    public let time: Duration
    /// What came in so far.
    public let ordered: Int
    /// How many are in each place of the queue.
    public let counts: QueueCounts
    /// Who lives, and has not stopped.
    public let consumers: Int
    /// How many consumers died so far.
    public let deaths: Int
    /// Of the crates that were packed for the first time since the last moment; nil if there are none.
    public let latency: Latency?
  }

  /// How long crates took from their arrival until they were packed.
  public struct Latency: Equatable, Sendable {
    /// Half of them took no longer.
    public let median: Duration
    /// 99 of 100 took no longer.
    public let percentile99: Duration

    /// By nearest rank; nil of nothing.
    init?(of times: [Duration]) {
      guard !times.isEmpty else { return nil }
      let sorted = times.sorted()
      func rank(_ percent: Int) -> Duration { sorted[(sorted.count * percent + 99) / 100 - 1] }
      median = rank(50)
      percentile99 = rank(99)
    }
  }
}

/// Looks at the shop, keeps the extremes, and reports from time to time.
struct NightWatch {
  let shop: BlackFriday.Shop
  let clock: VirtualClock
  let ledger: NightLedger
  let interval: Duration
  let report: (@Sendable (BlackFriday.Moment) -> Void)?
  var night = BlackFriday.Night()
  private var lastReport: Duration?

  init(
    shop: BlackFriday.Shop, clock: VirtualClock, ledger: NightLedger, interval: Duration,
    report: (@Sendable (BlackFriday.Moment) -> Void)?
  ) {
    self.shop = shop
    self.clock = clock
    self.ledger = ledger
    self.interval = interval
    self.report = report
  }

  @discardableResult
  mutating func look() async -> QueueCounts {
    let counts = await shop.queue.counts()
    let members = await shop.system.members()
    night.largestBacklog = max(night.largestBacklog, counts.depth)
    night.mostConsumers = max(night.mostConsumers, members.count)
    let now = clock.now.sinceStart
    if now >= (lastReport ?? .zero) + interval { tell(counts, members, at: now) }
    return counts
  }

  /// Reports how the night ended, unless that was just told.
  mutating func tellLast() async {
    let now = clock.now.sinceStart
    guard now > (lastReport ?? .zero) else { return }
    tell(await shop.queue.counts(), await shop.system.members(), at: now)
  }

  private mutating func tell(_ counts: QueueCounts, _ members: [PoolMember], at now: Duration) {
    lastReport = now
    report?(
      BlackFriday.Moment(
        time: now, ordered: ledger.arrived, counts: counts, consumers: ledger.living(of: members),
        deaths: ledger.deaths, latency: BlackFriday.Latency(of: ledger.takeLatencies())))
  }
}
