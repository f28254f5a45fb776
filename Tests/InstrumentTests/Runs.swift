@testable import Instruments

typealias Body = @Sendable (World) async throws -> Void

/// Looks for a failure under the first seeds, on a thread of its own.
func search(
  schedules: Int, sizes: ClosedRange<Int> = 1...1, stepLimit: Int = 100_000,
  only seed: UInt64? = nil, _ body: @escaping Body
) async -> Exploration.Report {
  let plan = Exploration(schedules: schedules, sizes: sizes, stepLimit: stepLimit)
  return await onThreadOfItsOwn { plan.search(only: seed, body) }
}

/// Everything that can be seen of one run.
struct Trace: Hashable, Sendable {
  let ending: String
  let lines: [String]
  let steps: Int
  let elapsed: Duration
}

/// What each of the seeds makes of `body`.
func traces(of seeds: Range<UInt64>, _ body: @escaping Body) async -> [Trace] {
  await onThreadOfItsOwn {
    seeds.map { seed in
      let world = World(seed: seed, size: 1)
      let run = simulate(seed: seed, clock: world.clock, whenOver: world.closeBook) {
        try await body(world)
      }
      return Trace(
        ending: "\(run.outcome)", lines: world.story.lines(limit: .max), steps: run.steps,
        elapsed: run.elapsed)
    }
  }
}
