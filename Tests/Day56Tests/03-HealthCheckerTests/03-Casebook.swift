import Instruments
import Synchronization
import Vocabulary

/// What was done about each consumer, step by step, held against the order that a failover has.
final class Casebook: Sendable {
  private enum Stage {
    case well
    case revoked(Int)
    case asked(revoked: Int)
    case answered(revoked: Int, isReplaced: Bool)
    case told
  }

  private struct State {
    var stages: [ConsumerID: Stage] = [:]
    var events: [HealthEvent] = []
  }

  private let world: World
  private let isAuditing: Bool
  private let state = Mutex(State())

  init(in world: World, auditing: Bool) {
    self.world = world
    isAuditing = auditing
  }

  /// What was reported, in order.
  var events: [HealthEvent] { state.withLock(\.events) }

  func events(about consumer: ConsumerID) -> [HealthEvent] {
    events.filter { $0.consumer == consumer }
  }

  /// How often it was reported that a consumer failed.
  func falls(of consumer: ConsumerID) -> Int {
    events(about: consumer).count { if case .failed = $0 { true } else { false } }
  }

  /// Whether nothing was done about it since it was watched or recovered.
  func isWell(_ consumer: ConsumerID) -> Bool {
    if case .well = state.withLock({ $0.stages[consumer, default: .well] }) { true } else { false }
  }

  /// A new life: what was done in the last one does not matter.
  func open(_ consumer: ConsumerID) { state.withLock { $0.stages[consumer] = .well } }

  func revoked(_ count: Int, of consumer: ConsumerID) {
    world.tell("queue", "ends \(count == 1 ? "1 lease" : "\(count) leases") of \(consumer)")
    advance(consumer) { stage in
      guard case .well = stage else {
        return
          "One failover per fall: the leases of \(consumer) were revoked again, though it has "
          + "not recovered since."
      }
      stage = .revoked(count)
      return nil
    }
  }

  func askedToReplace(_ consumer: ConsumerID) {
    world.tell("pool", "is asked to replace \(consumer)")
    advance(consumer) { stage in
      switch stage {
      case .revoked(let count):
        stage = .asked(revoked: count)
        return nil
      case .well:
        return "First the leases are revoked, then a replacement is asked for: one was asked for "
          + "\(consumer), which held its leases still."
      default:
        return
          "One failover per fall: \(consumer) was to be replaced again, though it has not "
          + "recovered since."
      }
    }
  }

  func hasReplaced(_ consumer: ConsumerID, _ isReplaced: Bool) {
    world.tell("pool", isReplaced ? "has replaced \(consumer)" : "cannot replace \(consumer)")
    advance(consumer) { stage in
      if case .asked(let count) = stage {
        stage = .answered(revoked: count, isReplaced: isReplaced)
      }
      return nil
    }
  }

  func told(_ event: HealthEvent) {
    world.tell("checker", "reports: \(event.told)")
    state.withLock { $0.events.append(event) }
    let consumer = event.consumer
    advance(consumer) { stage in
      switch (event, stage) {
      case (.failed(_, let told, let isSaidReplaced), .answered(let revoked, let isReplaced)):
        stage = .told
        if told != revoked {
          return "The report says how many leases were revoked: \(revoked), and not \(told)."
        }
        if isSaidReplaced != isReplaced {
          return "The report says whether a replacement was had: "
            + (isReplaced ? "it was." : "it was not.")
        }
        return nil
      case (.failed, .told):
        return "One failover per fall: that \(consumer) failed was reported again, though it has "
          + "not recovered since."
      case (.failed, _):
        return
          "First the leases are revoked, then a replacement is asked for, then it is reported: "
          + "the report that \(consumer) failed came before."
      case (.recovered, .told):
        stage = .well
        return nil
      case (.recovered, _):
        return "Only who was reported failed can be reported recovered: \(consumer) was not."
      case (.heldBack, .well): return nil
      case (.heldBack, _):
        return "Who has failed is not held back: \(consumer) was reported to be."
      }
    }
  }

  /// A law is broken, for those who want to know.
  func report(_ law: String) {
    if isAuditing { world.breakLaw(law) }
  }

  private func advance(_ consumer: ConsumerID, _ step: (inout Stage) -> String?) {
    let law = state.withLock { step(&$0.stages[consumer, default: .well]) }
    if let law { report(law) }
  }
}

extension HealthEvent {
  var told: String {
    switch self {
    case .failed(let consumer, let leases, let isReplaced):
      "\(consumer) failed, \(leases) revoked, \(isReplaced ? "replaced" : "not replaced")"
    case .recovered(let consumer): "\(consumer) recovered"
    case .heldBack(let consumer): "\(consumer) held back"
    }
  }
}
