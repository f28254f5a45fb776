import Solutions
import Testing
import Vocabulary

@testable import Instruments

@Suite struct ObservedQueueTests {
  /// Queues that keep every law, though in different ways.
  enum Sound: String, CaseIterable, Sendable {
    case actor, reference

    func make(_ policy: QueuePolicy, _ world: World) throws -> any MessageQueue {
      switch self {
      case .actor: try ToyQueue(policy: policy, clock: world.clock)
      case .reference: SafeMessageQueue(policy: policy, clock: world.clock)
      }
    }
  }

  @Test(arguments: Sound.allCases, [true, false])
  func `a queue that keeps the laws is not accused`(_ sound: Sound, _ isAudited: Bool) async {
    let report = await search(schedules: 350, sizes: 1...6) { world in
      let policy = try Self.policy(in: world)
      let queue = ObservedQueue(
        try sound.make(policy, world), policy: policy, in: world, auditing: isAudited)
      await BusyNight(queue: queue, world: world).pass()
    }
    #expect(report.failure?.text(inFull: true) == nil)
  }

  @Test(arguments: Fault.allCases)
  func `a fault is found, and the law that it breaks is named`(_ fault: Fault) async {
    let body: Body = { world in
      let policy = try Self.policy(in: world)
      let queue = ObservedQueue(
        try ToyQueue(policy: policy, clock: world.clock, fault: fault), policy: policy, in: world,
        auditing: fault.isSeenInCounts)
      await BusyNight(queue: queue, world: world).pass()
    }
    // A queue that breaks one law is soon caught at breaking another, and that may happen first.
    let plan = Exploration(schedules: 300, sizes: 1...6)
    let law = await onThreadOfItsOwn {
      (0..<300).lazy.compactMap { plan.search(only: $0, body).failure?.law }
        .first { $0.hasPrefix(fault.law) }
    }
    #expect(law != nil)
  }

  private static func policy(in world: World) throws -> QueuePolicy {
    try QueuePolicy(
      visibilityTimeout: .seconds(10), maxDeliveries: world.random(in: 1...3),
      backoff: world.pick([[], [.seconds(3)]]))
  }
}
