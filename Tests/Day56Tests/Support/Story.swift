import Vocabulary

/// What happened in one run, one event a line, in order.
public struct Story: Sendable {
  private struct Event {
    let time: Timestamp
    let who: String
    let what: String
    let isWait: Bool
  }

  private var events: [Event] = []

  /// A story in which nothing has happened yet.
  public init() {}

  mutating func append(_ time: Timestamp, _ who: String, _ what: String, isWait: Bool = false) {
    events.append(Event(time: time, who: who, what: what, isWait: isWait))
  }

  /// Those who were last heard of when they began to wait.
  var waiting: [String] {
    var last: [String: Event] = [:]
    for event in events { last[event.who] = event }
    return last.values.filter(\.isWait).map { "\($0.who) \($0.what)" }.sorted()
  }

  /// The last `limit` events as aligned lines, after a line that counts those left out.
  func lines(limit: Int) -> [String] {
    let shown = events.suffix(limit)
    let times = shown.map { $0.time.told }
    let timeWidth = times.map(\.count).max() ?? 0
    let whoWidth = shown.map(\.who.count).max() ?? 0
    let left = events.count - shown.count
    let lines = zip(times, shown).map { time, event in
      let padding = String(repeating: " ", count: timeWidth - time.count)
      let gap = String(repeating: " ", count: whoWidth - event.who.count)
      return "\(padding)\(time)  \(event.who)\(gap)  \(event.what)"
    }
    return left == 0 ? lines : ["… \(left) earlier events"] + lines
  }
}

extension Timestamp {
  /// The time for people: seconds, with as many decimals as are needed, up to nanoseconds.
  public var told: String { sinceStart.told }
}

extension Duration {
  /// The time for people: seconds, with as many decimals as are needed, up to nanoseconds.
  public var told: String {
    let nanoseconds = components.attoseconds.magnitude / 1_000_000_000
    let sign = self < .zero ? "-" : ""
    let whole = "\(sign)\(components.seconds.magnitude)"
    if nanoseconds == 0 { return "\(whole) s" }
    var decimals = String(repeating: "0", count: 9 - "\(nanoseconds)".count) + "\(nanoseconds)"
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(whole).\(decimals) s"
  }
}
