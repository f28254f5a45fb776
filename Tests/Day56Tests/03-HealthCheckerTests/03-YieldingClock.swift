import Instruments
import Vocabulary

/// The world's clock, on which a cancelled sleep lets others go first.
///
/// A loop that goes on after it was cancelled never sleeps again. Here it takes steps instead, which are
/// counted, and so it is found out at once, rather than when the grader loses patience.
struct YieldingClock: TimeSource {
  let clock: VirtualClock

  var now: Timestamp { clock.now }
  var minimumResolution: Duration { clock.minimumResolution }

  func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    do {
      try await clock.sleep(until: deadline, tolerance: tolerance)
    } catch {
      await Task.yield()
      throw error
    }
  }
}
