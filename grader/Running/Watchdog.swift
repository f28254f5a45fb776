/// Says when a child has had enough time. It holds no clock: it is told the time.
struct Watchdog: Sendable {
  enum Order: Equatable {
    /// Wait for news, no longer than this.
    case wait(seconds: Double)
    case endSilent
    case endOutOfTime
  }

  private let silence: Double?
  private let end: Double?
  private var lastSign: Double

  /// Starts watching at `now`; nil means for ever.
  init(silence: Double?, total: Double?, now: Double) {
    self.silence = silence
    end = total.map { now + $0 }
    lastSign = now
  }

  /// The child showed that it works.
  mutating func sawWork(at now: Double) { lastSign = now }

  func order(at now: Double) -> Order {
    if let end, now >= end { return .endOutOfTime }
    if let silence, now >= lastSign + silence { return .endSilent }
    let limits = [end, silence.map { lastSign + $0 }].compactMap { $0 }
    return .wait(seconds: limits.min().map { $0 - now } ?? .infinity)
  }
}
