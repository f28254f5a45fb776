import Exercises
import Instruments
import Testing
import Vocabulary

extension HealthCheckerTests {
  @Test func `who hangs delays no other`() async {
    await explore(schedules: 60, sizes: 2...8) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1))
      let hung = (1...world.size).map { ConsumerID("hung-\($0)") }
      for consumer in hung {
        await clinic.watch(consumer)
        clinic.pool[consumer] = .hangs
      }
      await clinic.watch("anna")
      clinic.pool["anna"] = .refuses(after: .milliseconds(100))
      try await withThrowingTaskGroup { group in
        group.addTask { await clinic.check() }
        group.addTask {
          try await clinic.pass(.milliseconds(200))
          try await clinic.expect(
            "anna", is: .failed, "Who hangs delays no other's verdict: anna has refused.")
          try await clinic.expect("hung-1", is: .idle, "A ping has its whole time-out.")
        }
        try await group.waitForAll()
      }
      try world.expectEqual(
        world.clock.now.told, "1 s", "Pings run side by side: \(hung.count) hang, for 1 s each.")
      for consumer in hung {
        try await clinic.expect(
          consumer, is: .failed, "Who does not answer in time fails the check.")
      }
    }
  }

  @Test func `a round leaves nothing running`() async {
    await explore(schedules: 60, sizes: 1...4) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1))
      for number in 1...world.size {
        let consumer = ConsumerID("consumer-\(number)")
        await clinic.watch(consumer)
        clinic.pool[consumer] = world.pick([.hangs, .answers(), .refuses()])
      }
      await clinic.watch("anna")
      if world.size == 1 {
        clinic.pool["consumer-1"] = .answers()
        await clinic.check()
        try world.expectEqual(
          world.clock.now.told, "0 s", "A round is over as soon as all have answered.")
      }
      clinic.pool["anna"] = .hangs
      for _ in 1...3 { await clinic.check() }
      try await clinic.expect("anna", is: .failed, "Who hangs fails the check.")
      try await clinic.pass(.nanoseconds(1))
      try world.expectEqual(
        clinic.pool.underWay.count, 0, "A ping that is given up is cancelled, or it hangs for ever."
      )
      try world.expectEqual(
        world.clock.sleeperCount, 0, "Nothing is left running when a round is over: no time-out.")
      let alarms = world.clock.alarms
      try await clinic.pass(.seconds(3_600))
      try world.expect(
        world.clock.alarms - alarms <= 1, "Nothing is left running when a round is over.")
    }
  }

  @Test func `rounds that overlap are one check, one count, one failover`() async {
    await explore(schedules: 200, sizes: 2...5) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 2), auditing: true)
      await clinic.watch("anna", "ben")
      clinic.pool.whenReplacing { _ in try await clinic.pass(.milliseconds(700)) }
      clinic.pool["anna"] = .hangs
      clinic.pool["ben"] = .answers(after: .milliseconds(900))
      for number in 1...3 {
        await withTaskGroup { group in
          for _ in 1...world.size {
            let delay = Duration.milliseconds(world.random(in: 0...9) * 100)
            group.addTask {
              try? await clinic.pass(delay)
              await clinic.check()
            }
          }
        }
        if number == 1 {
          // How many checks that were, depends on how they overlapped, but one ping is one failure.
          let pings = clinic.pool.pings(of: "anna")
          try await clinic.expect(
            "anna", is: pings >= 2 ? .failed : .idle,
            "One ping is one check, however many rounds wait for it: anna was pinged \(pings)×.")
        }
      }
      try clinic.expectReports(
        [.failed("anna", revokedLeases: 0, isReplaced: true)], about: "anna",
        "Rounds that overlap see one edge, and fail over once.")
    }
  }

  @Test func `rounds go on until they are cancelled`() async {
    await explore(schedules: 40, stepLimit: 10_000) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 3))
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = world.pick([.hangs, .refuses()])
      try await withThrowingTaskGroup { group in
        group.addTask { try await clinic.expectCancellation() }
        try await clinic.pass(.seconds(5))
        try world.expectEqual(clinic.pool.pings(of: "ben"), 1, "The first round begins at once.")
        try await clinic.pass(.seconds(100))
        let pings = clinic.pool.pings(of: "ben")
        try world.expect(
          9...12 ~= pings,
          "A round begins at every interval: in 105 s, at one every 10 s, ben was pinged \(pings)×."
        )
        try await clinic.expect("anna", is: .failed, "3 failed checks in a row make a fall.")
        group.cancelAll()
        world.tell("manager", waitsFor: "the checker to end")
        try await group.waitForAll()
      }
      try await clinic.pass(.nanoseconds(1))
      try world.expectEqual(clinic.pool.underWay.count, 0, "What is cancelled pings nobody.")
      let pings = clinic.pool.pings(of: "ben")
      try await clinic.pass(.seconds(3_600))
      try world.expectEqual(clinic.pool.pings(of: "ben"), pings, "What is cancelled stays so.")
    }
  }

  @Test func `who is cancelled judges nobody`() async {
    await explore(schedules: 200) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1))
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = world.pick([.hangs, .answers(after: .milliseconds(600))])
      clinic.pool["ben"] = .refuses()
      let goesOn = world.chance(50)
      try await withThrowingTaskGroup { group in
        group.addTask {
          if goesOn { try await clinic.expectCancellation() } else { await clinic.check() }
        }
        try await clinic.pass(.milliseconds(500))
        try await clinic.expect("ben", is: .failed, "1 failed check makes a fall.")
        world.tell("manager", "closes the shop")
        group.cancelAll()
        world.tell("manager", waitsFor: "the checker to end")
        try await group.waitForAll()
      }
      world.tell("manager", "locks the door")
      try world.expectEqual(
        world.clock.now.told, "0.5 s", "A checker that is cancelled ends at once.")
      try await clinic.pass(.seconds(10))
      try await clinic.expect(
        "anna", is: .idle, "A ping that was cancelled with its round says nothing of the consumer.")
      try clinic.expectReports([], about: "anna", "A shop that closes fails nobody over.")
    }
  }

  @Test func `a slow failover holds up nobody`() async {
    await explore(schedules: 30, stepLimit: 10_000) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 2), auditing: true)
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = .silent(in: world)
      clinic.pool.whenReplacing { consumer in
        if consumer == "anna" { try await clinic.pass(.seconds(200)) }
      }
      try await withThrowingTaskGroup { group in
        group.addTask { try await clinic.expectCancellation() }
        try await clinic.pass(.seconds(105))
        try await clinic.expect("anna", is: .failed, "2 failed checks in a row make a fall.")
        try await clinic.expect("ben", is: .idle, "Who answers is well.")
        clinic.pool["ben"] = .silent(in: world)
        try await clinic.pass(.seconds(40))
        try await clinic.expect(
          "ben", is: .failed, "Rounds go on while somebody is being replaced.")
        // anna is well again before she is replaced; what is told of her keeps its order.
        clinic.pool["anna"] = .answers()
        try await clinic.pass(.seconds(120))
        group.cancelAll()
        try await group.waitForAll()
      }
      try clinic.expectReports(
        [.failed("anna", revokedLeases: 0, isReplaced: true), .recovered("anna")], about: "anna",
        "Of one consumer things are told in the order in which they happen.")
    }
  }
}

extension Clinic {
  /// Lets the checker run until this task is cancelled.
  func expectCancellation() async throws {
    do {
      try await checker.run(over: pool)
    } catch {
      if Task.isCancelled { return }
    }
    throw world.breakLaw(
      "`run` ends only when its task is cancelled: it ended at \(world.clock.now.told).")
  }
}
