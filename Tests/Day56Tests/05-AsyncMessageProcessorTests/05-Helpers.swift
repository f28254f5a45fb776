import Instruments
import Testing
import Vocabulary

extension ProcessingPolicy {
  /// Two workers with a line for ten; attempts of 4 s, a minute in all, and rests of one second.
  static func small(
    workers: Int = 2, lineLimit: Int = 10, maxAttempts: Int = 3,
    attemptTimeout: Duration = .seconds(4), totalTimeout: Duration = .seconds(60),
    backoff: Backoff? = nil
  ) -> ProcessingPolicy {
    let second = try? Backoff(initial: .seconds(1), multiplier: 1, cap: .seconds(1))
    return ProcessingPolicy(
      workers: workers, lineLimit: lineLimit, maxAttempts: maxAttempts,
      attemptTimeout: attemptTimeout, totalTimeout: totalTimeout,
      backoff: backoff ?? second ?? .noRest)
  }
}

extension World {
  /// Goes on if this is the error that must come out.
  func expectError(
    _ seen: ProcessingError?, _ reason: ProcessingError.Reason, attempts: Int,
    _ cause: (any Error)?,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let wanted = ProcessingError(reason, attempts: attempts, cause: cause)
    try expectEqual(
      seen?.told ?? "that it is done", wanted.told,
      "The error says why, how often, and the real cause.",
      at: place)
  }
}

/// Has an order packed, and takes no for an answer only if the world ends.
func expectPacked(
  _ id: MessageID, by shop: PackingRoom, in world: World,
  at place: SourceLocation = #_sourceLocation
) async throws {
  let error = await shop.outcome(of: id)
  try world.expect(
    error == nil, "\(id) can be packed, but process says \(error?.told ?? "nothing").", at: place)
}
