import Exercises
import Instruments
import Testing
import Vocabulary

extension HealthCheckerTests {
  @Test func `a fallen consumer can settle nothing, and others get its orders`() async {
    await explore(schedules: 100, sizes: 1...4) { world in
      let clinic = try Clinic(in: world, strictHealth(), auditing: true)
      await clinic.watch("anna", "ben")
      var held: [Delivery] = []
      for number in 1...world.size {
        await clinic.queue.enqueue(Message(id: "order-\(number)"))
        if let delivery = await clinic.queue.dequeue(for: "anna") { held.append(delivery) }
      }
      await clinic.queue.enqueue(Message(id: "order-of-ben"))
      let bens = await clinic.queue.dequeue(for: "ben")
      clinic.pool["anna"] = .silent(in: world)
      try await clinic.check(times: 2)
      try await clinic.expect("anna", is: .failed, "2 failed checks in a row make a fall.")
      for delivery in held {
        try await clinic.expectRefused(delivery)
      }
      for delivery in held {
        let again = await clinic.queue.dequeue(for: "ben")
        try world.expectEqual(
          again?.message.id, delivery.message.id, "What a fallen consumer held is ready for others."
        )
      }
      do {
        if let bens { try await clinic.queue.acknowledge(bens.receipt) }
      } catch { throw world.breakLaw("Who is well keeps what it holds: ben's order was revoked.") }
      try clinic.expectReports(
        [.failed("anna", revokedLeases: held.count, isReplaced: true)], about: "anna",
        "A fall is reported, with the number of leases that were revoked.")
    }
  }

  @Test func `a fall has one failover, however long it lasts`() async {
    await explore(schedules: 40) { world in
      let clinic = try Clinic(in: world, strictHealth(), auditing: true)
      await clinic.watch("anna", "ben")
      clinic.pool["anna"] = .silent(in: world)
      for round in 1...8 {
        try await clinic.check(times: 1)
        if world.chance(20) { await clinic.beat("ben", .processing, progress: round) }
      }
      try clinic.expectReports(
        [.failed("anna", revokedLeases: 0, isReplaced: true)], about: "anna",
        "One failover per fall, however many checks fail after it.")
    }
  }

  @Test func `first the status, then the leases, then the replacement, then the report`() async {
    await explore(schedules: 300) { world in
      let clinic = try Clinic(in: world, strictHealth(failures: 1), auditing: true)
      await clinic.watch("anna")
      await clinic.queue.enqueue(Message(id: "order-1"))
      let held = await clinic.queue.dequeue(for: "anna")
      clinic.pool["anna"] = .silent(in: world)
      clinic.pool.whenReplacing { consumer in
        try await clinic.expect(
          "anna", is: .failed, "A fall shows from the edge on, while the failover is under way.")
        if let held { try await clinic.expectRefused(held) }
        try await clinic.pass(.seconds(30))
        try clinic.expectReports([], about: "anna", "It is reported when it is done.")
      }
      await clinic.check()
      try clinic.expectReports(
        [.failed("anna", revokedLeases: 1, isReplaced: true)], about: "anna",
        "When a round is over, its falls are reported.")
    }
  }

  @Test func `a replacement that cannot be had undoes nothing`() async {
    await explore(schedules: 40) { world in
      let clinic = try Clinic(in: world, strictHealth(), auditing: true)
      await clinic.watch("anna", "ben")
      clinic.pool.whenReplacing { consumer in
        if world.chance(50) { try await clinic.pass(.seconds(1)) }
        if consumer == "anna" { throw OutOfStaff() }
      }
      clinic.pool["anna"] = .silent(in: world)
      try await clinic.check(times: 5)
      try await clinic.expect(
        "anna", is: .failed, "Who cannot be replaced has failed all the same.")
      try clinic.expectReports(
        [.failed("anna", revokedLeases: 0, isReplaced: false)], about: "anna",
        "A replacement that cannot be had is reported, and nothing is done again.")
      clinic.pool["ben"] = .silent(in: world)
      try await clinic.check(times: 5)
      try clinic.expectReports(
        [.failed("ben", revokedLeases: 0, isReplaced: true)], about: "ben",
        "The checker goes on when a replacement cannot be had.")
    }
  }

  @Test func `no more than the set share is failed at one time`() async {
    await explore(schedules: 80, sizes: 1...9) { world in
      let policy = try strictHealth(percent: world.pick([1, 30, 50, 67, 100]))
      let clinic = try Clinic(in: world, policy)
      let fleet = (1...world.size).map { ConsumerID("consumer-\($0)") }
      for consumer in fleet {
        await clinic.watch(consumer)
        clinic.pool[consumer] = .silent(in: world)
      }
      // Neither who has stopped nor who was forgotten belongs to the fleet.
      await clinic.watch("yuri", "zoe")
      await clinic.beat("yuri", .stopped)
      await clinic.forget("zoe")
      let most = policy.mostFailed(ofFleet: fleet.count)
      try await clinic.check(times: 4)
      var failed = try await clinic.expectFailed(most, of: fleet)
      for consumer in fleet where !failed.contains(consumer) {
        try clinic.expectReports(
          [.heldBack(consumer)], about: consumer,
          "Who would be one too many is held back, and that is reported once.")
      }
      // One of them leaves: there is room for one of those held back, if the fleet is not too small now.
      guard let leaver = failed.first, fleet.count > 1 else { return }
      if world.chance(50) {
        await clinic.forget(leaver)
      } else {
        await clinic.beat(leaver, .stopped)
      }
      failed.remove(leaver)
      try await clinic.check(times: 1)
      _ = try await clinic.expectFailed(
        max(failed.count, policy.mostFailed(ofFleet: fleet.count - 1)),
        of: fleet.filter { $0 != leaver })
    }
  }
}

private struct OutOfStaff: Error {}

extension Clinic {
  fileprivate func expectRefused(_ delivery: Delivery) async throws {
    do {
      try await queue.acknowledge(delivery.receipt)
    } catch { return }
    throw world.breakLaw(
      "A fallen consumer can settle nothing: \(delivery.consumer) settled \(delivery.message.id).")
  }

  /// Goes on if so many of the fleet are failed, and returns who they are.
  fileprivate func expectFailed(
    _ count: Int, of fleet: [ConsumerID], at place: SourceLocation = #_sourceLocation
  ) async throws -> Set<ConsumerID> {
    var failed: Set<ConsumerID> = []
    for consumer in fleet where await checker.status(of: consumer) == .failed {
      failed.insert(consumer)
    }
    try world.expectEqual(
      failed.count, count,
      "At most the set share is failed at one time, but at least one can be: all \(fleet.count) are "
        + "silent.", at: place)
    return failed
  }
}
