import Exercises
import Instruments
import Testing
import Vocabulary

/// A random walk through what happens to a checker, compared with the model after each step.
///
/// Every step is taken when the seconds are a multiple of ten, and all that the policy times ends when
/// they are not; the pings of one round end at instants that differ. So there is one right answer.
struct HealthWalk {
  private let clinic: Clinic
  private let world: World
  private var model: HealthModel
  private var progress: [ConsumerID: Int] = [:]
  private let consumers: [ConsumerID] = ["anna", "ben", "carl", "dora"]

  init(in world: World) throws {
    let policy = try strictHealth(
      failures: world.random(in: 1...3), successes: world.random(in: 1...3),
      percent: world.pick([25, 50, 75, 100]), grace: .seconds(world.pick([0, 0, 25])))
    clinic = try Clinic(in: world, policy)
    self.world = world
    model = HealthModel(policy: policy)
  }

  mutating func step() async throws {
    let consumer = world.pick(consumers)
    switch world.random(in: 1...100) {
    case 1...12:
      await clinic.watch(consumer)
      model.watch(consumer, at: world.clock.now)
    case 13...15:
      await clinic.forget(consumer)
      model.forget(consumer)
    case 16...40: await beat(consumer)
    default: try await round()
    }
    for consumer in consumers {
      try await clinic.expect(
        consumer, is: model.status(of: consumer), "After every event the rules say how each is.")
    }
    let (seen, wanted) = (clinic.book.events, model.events)
    try world.expect(
      seen == wanted,
      "Every edge is reported, once: the last report should be "
        + "“\(wanted.last?.told ?? "none")”, and is “\(seen.last?.told ?? "none")”.")
  }

  private mutating func beat(_ consumer: ConsumerID) async {
    let status = world.pick([
      ConsumerStatus.idle, .processing, .processing, .processing, .processing, .failed,
      world.chance(30) ? .stopped : .idle,
    ])
    progress[consumer, default: 0] += world.random(in: 0...1)
    let isKnown = model.status(of: consumer).map { $0 != .stopped } ?? false
    let beat = Heartbeat(
      consumer: consumer, status: status, progress: progress[consumer, default: 0])
    if isKnown {
      await clinic.beat(consumer, beat.status, progress: beat.progress)
    } else {
      await clinic.checker.heartbeat(beat)
    }
    model.heartbeat(beat, at: world.clock.now)
  }

  /// At most one hangs: of several that do, nobody could say who is judged first.
  private mutating func round() async throws {
    let start = world.clock.now
    let hung = world.chance(30) ? world.pick(consumers) : nil
    let mood = world.pick([20, 50, 90])
    var answers: [(consumer: ConsumerID, isAnswer: Bool, time: Timestamp)] = []
    for (number, consumer) in consumers.inAnyOrder(in: world).enumerated() {
      let delay = Duration.milliseconds(100 * number)
      let isAnswer = consumer != hung && world.chance(mood)
      clinic.pool.set([
        consumer: consumer == hung
          ? .hangs : isAnswer ? .answers(after: delay) : .refuses(after: delay)
      ])
      let time = start.advanced(by: consumer == hung ? .seconds(1) : delay)
      answers.append((consumer, isAnswer, time))
    }
    for answer in answers.sorted(by: { $0.time < $1.time }) {
      model.judge(answer.consumer, answered: answer.isAnswer, at: answer.time)
    }
    world.tell(
      "pool",
      answers.filter { model.status(of: $0.consumer) != nil }
        .map { "\($0.consumer) \($0.isAnswer ? "answers" : "does not")" }.joined(separator: ", "))
    await clinic.check()
    try await world.clock.sleep(until: start.advanced(by: .seconds(10)))
  }
}

extension Array {
  /// The elements in an order that belongs to the world's seed.
  fileprivate func inAnyOrder(in world: World) -> [Element] {
    map { ($0, world.random(in: 0...1_000_000)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
