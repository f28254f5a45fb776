import Testing

@testable import Instruments

@Suite struct ExplorationTests {
  @Test func `the seeds are tried in order, up to the first that fails`() async {
    let report = await search(schedules: 100) { world in
      try world.expect(world.seed < 37, "No seed is above 36.")
    }
    #expect(report.runs == 38)
    #expect(report.failure?.seed == 37)
  }

  @Test func `without a failure all are tried, and the summary counts them`() async {
    let report = await search(schedules: 25) { world in
      try await world.clock.sleep(for: .milliseconds(100))
    }
    #expect(report.runs == 25)
    #expect(report.failure == nil)
    #expect(
      report.summary == "explored 25 schedules, \(report.steps) steps, 2.5 s of virtual time")
    let one = await search(schedules: 1) { _ in }
    #expect(one.summary == "explored 1 schedule, \(one.steps) steps, 0 s of virtual time")
  }

  @Test func `the seed that is named fails again when asked for alone`() async throws {
    let first = await search(schedules: 500, sizes: 1...5, Self.rarelyWrong)
    let seed = try #require(first.failure?.seed)
    #expect(seed > 0, "It should not be the very first that fails.")
    let again = await search(schedules: 500, sizes: 1...5, only: seed, Self.rarelyWrong)
    #expect(again.runs == 1)
    #expect(again.failure?.text(inFull: true) == first.failure?.text(inFull: true))
  }

  @Test(arguments: [(1, 1...9), (2, 1...9), (20, 2...40), (500, 1...6), (7, 3...3)])
  func `worlds grow from the smallest to the largest`(_ schedules: Int, _ sizes: ClosedRange<Int>) {
    let plan = Exploration(schedules: schedules, sizes: sizes)
    let grown = (0..<UInt64(schedules)).map { plan.size(for: $0) }
    #expect(grown.first == sizes.lowerBound)
    #expect(grown == grown.sorted())
    if schedules > 1 { #expect(grown.last == sizes.upperBound) }
    if schedules >= 10 * sizes.count { #expect(Set(grown) == Set(sizes)) }
    #expect(plan.size(for: .max) == sizes.upperBound)
  }

  @Test func `a failure tells the law, then the seed, then the end of the story`() async {
    let body: Body = { world in
      for number in 1...20 { world.tell("anna", "step \(number)") }
      try world.expect(false, "Nineteen steps are enough.")
    }
    let failure = await search(schedules: 1, body).failure
    let brief = failure?.text(inFull: false).split(separator: "\n") ?? []
    #expect(brief.first == "Nineteen steps are enough.")
    #expect(brief.dropFirst().first?.hasPrefix("seed 0 ") == true)
    #expect(brief.dropFirst().first?.contains("DAY56_SEED=0") == true)
    #expect(brief.dropFirst(2).first == "  … 4 earlier events")
    #expect(brief.count == 3 + 16)
    #expect(brief.last == "  0 s  anna  step 20")
    let full = failure?.text(inFull: true).split(separator: "\n") ?? []
    #expect(full.count == 2 + 20)
    #expect(full.dropFirst(2).first == "  0 s  anna  step 1")
  }

  @Test(
    arguments: [
      (nil, nil), ("", nil), ("0", 0), ("007", 7), ("18446744073709551615", .max),
    ] as [(String?, UInt64?)])
  func `a seed can be asked for`(_ text: String?, _ seed: UInt64?) throws {
    #expect(try Replay.seed(in: text) == seed)
  }

  @Test(arguments: ["seven", "-1", "1.5", " 7", "18446744073709551616"])
  func `what is no seed is called so`(_ text: String) {
    let error = #expect(throws: Replay.UnreadableSeed.self) { try Replay.seed(in: text) }
    #expect(error?.description.hasPrefix("DAY56_SEED is \"\(text)\", which is no seed") == true)
  }

  /// Fails where three tasks happen to finish in reverse, in a world that is not the smallest.
  private static let rarelyWrong: Body = { world in
    let order = await withTaskGroup { group in
      for number in 1...3 {
        group.addTask {
          await Task.yield()
          world.tell("runner \(number)", "arrives")
          return number
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    try world.expect(world.size == 1 || order != [3, 2, 1], "The last is not first.")
  }
}
