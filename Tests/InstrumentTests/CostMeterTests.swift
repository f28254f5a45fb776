import Synchronization
import Testing

@testable import Instruments

/// The margins are wide: a machine under load must not matter, and what is measured for differs by
/// a factor of a hundred.
@Suite struct CostMeterTests {
  @Test(arguments: [(1, 1.0 / 8, 8.0), (1_000, 50, .infinity)])
  func `so many times the work costs about so many times as much`(
    _ factor: Int, _ low: Double, _ high: Double
  ) async {
    let report = await search(schedules: 1) { world in
      let ratio = await CostMeter.ratio {
        work(factor * 500)
      } to: {
        work(500)
      }
      try world.expect(
        low < ratio && ratio < high, "Measured \(ratio), not between \(low) and \(high).")
    }
    #expect(report.failure?.law == nil)
  }

  @Test func `waiting costs nothing`() async {
    let report = await search(schedules: 1) { world in
      let ratio = await CostMeter.ratio {
        try? await world.clock.sleep(for: .seconds(3_600))
      } to: {
        work(100_000)
      }
      try world.expect(ratio < 8, "Sleeping an hour cost \(ratio) times as much as working.")
    }
    #expect(report.failure?.law == nil)
  }
}

private func work(_ amount: Int) {
  let sum = Atomic(0)
  for _ in 0..<amount { sum.add(1, ordering: .relaxed) }
}
