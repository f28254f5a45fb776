/// What of a timeline is shown, and in which order: a pure function of the timeline and the room there is.
struct TimelineLayout: Equatable, Sendable {
  enum Row: Equatable, Sendable {
    case event(Int)
    /// Events that are far from the failure.
    case folded(Range<Int>)
    /// So many nanoseconds pass before the next row, far more than between most.
    case pause(Int)
  }

  let rows: [Row]
  /// The lanes that are drawn, each by its place in the timeline. What happens in any other is drawn in one
  /// lane behind them.
  let lanes: [Int]

  private static let mostLatest = 16
  private static let mostOfMessage = 24
  /// A fold takes a line itself.
  private static let shortestFold = 3

  /// - Parameter law: the sentence of the broken law: whose messages it names is of interest.
  init(_ timeline: Timeline, law: String?, mostLanes: Int, showsAll: Bool) {
    let shown =
      showsAll ? Set(timeline.moments.indices) : Self.interesting(timeline, law: law)
    let folds = Self.folds(timeline.moments.count, shown)
    let pauses = Self.pauses(timeline.moments, folds)
    rows = folds.enumerated().flatMap { index, row in
      pauses[index].map { [.pause($0), row] } ?? [row]
    }
    var used: [Int: Int] = [:]
    for case .event(let index) in folds { used[timeline.moments[index].lane, default: 0] += 1 }
    if used.count <= mostLanes {
      lanes = used.keys.sorted()
    } else {
      // The busiest keep a lane of their own.
      let ranked = used.keys.sorted { (used[$0] ?? 0, $1) > (used[$1] ?? 0, $0) }
      lanes = ranked.prefix(max(mostLanes - 1, 0)).sorted()
    }
  }

  /// Where a lane is drawn.
  func column(of lane: Int) -> Int { lanes.firstIndex(of: lane) ?? lanes.count }

  /// The end of the run, and the life of the messages that it is about.
  private static func interesting(_ timeline: Timeline, law: String?) -> Set<Int> {
    let moments = timeline.moments
    var shown = Set(
      moments.indices.filter { !isBackground(moments[$0], timeline) }.suffix(mostLatest))
    shown.formUnion(moments.indices.suffix(1))
    let named = messages(of: moments, namedIn: law ?? "")
    let last = moments.last { $0.message != nil }?.message
    let focus = named.isEmpty ? Set([last].compactMap(\.self)) : named
    let lives = moments.indices.filter { moments[$0].message.map(focus.contains) ?? false }
    shown.formUnion(lives.suffix(mostOfMessage))
    return shown
  }

  /// Timers of tasks that nobody has named: there may be far more of them than of anything else.
  private static func isBackground(_ moment: Timeline.Moment, _ timeline: Timeline) -> Bool {
    [.sleep, .wake].contains(moment.kind) && timeline.lanes[moment.lane] == Timeline.otherTasks
  }

  private static func messages(of moments: [Timeline.Moment], namedIn law: String) -> Set<String> {
    let words = law.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }
    return Set(words.map(String.init)).intersection(moments.compactMap(\.message))
  }

  private static func folds(_ count: Int, _ shown: Set<Int>) -> [Row] {
    var rows: [Row] = []
    var index = 0
    while index < count {
      let end = (index..<count).first(where: shown.contains) ?? count
      if end - index >= shortestFold {
        rows.append(.folded(index..<end))
      } else {
        rows += (index..<end).map(Row.event)
      }
      if end < count { rows.append(.event(end)) }
      index = end + 1
    }
    return rows
  }

  /// Before which rows far more time passes than between most.
  private static func pauses(_ moments: [Timeline.Moment], _ rows: [Row]) -> [Int?] {
    var earlier: Int?
    let gaps = rows.map { row -> Int in
      switch row {
      case .event(let index):
        defer { earlier = moments[index].time }
        return earlier.map { Self.difference($0, moments[index].time) } ?? 0
      case .folded(let range):
        earlier = moments[range.upperBound - 1].time
        return 0
      case .pause: return 0
      }
    }
    let passing = gaps.filter { $0 > 0 }.sorted()
    guard passing.count > 2 else { return gaps.map { _ in nil } }
    let usual = passing[passing.count / 2]
    return gaps.map { $0 / 5 >= usual ? $0 : nil }
  }

  private static func difference(_ earlier: Int, _ later: Int) -> Int {
    let (difference, overflows) = later.subtractingReportingOverflow(earlier)
    return overflows ? .max : difference
  }
}
