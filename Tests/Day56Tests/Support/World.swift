import Synchronization
import Testing
import Vocabulary

/// What a body under exploration is given: a clock, a size, a generator, and a book in which to write what happens.
///
/// ```swift
/// await explore(schedules: 100) { world in
///   try await world.clock.sleep(for: .seconds(30))
///   try world.expect(world.clock.now == later, "Time passes.")
/// }
/// ```
public final class World: Sendable {
  /// What this run can be repeated from.
  public let seed: UInt64
  /// How much should happen: small in the first runs, so that the first failure is a short one.
  public let size: Int
  public let clock: VirtualClock
  private let tellsStory: Bool
  private let log: EventLog?

  private struct State {
    var generator: SplitMix64
    var story = Story()
    var broken: BrokenLaw?
    var brokenAt: SourceLocation?
    var isOver = false
  }

  private let state: Mutex<State>

  /// A world as it is at the start of the run that belongs to `seed`.
  ///
  /// - Parameter tellsStory: whether what happens is written down; a run is as it is either way.
  public convenience init(seed: UInt64, size: Int, tellsStory: Bool = true) {
    self.init(seed: seed, size: size, tellsStory: tellsStory, log: nil)
  }

  init(seed: UInt64, size: Int, tellsStory: Bool, log: EventLog?) {
    self.seed = seed
    self.size = size
    self.tellsStory = tellsStory
    self.log = log
    clock = VirtualClock(log: log)
    // Not the generator that draws the schedule, but one that is as reproducible.
    state = Mutex(State(generator: SplitMix64(seed: ~seed)))
  }

  /// A number drawn from `range`.
  public func random(in range: ClosedRange<Int>) -> Int {
    state.withLock { Int.random(in: range, using: &$0.generator) }
  }

  /// True `percent` times in a hundred.
  public func chance(_ percent: Int) -> Bool { random(in: 1...100) <= percent }

  /// One of `choices`, which must not be empty.
  public func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[random(in: 0...choices.count - 1)]
  }

  /// Writes down that `who` did or saw something, and of what sort it is.
  public func tell(
    _ who: String, as kind: @autoclosure () -> EventKind = .told, _ what: @autoclosure () -> String
  ) {
    if tellsStory { write(who, what(), kind()) }
  }

  /// Writes down that `who` waits for something, until `who` is heard of again.
  public func tell(_ who: String, waitsFor what: @autoclosure () -> String) {
    if tellsStory { write(who, "waits for \(what())", .suspend) }
  }

  private func write(_ who: String, _ what: String, _ kind: EventKind) {
    let now = clock.now
    state.withLock { state in
      if state.broken == nil && !state.isOver {
        state.story.append(now, who, what, isWait: kind == .suspend)
      }
    }
    log?.add(now, who, what, kind)
  }

  /// Takes note that a law is broken. The first one counts, and the story ends there.
  ///
  /// - Parameter place: the line to show for it, if there is a better one than that of `explore`.
  /// - Returns: the first one.
  @discardableResult
  public func breakLaw(_ law: String, at place: SourceLocation? = nil) -> BrokenLaw {
    defer { log?.close() }
    return state.withLock { state in
      if let first = state.broken { return first }
      let broken = BrokenLaw(law: law)
      if !state.isOver { (state.broken, state.brokenAt) = (broken, place) }
      return broken
    }
  }

  /// The run is over: what happens from now on belongs to no story.
  func closeBook() {
    state.withLock { $0.isOver = true }
    log?.close()
  }

  /// Goes on if `condition` holds, and ends the run if it does not.
  ///
  /// - Throws: `BrokenLaw`, which the body should let pass.
  public func expect(
    _ condition: Bool, _ law: @autoclosure () -> String, at place: SourceLocation = #_sourceLocation
  ) throws(BrokenLaw) {
    if let broken { throw broken }
    if condition { return }
    throw breakLaw(law(), at: place)
  }

  /// Goes on if the two are equal, and ends the run, saying what was seen, if they are not.
  public func expectEqual<Value: Equatable>(
    _ seen: Value, _ wanted: Value, _ law: @autoclosure () -> String,
    at place: SourceLocation = #_sourceLocation
  ) throws(BrokenLaw) {
    try expect(
      seen == wanted, "\(law()) Expected \(told(wanted)), saw \(told(seen)).", at: place)
  }

  /// The first law that was broken, if any.
  public var broken: BrokenLaw? { state.withLock(\.broken) }

  /// The line that it was broken at, if it is known.
  var brokenAt: SourceLocation? { state.withLock(\.brokenAt) }

  /// What was written down so far. Do not decide by it: only a run that is to be told writes it.
  public var story: Story { state.withLock(\.story) }
}

/// A law that did not hold in a run.
public struct BrokenLaw: Error, Equatable {
  /// The law, as a sentence, with what was seen instead.
  public let law: String
}

/// A value as a sentence would tell it: without type names and optionals.
private func told<Value>(_ value: Value) -> String {
  let mirror = Mirror(reflecting: value)
  guard mirror.displayStyle == .optional else { return "\(value)" }
  return mirror.children.first.map { "\($0.value)" } ?? "nothing"
}
