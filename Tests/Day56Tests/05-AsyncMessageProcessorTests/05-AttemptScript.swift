import Instruments
import Vocabulary

/// What happens in one attempt to pack an order.
struct AttemptScript: Sendable {
  /// How long it takes; nil: until it is told to stop.
  var time: Duration?
  /// What it ends with; nil: it is done.
  var error: (any Error)?
  /// Whether it stops when it is told to.
  var heeds = true
  /// How long it takes to tidy up when it was told to stop.
  var tidying = Duration.zero
  /// What it throws when it was told to stop.
  var answer: any Error = CancellationError()

  static let success = AttemptScript(time: .zero)
  static let jam = AttemptScript.failure(PackingError.tapeJams(1))
  static let hang = AttemptScript()

  static func success(after seconds: Int) -> AttemptScript {
    AttemptScript(time: .seconds(seconds))
  }

  static func failure(_ error: any Error, after seconds: Int = 0) -> AttemptScript {
    AttemptScript(time: .seconds(seconds), error: error)
  }

  static func hang(tidying seconds: Int, answer: any Error = CancellationError()) -> AttemptScript {
    AttemptScript(tidying: .seconds(seconds), answer: answer)
  }

  /// It goes on to its end, whoever tells it to stop.
  static func deaf(_ seconds: Int, _ error: (any Error)? = nil) -> AttemptScript {
    AttemptScript(time: .seconds(seconds), error: error, heeds: false)
  }

  /// - Parameter whenTold: called as soon as it hears that it is to stop.
  func perform(on clock: VirtualClock, whenTold: () -> Void) async throws {
    guard heeds else {
      await clock.pass(time ?? .zero)
      if let error { throw error }
      return
    }
    do {
      try await clock.sleep(for: time ?? .seconds(1_000_000))
    } catch {
      whenTold()
      if tidying > .zero { await clock.pass(tidying) }
      throw answer
    }
    if let error { throw error }
  }
}

/// What can go wrong when an order is packed.
enum PackingError: Error, Equatable {
  /// Try again.
  case tapeJams(Int)
  /// That will not go away.
  case unknownAddress
}

extension VirtualClock {
  /// Lets time pass, also for a task that was cancelled.
  func pass(_ time: Duration) async {
    let clock = self
    await Task { try? await clock.sleep(for: time) }.value
  }
}
