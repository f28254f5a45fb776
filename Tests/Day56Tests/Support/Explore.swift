import Dispatch
import Testing
import Vocabulary

/// Runs `body` under many schedules, and records an issue at the first under which it fails.
///
/// The issue tells the law that was broken, the seed that repeats the run, and the story up to there.
/// Seeds are a search, not a proof: that none failed does not say that none can.
///
/// The environment variable `DAY56_SEED` runs that seed alone, and tells its story in full. With
/// `DAY56_EVENTS` every run is also written for a program to draw.
///
/// - Parameters:
///   - schedules: how many seeds are tried, from 0 on.
///   - sizes: what `World.size` grows over, from the first seed to the last.
///   - stepLimit: after so many steps without an end, a run has failed.
/// - Returns: whether no run failed.
@discardableResult
public func explore(
  schedules: Int, sizes: ClosedRange<Int> = 1...1, stepLimit: Int = 100_000,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @escaping @Sendable (World) async throws -> Void
) async -> Bool {
  let plan = Exploration(schedules: schedules, sizes: sizes, stepLimit: stepLimit)
  let wanted: UInt64?
  do {
    wanted = try Replay.seed(in: Environment["DAY56_SEED"])
  } catch {
    Issue.record(Comment(rawValue: error.description), sourceLocation: sourceLocation)
    return false
  }
  let log = EventLog.requested()
  let report = await onThreadOfItsOwn { plan.search(only: wanted, recordedIn: log, body) }
  if let failure = report.failure {
    Issue.record(
      Comment(rawValue: failure.text(inFull: wanted != nil)),
      sourceLocation: failure.place ?? sourceLocation)
  } else {
    Note.leave(report.summary, at: sourceLocation)
  }
  return report.failure == nil
}

/// Which seeds to try, and how big the world is under each.
struct Exploration: Sendable {
  let schedules: Int
  var sizes: ClosedRange<Int> = 1...1
  var stepLimit = 100_000

  struct Report: Sendable {
    var runs = 0
    var steps = 0
    var elapsed = Duration.zero
    var failure: Failure?

    var summary: String {
      let schedules = runs == 1 ? "1 schedule" : "\(runs) schedules"
      return "explored \(schedules), \(steps) steps, \(elapsed.told) of virtual time"
    }
  }

  /// Blocks the thread that calls it, and needs it for itself.
  func search(
    only seed: UInt64? = nil, recordedIn log: EventLog? = nil,
    _ body: @escaping @Sendable (World) async throws -> Void
  ) -> Report {
    var report = Report()
    let seeds = seed.map { [$0] } ?? (0..<UInt64(schedules)).map(\.self)
    for seed in seeds where report.failure == nil {
      let (run, failure) =
        log.map { record(seed, in: $0, body) } ?? run(seed, tellsStory: false, body)
      report.runs += 1
      report.steps += run.steps
      report.elapsed += run.elapsed
      // The same run once more, now with its story: to write down those of all that go well is half the work.
      report.failure = failure.map { self.run(seed, tellsStory: true, body).failure ?? $0 }
    }
    return report
  }

  /// Also a run that goes well: it may be asked for by name.
  private func record(
    _ seed: UInt64, in log: EventLog, _ body: @escaping @Sendable (World) async throws -> Void
  ) -> (run: Run, failure: Failure?) {
    log.begin(seed: seed)
    let (run, failure) = run(seed, tellsStory: true, log: log, body)
    log.end(law: failure?.law, at: Timestamp.start.advanced(by: run.elapsed))
    return (run, failure)
  }

  private func run(
    _ seed: UInt64, tellsStory: Bool, log: EventLog? = nil,
    _ body: @escaping @Sendable (World) async throws -> Void
  ) -> (run: Run, failure: Failure?) {
    let world = World(seed: seed, size: size(for: seed), tellsStory: tellsStory, log: log)
    let run = simulate(
      seed: seed, clock: world.clock, stepLimit: stepLimit, log: log, whenOver: world.closeBook
    ) {
      try await body(world)
    }
    return (run, Failure(of: run, in: world))
  }

  /// The lower bound for the first seed, and the upper one for the last and for all that come after it.
  func size(for seed: UInt64) -> Int {
    let share = min(Double(seed) / Double(max(schedules - 1, 1)), 1)
    return sizes.lowerBound + min(Int(share * Double(sizes.count)), sizes.count - 1)
  }
}

/// What is asked for in the environment.
enum Replay {
  /// The seed that `text` names; nil if there is none or it is empty.
  static func seed(in text: String?) throws(UnreadableSeed) -> UInt64? {
    guard let text, !text.isEmpty else { return nil }
    guard let seed = UInt64(text) else { throw UnreadableSeed(text: text) }
    return seed
  }

  struct UnreadableSeed: Error, CustomStringConvertible {
    let text: String

    var description: String {
      "DAY56_SEED is \"\(text)\", which is no seed: set it to a whole number from 0 on, or unset it."
    }
  }
}

/// Runs `work` on a thread that nothing else runs on, and waits for it without blocking.
func onThreadOfItsOwn<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "Day56 simulation").async { continuation.resume(returning: work()) }
  }
}
