import Testing

@testable import grader

@Suite struct TimelineTests {
  private static let second = 1_000_000_000

  private func event(
    _ kind: RunEvent.Kind, _ time: Int, _ lane: String?, task: String = "", until: Int? = nil,
    of consumer: String? = nil
  ) -> RunEvent {
    RunEvent(
      kind: kind, time: time * Self.second, lane: lane, task: task, text: kind.rawValue,
      message: "order-1", until: until.map { $0 * Self.second }, consumer: consumer)
  }

  private func timeline(_ events: RunEvent..., until end: Int = 100) -> Timeline {
    Timeline(
      RecordedRun(
        seed: 1, beginning: events, end: RecordedRun.End(time: end * Self.second, law: nil)))
  }

  @Test func `a lease that nobody ends is over at its deadline`() {
    let timeline = timeline(
      event(.deliver, 0, "anna", until: 10), event(.told, 30, "ben"))
    #expect(timeline.moments.map(\.kind) == [.deliver, .expire, .told])
    #expect(timeline.moments[1].time == 10 * Self.second)
    #expect(timeline.lanes[timeline.moments[1].lane].english == "anna")
    #expect(timeline.moments[0].activities[0] == .holding)
    #expect(timeline.moments[1].activities[0] == .atWork)
  }

  @Test(arguments: [RunEvent.Kind.settle, .giveBack])
  func `a lease that was settled does not expire`(kind: RunEvent.Kind) {
    let timeline = timeline(event(.deliver, 0, "anna", until: 10), event(kind, 1, "anna"))
    #expect(timeline.moments.map(\.kind) == [.deliver, kind])
    #expect(timeline.moments[1].activities[0] == .atWork)
  }

  @Test func `an extension moves the end, and a refusal does not`() {
    let timeline = timeline(
      event(.deliver, 0, "anna", until: 10), event(.extend, 1, "anna", until: 20),
      event(.refuse, 2, "anna"))
    #expect(timeline.moments.last?.kind == .expire)
    #expect(timeline.moments.last?.time == 20 * Self.second)
  }

  @Test func `what is revoked does not expire, and another's does`() {
    let timeline = timeline(
      event(.deliver, 0, "anna", until: 10), event(.deliver, 0, "ben", until: 11),
      event(.revoke, 1, "manager", of: "anna"))
    #expect(timeline.moments.map(\.kind) == [.deliver, .deliver, .revoke, .expire])
    #expect(timeline.moments.last?.time == 11 * Self.second)
  }

  @Test func `a lease that outlives the run does not expire in it`() {
    #expect(timeline(event(.deliver, 0, "anna", until: 10), until: 9).moments.count == 1)
  }

  @Test func `a sleep is that of whoever was heard in its task`() {
    let timeline = timeline(
      event(.sleep, 0, nil, task: "1"), event(.told, 1, "anna", task: "1"),
      event(.wake, 2, nil, task: "1"), event(.sleep, 3, nil, task: "2"))
    let names = timeline.moments.map { timeline.lanes[$0.lane] }
    #expect(names.map(\.english) == ["anna", "anna", "anna", Timeline.otherTasks.english])
    #expect(timeline.moments[0].activities[0] == .waiting)
    #expect(timeline.moments[2].activities[0] == .atWork)
  }

  @Test func `who waited and is heard of goes on`() {
    let timeline = timeline(
      event(.suspend, 0, "anna"), event(.told, 1, "anna"), event(.told, 2, "anna"))
    #expect(timeline.moments.map(\.kind) == [.suspend, .resume, .told])
    #expect(timeline.moments.map { $0.activities[0] } == [.waiting, .atWork, .atWork])
  }

  @Test func `times are in order, and every lane has its state`() throws {
    for seed in 0..<50 as Range<UInt64> {
      let run = RecordedRuns.random(lanes: 1 + Int(seed) % 12, events: 200, seed: seed)
      let timeline = Timeline(run)
      let times = timeline.moments.map(\.time)
      #expect(times == times.sorted())
      #expect(
        timeline.moments.count { $0.kind != .expire } >= run.events.count { $0.kind != .expire })
      #expect(timeline.moments.allSatisfy { $0.activities.count == timeline.lanes.count })
    }
  }

  @Test(arguments: [
    (0, "0 s"), (1, "0.000000001 s"), (12_500_000_000, "12.5 s"), (-1_500_000_000, "-1.5 s"),
    (Int.max, "9223372036.854775807 s"), (Int.min, "-9223372036.854775808 s"),
  ])
  func `nanoseconds are told in seconds`(nanoseconds: Int, text: String) {
    #expect(nanoseconds.asSeconds == text)
  }
}
