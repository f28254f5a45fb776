import Exercises
import Instruments
import Synchronization
import Testing
import Vocabulary

extension AutoScalerTests {
  @Test func `looks that overlap do the work once`() async {
    await explore(schedules: 200, sizes: 2...5) { world in
      let shop = StaffedShop(try plainPolicy(upCooldown: .zero), staff: 2, in: world)
      shop.pool.change { $0.startTime = .seconds(world.random(in: 0...3)) }
      let actions = await withTaskGroup(of: ScalingAction.self) { group in
        for number in 1...world.size {
          let delay = Duration.seconds(world.random(in: 0...2))
          group.addTask {
            try? await world.clock.sleep(for: delay)
            world.tell("scaler", "looks, by call \(number), and wants 9")
            return await shop.scaler.adjust(shop.pool, to: .needing(9))
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      try shop.expectNothingWrong()
      try shop.expectStaff(9, "Of looks that overlap, one does what there is to do.")
      let told = actions.flatMap { action -> [ConsumerID] in
        if case .added(let consumers) = action { consumers } else { [] }
      }
      try world.expectEqual(
        told.map(\.name).sorted(), shop.pool.now.added.map(\.name).sorted(),
        "Each consumer that was added is reported by the look that added it.")
    }
  }

  @Test func `looks that overlap let nobody go twice`() async {
    await explore(schedules: 200, sizes: 2...4) { world in
      let shop = StaffedShop(try plainPolicy(downCooldown: .zero), staff: 10, in: world)
      shop.pool.change { $0.leaveTime = world.pick([nil, .zero, .seconds(1), .seconds(20)]) }
      try await shop.look(.needing(4), for: .seconds(50))
      try await world.clock.sleep(for: .seconds(20))
      await withTaskGroup { group in
        for number in 1...world.size {
          let delay = Duration.seconds(world.random(in: 0...1))
          group.addTask {
            try? await world.clock.sleep(for: delay)
            world.tell("scaler", "looks, by call \(number), and wants 4")
            await shop.scaler.adjust(shop.pool, to: .needing(4))
          }
        }
      }
      try shop.expectNothingWrong()
      try shop.expectStaff(4, "Of looks that overlap, one does what there is to do.")
    }
  }

  @Test func `a look that is cancelled is no obstacle to the next`() async {
    await explore(schedules: 60) { world in
      let shop = StaffedShop(try plainPolicy(), staff: 2, in: world)
      shop.pool.change { $0.startTime = .seconds(3_600) }
      let patience = Duration.seconds(world.random(in: 0...2))
      await withTaskGroup { group in
        group.addTask {
          world.tell("scaler", waitsFor: "consumers to start")
          await shop.scaler.adjust(shop.pool, to: .needing(9))
          world.tell("scaler", "has stopped waiting")
        }
        try? await world.clock.sleep(for: patience)
        world.tell("shop", "cancels the look")
        group.cancelAll()
      }
      try world.expectEqual(
        world.clock.now.told, patience.told,
        "Who cancels a look cancels what it waits for. It ended after:")
      shop.pool.change { $0.startTime = .zero }
      try await shop.look(.needing(9))
      try shop.expectStaff(
        9, "A look that was cancelled has done nothing: the next one starts anew.")
      try await world.clock.sleep(for: .seconds(7_200))
      try shop.expectStaff(9, "Nothing that was cancelled goes on.")
    }
  }

  /// Synchronous code can be interrupted between two critical sections by threads alone.
  @Test func `threads that overlap do the work once`() async throws {
    let policy = try plainPolicy(upCooldown: .zero, newbornAge: .zero)
    let shops = (1...25).map { _ in
      let clock = MeetingClock(of: 3)
      let scaler = AutoScaler(policy: policy, clock: clock) as any Scaler
      return (clock: clock, scaler: scaler, pool: ScriptedPool(policy, clock: clock))
    }
    _ = await onThreads(3) { _ in
      for shop in shops {
        shop.clock.arrive()
        await shop.scaler.adjust(shop.pool, to: .needing(9))
      }
    }
    let wrong = shops.map(\.pool.now.added.count).filter { $0 != 9 }
    guard let first = wrong.first else { return }
    Issue.record(
      """
      Of looks that overlap, one does what there is to do: \(shops.count) pools needed 9, but \
      \(wrong.count) were given another number, the first of them \(first). \
      To see that nobody is at it and to begin must be one step, under one lock.
      """)
  }
}

/// Time that stands still, on a clock that tells it only when everybody has arrived: who looks at it with
/// a lock in hand has the others queue up for the lock.
private final class MeetingClock: TimeSource {
  private let clock = InterruptingClock()
  private let absent: Atomic<Int>

  init(of participants: Int) { absent = Atomic(participants) }

  func arrive() { absent.subtract(1, ordering: .sequentiallyConsistent) }

  var now: Timestamp {
    while absent.load(ordering: .sequentiallyConsistent) > 0 { _ = clock.now }
    // From their arrival to the lock it takes them a moment.
    for _ in 1...20 { _ = clock.now }
    return clock.now
  }

  var minimumResolution: Duration { clock.minimumResolution }

  func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    try await clock.sleep(until: deadline, tolerance: tolerance)
  }
}
