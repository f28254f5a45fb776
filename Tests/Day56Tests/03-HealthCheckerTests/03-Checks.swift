import Exercises
import Instruments
import Testing
import Vocabulary

/// Lesson 03: one failover per fall from health, and a fallen consumer can settle nothing.
@Suite struct HealthCheckerTests {
  @Test func `a consumer is what its beats say, as long as it is well`() async {
    await explore(schedules: 50) { world in
      let clinic = try Clinic(in: world, strictHealth())
      await clinic.beat("anna", .processing, progress: 1)
      try await clinic.expect("anna", is: nil, "Who is not watched is unknown, beats or no beats.")
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = .prompt(in: world)
      try await clinic.expect("anna", is: .idle, "Before its first beat a consumer is idle.")
      await clinic.check()
      try await clinic.expect("anna", is: .idle, "A good check makes nobody busy.")
      await clinic.beat("anna", .processing, progress: 1)
      await clinic.check()
      try await clinic.expect("anna", is: .processing, "A busy consumer is not called idle.")
      try await clinic.expect("ben", is: .idle, "One's beats say nothing of another.")
      await clinic.beat("anna", .idle, progress: 1)
      try await clinic.expect("anna", is: .idle, "A consumer is what its last beat says.")
      await clinic.forget("anna")
      try await clinic.expect("anna", is: nil, "Who was forgotten is unknown.")
      await clinic.check()
      try await clinic.expect("ben", is: .idle, "To forget one is not to forget another.")
    }
  }

  @Test func `the k-th failed check in a row is the edge`() async {
    await explore(schedules: 60, sizes: 1...4) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: world.size))
      await clinic.watch("anna", "ben")
      // Almost, and then a good check: the next row begins anew.
      for _ in 1...2 {
        for number in 1..<max(world.size, 1) {
          clinic.pool["anna"] = .silent(in: world)
          await clinic.check()
          try await clinic.expect(
            "anna", is: .idle, "Failed checks in a row are counted: this is only no. \(number).")
        }
        clinic.pool["anna"] = .prompt(in: world)
        await clinic.check()
      }
      for _ in 1...world.size {
        try await clinic.expect("anna", is: .idle, "A good check ends a row of failed ones.")
        clinic.pool["anna"] = .silent(in: world)
        await clinic.check()
      }
      try await clinic.expect(
        "anna", is: .failed, "The failed check no. \(world.size) in a row is the edge.")
      try await clinic.expect("ben", is: .idle, "Everyone's failures are their own.")
    }
  }

  @Test func `who beats is alive, though it does not answer`() async {
    await explore(schedules: 20) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1))
      await clinic.watch("anna")
      clinic.pool["anna"] = .silent(in: world)
      // Long work on one order: too busy to answer, but getting on.
      for progress in 1...12 {
        await clinic.beat("anna", .processing, progress: progress)
        await clinic.check()
        try await clinic.expect(
          "anna", is: .processing, "Long work is not death: who beats and gets on is alive.")
        try await clinic.pass(.seconds(10))
      }
      await clinic.beat("anna", .idle, progress: 12)
      clinic.pool["anna"] = .refuses()
      try await clinic.pass(.seconds(15) - .nanoseconds(1))
      await clinic.check()
      try await clinic.expect("anna", is: .idle, "A beat is a sign of life for its whole time-out.")
      try await clinic.pass(.nanoseconds(1))
      await clinic.check()
      try await clinic.expect(
        "anna", is: .failed, "A beat is no sign of life any more when its time-out is over.")
    }
  }

  @Test func `who works and does not get on is stuck, beats or answers as it may`() async {
    await explore(schedules: 50) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1))
      await clinic.watch("anna")
      // The time of getting on begins with the work, not with the last order.
      await clinic.beat("anna", .processing, progress: 7)
      try await clinic.pass(.seconds(5))
      await clinic.beat("anna", .idle, progress: 7)
      for _ in 1...6 {
        await clinic.check()
        try await clinic.expect("anna", is: .idle, "Who is idle has no progress to make.")
        await clinic.beat("anna", .idle, progress: 7)
        try await clinic.pass(.seconds(10))
      }
      await clinic.beat("anna", .processing, progress: 7)
      for _ in 1...3 {
        await clinic.check()
        try await clinic.expect(
          "anna", is: .processing,
          "The time in which to get on begins when the work does.")
        try await clinic.pass(.seconds(10))
        await clinic.beat("anna", .processing, progress: 7)
      }
      try await clinic.pass(.seconds(5) - .nanoseconds(1))
      await clinic.check()
      try await clinic.expect("anna", is: .processing, "It has the whole time in which to get on.")
      try await clinic.pass(.nanoseconds(1))
      // Whether it still beats makes no difference now, nor that it answers.
      if world.chance(50) { await clinic.beat("anna", .processing, progress: 7) }
      await clinic.check()
      try await clinic.expect(
        "anna", is: .failed, "Who works and does not get on is stuck, though it beats and answers.")
    }
  }

  @Test func `a newborn has its grace`() async {
    await explore(schedules: 50, sizes: 1...3) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: world.size, grace: .seconds(65)))
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = .silent(in: world)
      clinic.pool["ben"] = .refuses()
      for _ in 1...7 {
        await clinic.check()
        try await clinic.expect("anna", is: .idle, "In its grace a newborn does not fall.")
        try await clinic.pass(.seconds(world.clock.now.secondsToTheNextTen))
      }
      for number in 1...world.size {
        try await clinic.expect(
          "anna", is: .idle,
          "What failed in the grace is not counted afterwards: this is only check no. \(number).")
        await clinic.check()
      }
      try await clinic.expect("anna", is: .failed, "A grace comes to its end.")
      try await clinic.expect("ben", is: .failed, "A grace comes to its end.")
    }
  }
}

extension Timestamp {
  /// How long it is until the seconds are a multiple of ten again.
  fileprivate var secondsToTheNextTen: Int64 { 10 - sinceStart.components.seconds % 10 }
}
