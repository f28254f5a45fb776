import Exercises
import Instruments
import Testing
import Vocabulary

extension HealthCheckerTests {
  @Test func `m good checks in a row bring one back, and it can fall again`() async {
    await explore(schedules: 60, sizes: 1...4) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 2, successes: world.size))
      await clinic.watch("anna")
      for fall in 1...2 {
        clinic.pool["anna"] = .silent(in: world)
        try await clinic.pass(.seconds(15))
        try await clinic.check(times: 2)
        try await clinic.expect("anna", is: .failed, "2 failed checks in a row make a fall.")
        // Almost well, and then a failed check: the next row begins anew.
        clinic.pool["anna"] = .prompt(in: world)
        for number in 1..<max(world.size, 1) {
          try await clinic.check(times: 1)
          try await clinic.expect(
            "anna", is: .failed, "Good checks in a row are counted: this is only no. \(number).")
        }
        clinic.pool["anna"] = .silent(in: world)
        try await clinic.check(times: 1)
        clinic.pool["anna"] = .prompt(in: world)
        for _ in 1...world.size {
          try await clinic.expect("anna", is: .failed, "A failed check ends a row of good ones.")
          await clinic.beat("anna", fall == 1 ? .idle : .processing, progress: fall)
          try await clinic.check(times: 1)
        }
        try await clinic.expect(
          "anna", is: fall == 1 ? .idle : .processing,
          "The good check no. \(world.size) in a row brings one back, to what its beats say.")
      }
      let fall = [
        HealthEvent.failed("anna", revokedLeases: 0, isReplaced: true), .recovered("anna"),
      ]
      try clinic.expectReports(
        fall + fall, about: "anna", "Each fall is reported, and each recovery.")
    }
  }

  @Test func `a beat alone fells nobody, and brings nobody back`() async {
    await explore(schedules: 50) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1, successes: 2))
      await clinic.watch("anna")
      await clinic.beat("anna", .processing, progress: 1)
      await clinic.beat("anna", .failed, progress: 2)
      try await clinic.expect(
        "anna", is: .processing, "Who is failed, only the checker says: that beat is ignored.")
      try await clinic.pass(.seconds(60))
      await clinic.check()
      try await clinic.expect("anna", is: .failed, "Who works and does not get on is stuck.")
      for progress in 2...9 { await clinic.beat("anna", .processing, progress: progress) }
      try await clinic.expect("anna", is: .failed, "Good checks bring one back; beats do not.")
      try await clinic.check(times: 1)
      try await clinic.expect("anna", is: .failed, "One good check is not two.")
      await clinic.beat("anna", .processing, progress: 10)
      try await clinic.check(times: 1)
      try await clinic.expect("anna", is: .processing, "Who gets on again is well again.")
    }
  }

  @Test func `stopped is final`() async {
    await explore(schedules: 100) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1, successes: 1))
      await clinic.watch("anna", "ben", "carl")
      // anna stops while she is failed, ben while he is being pinged, carl while he is well.
      clinic.pool["anna"] = .refuses()
      clinic.pool["ben"] = .hangs
      await withTaskGroup { group in
        group.addTask { await clinic.check() }
        group.addTask {
          try? await clinic.pass(.milliseconds(500))
          try? await clinic.expect("anna", is: .failed, "A failed check makes a fall.")
          for consumer in ["anna", "ben", "carl"] {
            await clinic.beat(ConsumerID(consumer), .stopped)
          }
        }
      }
      for consumer: ConsumerID in ["anna", "ben", "carl"] {
        try await clinic.expect(consumer, is: .stopped, "Stopped is final: no check undoes it.")
        await clinic.beat(consumer, .idle)
        clinic.pool[consumer] = world.pick([.answers(), .refuses()])
      }
      try await clinic.check(times: 3)
      for consumer: ConsumerID in ["anna", "ben", "carl"] {
        try await clinic.expect(
          consumer, is: .stopped, "Stopped is final: never failed, never revived.")
      }
      try clinic.expectReports([], about: "ben", "Who has stopped does not fail.")
      await clinic.watch("anna")
      try await clinic.expect("anna", is: .idle, "Who was started again lives a new life.")
    }
  }

  @Test func `what is forgotten is forgotten`() async {
    await explore(schedules: 60) { world in
      let clinic = try Clinic(
        in: world, strictHealth(failures: 3, successes: 2, grace: .seconds(5)))
      await clinic.watch("anna")
      try await clinic.pass(.seconds(10))
      clinic.pool["anna"] = .silent(in: world)
      await clinic.beat("anna", .processing, progress: 9)
      // It falls, or almost does; then it is started anew, with or without leaving first.
      try await clinic.pass(.seconds(40))
      try await clinic.check(times: world.random(in: 2...5))
      if world.chance(50) { await clinic.forget("anna") }
      await clinic.watch("anna")
      try await clinic.expect("anna", is: .idle, "Who is watched anew starts anew.")
      await clinic.check()
      try await clinic.expect("anna", is: .idle, "A new life has a grace of its own.")
      try await clinic.pass(.seconds(10))
      for number in 1...2 {
        await clinic.check()
        try await clinic.expect(
          "anna", is: .idle, "In a new life failures are counted anew: this is only no. \(number).")
      }
      await clinic.beat("anna", .processing, progress: 1)
      try await clinic.pass(.seconds(20))
      await clinic.beat("anna", .processing, progress: 2)
      try await clinic.pass(.seconds(20))
      await clinic.beat("anna", .processing, progress: 3)
      await clinic.check()
      try await clinic.expect("anna", is: .processing, "In a new life progress is measured anew.")
    }
  }

  @Test func `a ping from a former life counts for nothing`() async {
    await explore(schedules: 200) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1), auditing: true)
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = world.pick([.hangs, .refuses(after: .milliseconds(500))])
      clinic.pool["ben"] = .refuses()
      try await withThrowingTaskGroup { group in
        group.addTask { await clinic.check() }
        group.addTask {
          try await clinic.pass(.milliseconds(200))
          if world.chance(70) { await clinic.forget("anna") }
          await clinic.watch("anna")
          // The old ping is under way still: nobody is pinged twice at a time, in two lives neither.
          await clinic.check()
        }
        try await group.waitForAll()
      }
      try await clinic.expect(
        "anna", is: .idle, "What a ping from a former life finds counts for nothing.")
      try await clinic.expect("ben", is: .failed, "1 failed check makes a fall.")
      await clinic.check()
      try await clinic.expect("anna", is: .failed, "In its new life it is checked as anybody is.")
    }
  }
}
