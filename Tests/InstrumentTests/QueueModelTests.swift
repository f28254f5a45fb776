import Solutions
import Testing
import Vocabulary

@testable import Instruments

@Suite struct QueueModelTests {
  @Test func `the model and the reference agree on every step of a walk`() async {
    let report = await walk(schedules: 120, with: nil)
    #expect(report.failure?.text(inFull: true) == nil)
  }

  /// All but the one that shows in waiting only.
  @Test(arguments: Fault.allCases.filter { $0 != .givesUpWaiting })
  func `a model with a fault is not agreed with`(_ fault: Fault) async {
    let report = await walk(schedules: 200, with: fault)
    #expect(report.failure != nil)
  }

  private func walk(schedules: Int, with fault: Fault?) async -> Exploration.Report {
    await search(schedules: schedules, sizes: 1...40) { world in
      let policy = try QueuePolicy(
        visibilityTimeout: .seconds(10), maxDeliveries: world.random(in: 1...3),
        backoff: world.pick([[], [.seconds(3)], [.seconds(1), .seconds(5)]]))
      var twins = Twins(
        try ToyQueue(policy: policy, clock: world.clock, fault: fault),
        SafeMessageQueue(policy: policy, clock: world.clock), in: world)
      for _ in 1...world.size { try await twins.step() }
    }
  }

  @Test func `a message goes from place to place as time passes`() throws {
    var model = QueueModel(
      policy: try QueuePolicy(visibilityTimeout: .seconds(10), maxDeliveries: 2, backoff: []))
    var places: [String] = []
    model.enqueue(Message(id: "order-1"))
    places.append(model.counts(at: at(0)).told)
    model.lease(to: "anna", under: first, at: at(1))
    for second in [1, 10, 11] { places.append(model.counts(at: at(second)).told) }
    model.lease(to: "ben", under: second, at: at(12))
    model.nack(first, delay: nil, at: at(13))
    places.append(model.counts(at: at(13)).told)
    model.nack(second, delay: nil, at: at(14))
    places.append(model.counts(at: at(14)).told)
    let letters = model.deadLetters(at: at(14))
    let redriven = model.redriveDeadLetters(at: at(15))
    let next = model.nextDelivery(at: at(15))
    #expect(
      places == ["1 ready", "1 leased", "1 leased", "1 ready", "1 leased", "1 dead"])
    #expect(letters.map(\.deliveries) == [2] && letters.map(\.reason) == [.nacked])
    #expect(redriven == 1)
    #expect(next?.number == 1 && next?.deadline == at(25))
  }

  @Test func `what is given back is delayed until its rest is over`() {
    var model = QueueModel(policy: .standard)
    model.enqueue(Message(id: "order-1"))
    model.lease(to: "anna", under: first, at: at(0))
    let wasLive = model.isLive(first, at: at(1))
    model.nack(first, delay: .seconds(7), at: at(1))
    let isLive = model.isLive(first, at: at(1))
    #expect(wasLive && !isLive)
    #expect(model.nextDue == at(8))
    let places = [7, 8].map { model.counts(at: at($0)).told }
    #expect(places == ["1 delayed", "1 ready"])
    #expect(model.nextDue == nil)
  }

  private let first = Receipt(rawValue: 1)
  private let second = Receipt(rawValue: 2)

  private func at(_ second: Int) -> Timestamp { Timestamp(sinceStart: .seconds(second)) }
}
