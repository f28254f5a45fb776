/// Says when a child has had enough time. It holds no clock: it is told the time.
struct Watchdog: Sendable {
  enum Order: Equatable {
    /// Wait for news, no longer than this.
    case wait(seconds: Double)
    case endSilent
    case endOutOfTime
  }

  private let silence: Double?
  private var end: Double?
  /// Nil until the first sign: starting a process takes as long as the machine is busy.
  private var lastSign: Double?

  /// Starts watching at `now`; nil means for ever. Silence counts from the first sign of work.
  init(silence: Double?, total: Double?, now: Double) {
    self.silence = silence
    end = total.map { now + $0 }
  }

  /// The child showed that it works.
  mutating func sawWork(at now: Double) { lastSign = now }

  /// Nobody watched for so long, as while the grader was suspended: that time does not count.
  mutating func leaveOut(seconds: Double) {
    end = end.map { $0 + seconds }
    lastSign = lastSign.map { $0 + seconds }
  }

  func order(at now: Double) -> Order {
    if let end, now >= end { return .endOutOfTime }
    let tooSilent = lastSign.flatMap { sign in silence.map { sign + $0 } }
    if let tooSilent, now >= tooSilent { return .endSilent }
    let limits = [end, tooSilent].compactMap { $0 }
    return .wait(seconds: limits.min().map { $0 - now } ?? .infinity)
  }
}
