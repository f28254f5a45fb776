import Testing

@testable import grader

/// A long session of somebody who saves, presses keys and ends the watch in every way, at random. A
/// short one is part of the tests; for a long one:
///
///     DAY56_SOAK=500 DAY56_SOAK_SEED=7 swift test --traits Solutions --filter WatchSoakTests
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct WatchSoakTests {
  @Test func `no save is lost, no progress is damaged, and the terminal always comes back`()
    async throws
  {
    let events = Toolchain.variable("DAY56_SOAK").flatMap { Int($0) } ?? 20
    let seed = Toolchain.variable("DAY56_SOAK_SEED").flatMap { UInt64($0) } ?? 56
    let scratch = try Fixtures.course()
    print("A soak of \(events) events, with seed \(seed):")
    let bar = WorkBar(Console(language: .english), total: events)
    let counts = try await OwnThread.run {
      Result {
        let session = try RandomSession(scratch, seed: seed)
        do {
          for _ in 0..<events {
            try session.act()
            bar.advance("seed \(seed)")
          }
          try session.check()
        } catch {
          throw PseudoTerminal.Failure(
            description: "\(session.last), after \(session.counts): \(error)")
        }
        return session.counts
      }
    }.get()
    bar.finish()
    for (action, times) in counts.sorted(by: { $0.key < $1.key }) {
      print("  \(times) × \(action)")
    }
  }
}
