import Instruments
import Synchronization
import Vocabulary

/// The work that the shop's messages ask for: it takes its time, has an effect, fails or hangs, as the test says.
final class Work: MessageProcessor {
  enum Course: Sendable {
    case succeeds(after: Duration)
    case fails(after: Duration)
    /// It goes on until it is cancelled.
    case hangs
  }

  private struct State {
    var begun: [MessageID: Int] = [:]
    var effects: [MessageID: Int] = [:]
    var underWay = 0
    var mostUnderWay = 0
    var beginnings: [Timestamp] = []
    var failures: [Timestamp] = []
    var bodies: Set<String> = []
  }

  private let world: World
  private let course: @Sendable (MessageID, _ attempt: Int) -> Course
  private let state = Mutex(State())

  /// - Parameter course: how the work on a message goes, the first time, the second, and so on.
  init(in world: World, course: @escaping @Sendable (MessageID, _ attempt: Int) -> Course) {
    self.world = world
    self.course = course
  }

  func process(_ message: Message) async throws(ProcessingError) {
    let attempt = state.withLock { state in
      state.begun[message.id, default: 0] += 1
      state.underWay += 1
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
      state.beginnings.append(world.clock.now)
      state.bodies.insert(message.body)
      return state.begun[message.id] ?? 0
    }
    defer { state.withLock { $0.underWay -= 1 } }
    world.tell("work", "on \(message.id) begins")
    do {
      switch course(message.id, attempt) {
      case .succeeds(let time):
        if time > .zero { try await world.clock.sleep(for: time) }
        state.withLock { $0.effects[message.id, default: 0] += 1 }
        world.tell("work", "on \(message.id) has its effect")
      case .fails(let time):
        try await world.clock.sleep(for: time)
        state.withLock { $0.failures.append(world.clock.now) }
        throw WorkFailed()
      case .hangs:
        try await world.clock.sleep(for: .seconds(1_000_000))
      }
    } catch {
      world.tell("work", "on \(message.id) \(error is WorkFailed ? "fails" : "is broken off")")
      throw ProcessingError(
        error is WorkFailed ? .failed : .cancelled, attempts: 1, cause: error)
    }
  }

  /// How often the work on this message was begun.
  func begun(_ message: MessageID) -> Int { state.withLock { $0.begun[message] ?? 0 } }
  /// How often it had its effect.
  func effects(_ message: MessageID) -> Int { state.withLock { $0.effects[message] ?? 0 } }
  /// How many are at work at this moment.
  var underWay: Int { state.withLock(\.underWay) }
  var mostUnderWay: Int { state.withLock(\.mostUnderWay) }
  /// When work was begun, in that order.
  var beginnings: [Timestamp] { state.withLock(\.beginnings) }
  /// When work failed.
  var failures: [Timestamp] { state.withLock(\.failures) }
  /// What the messages said that were worked on.
  var bodies: Set<String> { state.withLock(\.bodies) }
  /// Of all effects, how many came on top of the first of their message.
  var repetitions: Int { state.withLock { $0.effects.values.reduce(0) { $0 + $1 - 1 } } }
}

struct WorkFailed: Error {}
