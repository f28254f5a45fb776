/// A recorded run, put in order for the eye: a lane for each consumer, task or part, the ends of leases
/// where they fall, and what every lane is doing after each event.
struct Timeline: Equatable, Sendable {
  /// What a lane is doing.
  enum Activity: Equatable, Sendable {
    /// Not heard of yet.
    case absent
    case atWork
    /// It waits or sleeps.
    case waiting
    /// It holds a message.
    case holding
  }

  /// An event, and what stands beside it.
  struct Moment: Equatable, Sendable {
    let kind: RunEvent.Kind
    let time: Int
    let lane: Int
    let text: Words
    let message: String?
    /// What each lane is doing from now on.
    var activities: [Activity]
  }

  private(set) var lanes: [Words] = []
  private(set) var moments: [Moment] = []

  static let otherTasks = Words("somebody", ja: "誰か")

  /// - Parameter phrasebook: what the suites tell is looked up there.
  init(_ run: RecordedRun, in phrasebook: Phrasebook = Phrasebook([])) {
    var leases = Leases()
    var state = LaneStates()
    for (event, name) in zip(run.events, Self.names(of: run.events)) {
      for end in leases.ends(upTo: event.time) { add(end, &state) }
      let isWaited = state.isSuspended(lane(named: name))
      let kind = event.kind == .told && isWaited ? .resume : event.kind
      add(
        Moment(
          kind: kind, time: event.time, lane: lane(named: name), text: phrasebook.words(event.text),
          message: event.message, activities: []),
        event, &state)
      leases.follow(event, in: lane(named: name), named: name?.english)
      state.holders = leases.holders
      moments[moments.count - 1].activities = state.activities(of: lanes.count)
    }
    if let end = run.end { for end in leases.ends(upTo: end.time) { add(end, &state) } }
    for index in moments.indices {
      let missing = lanes.count - moments[index].activities.count
      moments[index].activities += Array(repeating: .absent, count: missing)
    }
  }

  private mutating func add(_ moment: Moment, _ event: RunEvent, _ state: inout LaneStates) {
    state.follow(event, in: moment.lane)
    moments.append(moment)
  }

  private mutating func add(_ lease: Leases.Lease, _ state: inout LaneStates) {
    let name = lease.message.harmless
    state.holders = lease.otherHolders
    moments.append(
      Moment(
        kind: .expire, time: lease.until, lane: lease.lane,
        text: Words("the lease of \(name) is over", ja: "\(name) の貸出が終わる"),
        message: lease.message, activities: state.activities(of: lanes.count)))
  }

  private mutating func lane(named name: Words?) -> Int {
    let name = name ?? Self.otherTasks
    if let known = lanes.firstIndex(of: name) { return known }
    lanes.append(name)
    return lanes.count - 1
  }

  /// Whose each event is. A sleep is known by its task only: it belongs to whoever was heard last in that
  /// task, or else first.
  private static func names(of events: [RunEvent]) -> [Words?] {
    var first: [String: String] = [:]
    for event in events.reversed() {
      if let lane = event.lane, !event.task.isEmpty { first[event.task] = lane }
    }
    var last = first
    return events.map { event in
      if let lane = event.lane {
        last[event.task] = lane
        return Words(same: lane)
      }
      return last[event.task].map { Words(same: $0) }
    }
  }
}

/// Who waits, sleeps or holds something at the moment.
private struct LaneStates {
  private var known: Set<Int> = []
  private var suspended: Set<Int> = []
  private var sleepers: [String: Int] = [:]
  var holders: Set<Int> = []

  func isSuspended(_ lane: Int) -> Bool { suspended.contains(lane) }

  mutating func follow(_ event: RunEvent, in lane: Int) {
    known.insert(lane)
    switch event.kind {
    case .sleep: sleepers[event.task] = lane
    case .wake: sleepers[event.task] = nil
    case .suspend: suspended.insert(lane)
    default: suspended.remove(lane)
    }
  }

  func activities(of count: Int) -> [Timeline.Activity] {
    let asleep = Set(sleepers.values)
    return (0..<count).map { lane in
      if holders.contains(lane) { return .holding }
      if suspended.contains(lane) || asleep.contains(lane) { return .waiting }
      return known.contains(lane) ? .atWork : .absent
    }
  }
}
