import Instruments
import Vocabulary

/// What a scaler may do at a look, by the rules alone. Where they leave open how it keeps its window, between
/// "the looks younger than the window" and "what was in force during it", it allows both.
struct ScalerModel {
  private struct Look {
    let wanted: Int
    let time: Timestamp
  }

  private let policy: ScalingPolicy
  private var looks: [Look] = []
  /// When the first look was, or the first one after a silence as long as the window.
  private var silenceEnded = Timestamp.start
  private var lastGrowth: Timestamp?
  private var lastDrain: Timestamp?

  init(_ policy: ScalingPolicy) { self.policy = policy }

  /// Holds a deed against the rules.
  ///
  /// - Parameter pool: as it was before it.
  /// - Returns: what is wrong with it; nil if nothing is.
  mutating func objection(
    to deed: LookResult, wanted: Int, in pool: ScriptedPool.State, at now: Timestamp
  ) -> String? {
    if looks.last.map({ $0.time.duration(to: now) >= policy.scaleDownWindow }) ?? true {
      silenceEnded = now
    }
    looks.append(Look(wanted: wanted, time: now))
    let capacity = pool.staff.count
    let missing = max(policy.minConsumers - capacity, 0)
    defer {
      if deed.added.count > missing { lastGrowth = now }
      if !deed.drained.isEmpty { lastDrain = now }
    }
    let toAdd = additions(to: capacity, wanted: wanted, in: pool, at: now)
    if deed.asked != toAdd {
      return "\(wanted) are wanted and \(capacity) can work: expected an order for \(toAdd) more, "
        + "saw one for \(deed.asked). \(times(at: now))"
    }
    let counts = allowedDrains(from: pool, wanted: wanted, at: now)
    if !counts.contains(deed.drained.count) {
      return
        "\(wanted) are wanted and \(capacity) can work: expected \(counts.map(String.init).joined(separator: " or ")) "
        + "to be let go, saw \(deed.drained.count). \(times(at: now)) \(memory(at: now))"
    }
    return objection(toLettingGo: deed.drained, of: pool, at: now)
  }

  private func additions(
    to capacity: Int, wanted: Int, in pool: ScriptedPool.State, at now: Timestamp
  ) -> Int {
    guard wanted > capacity else { return 0 }
    let alive = pool.members.count { $0.status != .stopped }
    var count = policy.minConsumers - capacity
    if isFar(wanted, from: capacity), isOver(policy.scaleUpCooldown, since: lastGrowth, at: now) {
      count = max(count, min(wanted - capacity, policy.largestStepUp(from: capacity)))
    }
    return max(min(count, policy.maxConsumers - alive), 0)
  }

  private func allowedDrains(
    from pool: ScriptedPool.State, wanted: Int, at now: Timestamp
  ) -> [Int] {
    let capacity = pool.staff.count
    guard wanted <= capacity, let first = looks.first,
      first.time.duration(to: now) >= policy.scaleDownWindow,
      isOver(policy.scaleDownCooldown, since: lastDrain, at: now)
    else { return [0] }
    let recent = looks.filter { $0.time.duration(to: now) < policy.scaleDownWindow }
    // What was in force when the window began.
    let before = looks.last { $0.time.duration(to: now) >= policy.scaleDownWindow }
    var needs = [(recent + [before].compactMap(\.self)).map(\.wanted).max() ?? capacity]
    if recent.count > 1 { needs.append(recent.map(\.wanted).max() ?? capacity) }
    if silenceEnded.duration(to: now) < policy.scaleDownWindow { needs.append(capacity) }
    let dispensable = dispensable(in: pool, at: now).count
    let counts = needs.map { needed in
      let isEnough = needed >= capacity
      let isNear = capacity <= policy.maxConsumers && !isFar(needed, from: capacity)
      return isEnough || isNear ? 0 : min(capacity - needed, dispensable)
    }
    return Set(counts).sorted()
  }

  private func objection(
    toLettingGo drained: [ConsumerID], of pool: ScriptedPool.State, at now: Timestamp
  ) -> String? {
    let candidates = dispensable(in: pool, at: now)
    let gone = candidates.filter { drained.contains($0.id) }.map(\.lastActive).max()
    let stayed = candidates.filter { !drained.contains($0.id) }.map(\.lastActive).min()
    guard let gone, let stayed, stayed < gone else { return nil }
    return "The longest idle go first, but one goes that was active at \(gone.told), and one stays "
      + "that was last active at \(stayed.told)."
  }

  private func dispensable(in pool: ScriptedPool.State, at now: Timestamp) -> [PoolMember] {
    pool.staff.filter {
      $0.status == .idle && $0.started.duration(to: now) >= policy.newbornAge
    }
  }

  private func isFar(_ wanted: Int, from capacity: Int) -> Bool {
    Double(abs(wanted - capacity)) > policy.tolerance * Double(capacity)
  }

  private func isOver(_ cooldown: Duration, since last: Timestamp?, at now: Timestamp) -> Bool {
    last.map { $0.duration(to: now) >= cooldown } ?? true
  }

  private func times(at now: Timestamp) -> String {
    let growth = lastGrowth.map { "\($0.duration(to: now).told) ago" } ?? "never"
    let drain = lastDrain.map { "\($0.duration(to: now).told) ago" } ?? "never"
    return "The fleet last grew \(growth), and last shrank \(drain)."
  }

  private func memory(at now: Timestamp) -> String {
    let recent = looks.filter { $0.time.duration(to: now) < policy.scaleDownWindow }
    let highest = recent.map(\.wanted).max() ?? 0
    return "In the last \(policy.scaleDownWindow.told), at most \(highest) were wanted."
  }
}
