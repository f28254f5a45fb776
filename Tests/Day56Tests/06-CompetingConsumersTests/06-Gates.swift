import Instruments
import Synchronization
import Vocabulary

/// Lets one through every so often.
final class Limiter: Gate {
  private let clock: any TimeSource
  private let interval: Duration
  private let state = Mutex((next: Timestamp.start, passes: UInt64(0)))

  init(one interval: Duration, clock: any TimeSource) {
    self.interval = interval
    self.clock = clock
  }

  func wouldAdmit() async -> Bool { state.withLock { $0.next <= clock.now } }

  func enter() async -> Admission {
    let now = clock.now
    return state.withLock { state in
      guard state.next <= now else { return .wait(now.duration(to: state.next)) }
      state.next = now.advanced(by: interval)
      state.passes += 1
      return .passed(Pass(rawValue: state.passes))
    }
  }

  func leave(_ pass: Pass, _ outcome: WorkOutcome) async {}
}

/// A breaker that is closed, or open at first. Then it lets one through to see, and is closed once that has gone well.
final class Breaker: Gate {
  private struct State {
    var probesAt: Timestamp
    var isClosed = false
    var probe: Pass?
    var lastPass: UInt64 = 0
    var out: Set<Pass> = []
    var outcomes: [WorkOutcome] = []
    var probes = 0
  }

  private let clock: any TimeSource
  private let state: Mutex<State>

  init(openUntil time: Timestamp?, clock: any TimeSource) {
    self.clock = clock
    state = Mutex(State(probesAt: time ?? .start, isClosed: time == nil))
  }

  func wouldAdmit() async -> Bool {
    state.withLock { $0.isClosed || ($0.probesAt <= clock.now && $0.probe == nil) }
  }

  func enter() async -> Admission {
    let now = clock.now
    return state.withLock { state in
      if !state.isClosed {
        if now < state.probesAt { return .wait(now.duration(to: state.probesAt)) }
        if state.probe != nil { return .wait(.seconds(1)) }
      }
      state.lastPass += 1
      let pass = Pass(rawValue: state.lastPass)
      state.out.insert(pass)
      if !state.isClosed {
        state.probe = pass
        state.probes += 1
      }
      return .passed(pass)
    }
  }

  func leave(_ pass: Pass, _ outcome: WorkOutcome) async {
    let now = clock.now
    state.withLock { state in
      guard state.out.remove(pass) != nil else { return }
      state.outcomes.append(outcome)
      guard state.probe == pass else { return }
      state.probe = nil
      if outcome == .succeeded { state.isClosed = true }
      if outcome == .failed { state.probesAt = now.advanced(by: .seconds(20)) }
    }
  }

  /// How many were let through.
  var passes: Int { Int(state.withLock(\.lastPass)) }
  /// How many have not given their pass back.
  var out: Int { state.withLock(\.out.count) }
  /// What those who gave it back said.
  var outcomes: [WorkOutcome] { state.withLock(\.outcomes) }
}

/// Remembers what was done, and who is at what.
final class Memory: Deduplicator {
  private enum Entry {
    case done
    case held(Receipt, until: Timestamp)
  }

  private let clock: any TimeSource
  private let entries: Mutex<[MessageID: Entry]> = Mutex([:])

  init(clock: any TimeSource) { self.clock = clock }

  func begin(
    _ message: MessageID, for receipt: Receipt, until deadline: Timestamp
  ) async -> DuplicateCheck {
    let now = clock.now
    return entries.withLock { entries in
      switch entries[message] {
      case .done: return .done
      case .held(let holder, let until) where holder != receipt && now < until:
        return .underWay(until: until)
      case .held, nil:
        entries[message] = .held(receipt, until: deadline)
        return .first
      }
    }
  }

  func finish(_ message: MessageID) async { entries.withLock { $0[message] = .done } }

  func abandon(_ message: MessageID, for receipt: Receipt) async {
    entries.withLock { entries in
      if case .held(receipt, _) = entries[message] { entries[message] = nil }
    }
  }
}
