/// Something that a message has to pass before it is worked on, such as a rate limiter or a circuit
/// breaker.
///
/// ```swift
/// switch await gate.enter() {
/// case .passed(let pass): …  await gate.leave(pass, .succeeded)
/// case .wait(let delay): try await clock.sleep(for: delay)  // and ask again
/// }
/// ```
///
/// Source: seed 003, "Safe message processing", its steps 3 and 4.
public protocol Gate: Sendable {
  /// Whether it would let somebody through now. That is only a look: others may be quicker.
  func wouldAdmit() async -> Bool

  /// Lets one through, or says how long to wait before asking again.
  func enter() async -> Admission

  /// Gives back a pass, whatever came of it. To leave twice is to leave once.
  func leave(_ pass: Pass, _ outcome: WorkOutcome) async
}

/// What a gate answers.
public enum Admission: Hashable, Sendable {
  /// Go on; give the pass back afterwards.
  case passed(Pass)
  /// Ask again after this time; it may be that you have to wait again.
  case wait(Duration)
}

/// The proof that a gate let somebody through, once.
public struct Pass: Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// What came of work behind a gate.
public enum WorkOutcome: Hashable, Sendable {
  case succeeded
  case failed
  /// It was broken off, or not even begun: that says nothing about what lies behind the gate.
  case unknown
}
