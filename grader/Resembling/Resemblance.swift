/// Two learners' sources of a lesson that have more in common than the lesson explains. It says where to
/// look, and nothing about why: that is for a person to judge.
struct Resemblance: Equatable, Sendable {
  let lesson: String
  /// The learners' ids, in order.
  let one: String
  let other: String
  /// How much of the smaller of the two is in both, from 0 to 1, without what the lesson explains.
  let share: Double
  /// How many passages that are.
  let passages: Int
  /// The longest stretches first.
  let stretches: [Stretch]

  /// What is alike in both.
  struct Stretch: Equatable, Sendable {
    let one: Lines
    let other: Lines
  }

  struct Lines: Equatable, Sendable {
    let file: String
    let first: Int
    let last: Int

    /// Such as `01-Queue.swift:3-17`.
    var text: String { "\(file):\(first)" + (last > first ? "-\(last)" : "") }
  }
}

extension Resemblance {
  var json: JSON {
    [
      "lesson": .string(lesson), "one": .string(one), "other": .string(other),
      "share": .number((share * 100).rounded() / 100), "passages": .whole(passages),
      "stretches": .array(
        stretches.map { ["one": .string($0.one.text), "other": .string($0.other.text)] }),
    ]
  }
}
