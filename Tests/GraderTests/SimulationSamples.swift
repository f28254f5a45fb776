@testable import grader

/// Nights to test with.
extension Sample {
  static func moment(
    at time: Double, waiting: Int = 0, consumers: Int = 1, latency: Double? = nil,
    percentile99: Double? = nil, deaths: Int = 0
  ) -> Moment {
    Moment(
      time: time, ordered: Int(time), waiting: waiting, leased: 0,
      acknowledged: max(Int(time) - waiting, 0), dead: 0, consumers: consumers, deaths: deaths,
      latency: latency.map { Moment.Latency(median: $0, percentile99: percentile99 ?? $0) })
  }

  /// One a second.
  static func moments(_ count: Int) -> [Moment] {
    (0..<count).map { index in
      moment(
        at: Double(index + 1), waiting: index * index, consumers: index % 90,
        latency: index.isMultiple(of: 7) ? nil : Double(index))
    }
  }

  static let variant = Scenario.Variant(
    name: "with-scaler", title: Words("With the scaler", ja: "スケーラーあり"),
    about: Words("It grows.", ja: "大きくなります。"))

  static let otherVariant = Scenario.Variant(
    name: "without-scaler", title: Words("Without <it>", ja: "スケーラーなし"),
    about: Words("It does not.", ja: "大きくなりません。"))

  static func recording(_ moments: [Moment], fate: Recording.Fate? = nil) -> Recording {
    Recording(variant: variant, moments: moments, fate: fate)
  }

  static let scenario = Scenario(
    name: "busy-night", title: Words("A busy night", ja: "忙しい夜"),
    about: Words("Much comes in.", ja: "たくさん届きます。"), lesson: lesson("02-Night"),
    ordersPerMessage: 100, minutes: 1, variants: [variant, otherVariant],
    limits: Lesson.Limits(silence: 2, total: 20))

  static func closing(
    waiting: Int = 0, leased: Int = 0, acknowledged: Int = 60, dead: Int = 0, pretended: Int = 0,
    repetitions: Int = 0
  ) -> Closing {
    Closing(
      time: 61, waiting: waiting, leased: leased, acknowledged: acknowledged, dead: dead,
      pretended: pretended, repetitions: repetitions)
  }

  /// One night that goes well, and one that falls behind.
  static func simulation(isReference: Bool = true) -> Simulation {
    let well = recording(
      (1...6).map { moment(at: Double($0) * 10, latency: 1, percentile99: 2) },
      fate: .closed(closing()))
    let behind = Recording(
      variant: otherVariant,
      moments: (1...6).map { moment(at: Double($0) * 10, waiting: $0 * 8, latency: 9) },
      fate: .closed(closing(waiting: 48, acknowledged: 12)))
    return Simulation(
      scenario: scenario, code: ScenarioCode(library: "", isReference: isReference), minutes: 1,
      seed: 7, recordings: [well, behind])
  }
}
