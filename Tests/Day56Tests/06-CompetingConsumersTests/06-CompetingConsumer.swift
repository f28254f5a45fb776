import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 06: nothing is lost, and nothing done twice without being told.
///
/// These three have the names, and the words, of the text that the course comes from.
@Suite struct CompetingConsumersTests {
  @Test func CompetingConsumer_BasicOperation() async {
    let holds = await explore(schedules: 60, sizes: 3...12) { world in
      let shop = try Shop(in: world) { _, _ in .succeeds(after: .seconds(1)) }
      await shop.order(1...world.size)
      try await shop.open { try await shop.untilSettled() }
      let counts = await shop.queue.counts()
      try world.expectEqual(
        counts.told, "\(world.size) acknowledged", "All that is ordered is packed.")
      for number in 1...world.size {
        try world.expectEqual(
          shop.work.effects("order-\(number)"), 1, "order-\(number) is packed once.")
      }
      try world.expectEqual(
        shop.work.mostUnderWay, 3, "Three consumers work side by side, one message each.")
    }
    if holds { Note.leave("Multiple consumers processing messages correctly") }
  }

  @Test func CompetingConsumer_LoadBalancing() async {
    let holds = await explore(schedules: 40, sizes: 1...2) { world in
      let rotation = Rotation()
      let shop = try Shop(in: world, choose: { rotation.next(of: $0) }) { _, _ in
        .succeeds(after: .seconds(world.random(in: 1...4)))
      }
      try await shop.open {
        // Two at a time: one of the three rests, and it is up to the balancer who.
        for pair in 0..<3 * world.size {
          await shop.order(2 * pair + 1...2 * pair + 2)
          try await world.clock.sleep(for: .seconds(5))
        }
      }
      let shares = await shop.system.metrics().processed
      try world.expectEqual(
        shares.values.sorted(), [Int](repeating: 2 * world.size, count: 3),
        "Where the balancer goes round, each consumer does an equal share.")
    }
    if holds { Note.leave("Load balancing distributing work evenly") }
  }

  @Test func CompetingConsumer_Failover() async {
    let holds = await explore(schedules: 60, sizes: 1...6) { world in
      let shop = try Shop(in: world) { _, attempt in
        attempt == 1 ? .succeeds(after: .seconds(4)) : .succeeds(after: .seconds(1))
      }
      await shop.order(1...3 + world.size)
      try await shop.open {
        try await world.clock.sleep(for: .seconds(2))
        let victim = try await shop.someMember().id
        world.tell("night", "\(victim) crashes")
        await shop.system.kill(victim)
        try await shop.untilSettled()
        try world.expect(
          world.clock.now.sinceStart < .seconds(30),
          "What a dead consumer held is packed by another, as soon as its death is noticed.")
        let members = await shop.system.members().map(\.id)
        try world.expect(
          members.count == 3 && !members.contains(victim),
          "A dead consumer is replaced. \(victim) died, and now there are \(members).")
      }
      for number in 1...3 + world.size {
        try world.expectEqual(
          shop.work.effects("order-\(number)"), 1, "order-\(number) is packed once.")
      }
    }
    if holds { Note.leave("Failover handling working correctly") }
  }
}
