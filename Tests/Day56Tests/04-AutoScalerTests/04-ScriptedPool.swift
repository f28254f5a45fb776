import Instruments
import Synchronization
import Vocabulary

/// A pool that does what a test has written for it, keeps a record, and refuses what no scaler may order.
final class ScriptedPool: ConsumerPool {
  /// What becomes of an order to start consumers.
  enum Start: Sendable {
    case all
    /// So many start, and no more; with none, the order comes back empty.
    case some(Int)
    /// An error keeps even the first from starting.
    case failure
  }

  struct State {
    var members: [PoolMember] = []
    /// What becomes of the next orders to start some; afterwards all start.
    var starts: [Start] = []
    /// How long it takes to start consumers.
    var startTime = Duration.zero
    /// How long a consumer takes to leave; nil if it stays, draining.
    var leaveTime: Duration? = .zero

    /// How many each order asked for.
    var asked: [Int] = []
    var added: [ConsumerID] = []
    var drained: [ConsumerID] = []
    /// The first order that no scaler may give.
    var wrong: String?
    /// How many orders to start some are being carried out.
    fileprivate var ordersUnderWay = 0
    fileprivate var lastNumber = 0
  }

  private let policy: ScalingPolicy
  private let clock: any TimeSource
  private let world: World?
  private let state = Mutex(State())

  /// - Parameter world: where it tells what it does; nil where threads are at work.
  init(_ policy: ScalingPolicy, clock: any TimeSource, in world: World? = nil) {
    self.policy = policy
    self.clock = clock
    self.world = world
  }

  /// What it holds and has done.
  var now: State { state.withLock(\.self) }

  /// Lets the test write the script, or change who is there.
  func change(_ edit: (inout State) -> Void) { state.withLock { edit(&$0) } }

  /// Puts in consumers that have been there for an hour, idle since the given number of seconds.
  func settle(_ count: Int, status: ConsumerStatus = .idle, idleFor seconds: Int = 600) {
    let now = clock.now
    state.withLock { state in
      for _ in 0..<count {
        state.members.append(
          PoolMember(
            id: state.nextName, status: status, started: now.advanced(by: .seconds(-3_600)),
            lastActive: now.advanced(by: .seconds(-seconds))))
      }
    }
    let what = status == .idle ? "idle for \(seconds) s" : status.rawValue
    world?.tell("pool", "has \(count) more, \(what)")
  }

  func members() async -> [PoolMember] {
    await Task.yield()
    let members = now.members
    // By the time that an answer is there, it may be old: among threads, a look at their clock sees to it.
    if world == nil { _ = clock.now }
    await Task.yield()
    return members
  }

  func ping(_ consumer: ConsumerID) async throws {}

  func replace(_ consumer: ConsumerID) async throws {}

  func add(_ count: Int) async throws -> [ConsumerID] {
    let (start, time) = state.withLock { $0.accept(orderFor: count, policy) }
    defer { state.withLock { $0.ordersUnderWay -= 1 } }
    world?.tell("pool", "is asked for \(count) more")
    await Task.yield()
    if time > .zero { try await clock.sleep(until: clock.now.advanced(by: time)) }
    let added = start.count(of: count)
    world?.tell(
      "pool", "starts \(added == 0 ? "none" : "\(added)")")
    if case .failure = start { throw CannotStart() }
    return state.withLock { state in
      let new = (0..<added).map { _ in PoolMember(id: state.nextName, started: clock.now) }
      state.members += new
      state.added += new.map(\.id)
      return new.map(\.id)
    }
  }

  func drain(_ consumer: ConsumerID) async {
    await Task.yield()
    world?.tell("pool", "lets \(consumer) go")
    let leaveTime = state.withLock { state in
      state.wrong = state.wrong ?? state.objection(to: consumer, policy, at: clock.now)
      state.drained.append(consumer)
      if let index = state.index(of: consumer) { state.members[index].isDraining = true }
      return state.leaveTime
    }
    guard let leaveTime else { return }
    if leaveTime > .zero { try? await clock.sleep(until: clock.now.advanced(by: leaveTime)) }
    state.withLock { state in state.members.removeAll { $0.id == consumer } }
  }
}

/// What keeps a consumer from starting.
struct CannotStart: Error {}

extension ScriptedPool.Start {
  fileprivate func count(of wanted: Int) -> Int {
    switch self {
    case .all: max(wanted, 0)
    case .some(let few): max(min(few, wanted), 0)
    case .failure: 0
    }
  }
}

extension ScriptedPool.State {
  fileprivate var nextName: ConsumerID {
    mutating get {
      lastNumber += 1
      return ConsumerID("c\(lastNumber)")
    }
  }

  /// Those that can be given work.
  var staff: [PoolMember] { members.filter { $0.status.isEligible && !$0.isDraining } }

  func index(of consumer: ConsumerID) -> Int? { members.firstIndex { $0.id == consumer } }

  fileprivate mutating func accept(
    orderFor count: Int, _ policy: ScalingPolicy
  ) -> (ScriptedPool.Start, Duration) {
    let alive = members.count { $0.status != .stopped }
    if count < 1 {
      wrong = wrong ?? "Who needs nobody asks for nobody: \(count) were asked for."
    } else if count > policy.maxConsumers - alive {
      wrong =
        wrong ?? "There are never more alive than \(policy.maxConsumers), be they well or not: "
        + "of \(alive) that are alive, \(count) more were asked for."
    } else if ordersUnderWay > 0 {
      wrong =
        wrong ?? "While one look adds, another does not: \(count) more were asked for before an "
        + "order for \(asked.last ?? 0) was carried out."
    }
    asked.append(count)
    ordersUnderWay += 1
    return (starts.isEmpty ? .all : starts.removeFirst(), startTime)
  }

  /// Why this one may not be let go now.
  fileprivate func objection(
    to consumer: ConsumerID, _ policy: ScalingPolicy, at now: Timestamp
  ) -> String? {
    guard let index = index(of: consumer) else {
      return "Who is let go is in the pool, but \(consumer) is not, or not any more."
    }
    let member = members[index]
    let age = member.started.duration(to: now)
    if member.isDraining { return "Who is let go is not let go again, but \(consumer) is." }
    if member.status != .idle {
      return "Only who is idle is let go, but \(consumer) is \(member.status.rawValue)."
    }
    if age < policy.newbornAge {
      return "A newborn is not let go, but \(consumer), which is \(age.told) old, is."
    }
    if staff.count <= policy.minConsumers {
      return
        "At least \(policy.minConsumers) stay, but \(consumer) is one of \(staff.count) and is let go."
    }
    return nil
  }
}
