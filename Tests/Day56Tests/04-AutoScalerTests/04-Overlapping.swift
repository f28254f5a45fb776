import Exercises
import Instruments
import Testing
import Vocabulary

extension AutoScalerTests {
  @Test func `looks that overlap do the work once`() async {
    await explore(schedules: 200, sizes: 2...5) { world in
      let shop = Shop(try plainPolicy(upCooldown: .zero), staff: 2, in: world)
      shop.pool.change { $0.startTime = .seconds(world.random(in: 0...3)) }
      let actions = await withTaskGroup(of: ScalingAction.self) { group in
        for number in 1...world.size {
          let delay = Duration.seconds(world.random(in: 0...2))
          group.addTask {
            try? await world.clock.sleep(for: delay)
            world.tell("scaler", "looks, for the \(number). time: \(Load.needing(9).told)")
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
      let shop = Shop(try plainPolicy(downCooldown: .zero), staff: 10, in: world)
      shop.pool.change { $0.leaveTime = world.pick([nil, .zero, .seconds(1), .seconds(20)]) }
      try await shop.look(.needing(4), for: .seconds(50))
      try await world.clock.sleep(for: .seconds(20))
      await withTaskGroup { group in
        for number in 1...world.size {
          let delay = Duration.seconds(world.random(in: 0...1))
          group.addTask {
            try? await world.clock.sleep(for: delay)
            world.tell("scaler", "looks, for the \(number). time: \(Load.needing(4).told)")
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
      let shop = Shop(try plainPolicy(), staff: 2, in: world)
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
    let policy = try plainPolicy(upCooldown: .zero)
    let clock = InterruptingClock()
    let shops = (1...60).map { _ in
      let pool = ScriptedPool(policy, clock: clock)
      return (scaler: AutoScaler(policy: policy, clock: clock) as any Scaler, pool: pool)
    }
    _ = await onThreads(3) { _ in
      for shop in shops { await shop.scaler.adjust(shop.pool, to: .needing(9)) }
    }
    let wrong = shops.filter { $0.pool.now.added.count != 9 }
    if let first = wrong.first {
      Issue.record(
        """
        Of looks that overlap, one does what there is to do: of \(shops.count) pools that needed 9, \
        \(wrong.count) were given another number, the first of them \(first.pool.now.added.count). \
        To see that nobody is at it and to begin must be one step, under one lock.
        """)
    }
  }
}
