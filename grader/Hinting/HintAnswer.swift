/// What is said to a learner who asks for a hint.
struct HintAnswer: Equatable, Sendable {
  /// How the lesson stands.
  enum State: Equatable, Sendable {
    case notBegun
    /// The first test that does not pass.
    case failing(Lesson.TestCase)
    case notCompiling(Compiler.Failure)
    case passes
  }

  /// A hint, with its place in the group.
  struct Hint: Equatable, Sendable {
    let number: Int
    let text: String
  }

  let lesson: Lesson
  let state: State
  /// The file of the suite that the hints are about.
  var group: String?
  /// The known mistake that it looks like, if that is told now.
  var diagnosis: Diagnosis?
  var hints: [Hint] = []
  /// How many hints the group has.
  var total = 0
  /// How many of them were seen, with those that are told now.
  var seen = 0

  /// Whether there is nothing new to be told.
  var isLast: Bool { seen == total }
}

extension HintAnswer {
  /// What comes next for who has seen so much; `seen` is brought up to date. After the last hint, all
  /// of them come again.
  static func next(
    _ lesson: Lesson, _ state: State, group: HintBook.Group, diagnosis: Diagnosis?,
    seen: inout HintMemory.Seen
  ) -> HintAnswer {
    var answer = HintAnswer(lesson: lesson, state: state, group: group.name)
    answer.total = group.hints.count
    if let diagnosis, !seen.diagnoses.contains(diagnosis.trap) {
      seen.diagnoses.append(diagnosis.trap)
      answer.diagnosis = diagnosis
      answer.seen = seen.count(of: group)
      return answer
    }
    let shown = seen.count(of: group)
    let isOver = shown == group.hints.count
    answer.seen = isOver ? shown : shown + 1
    answer.diagnosis = isOver ? diagnosis : nil
    answer.hints = hints(group, from: isOver ? 0 : shown, to: answer.seen)
    seen.hints[group.name] = answer.seen
    return answer
  }

  /// What was seen already, and nothing else.
  static func again(
    _ lesson: Lesson, _ state: State, group: HintBook.Group, diagnosis: Diagnosis?,
    seen: HintMemory.Seen
  ) -> HintAnswer {
    var answer = HintAnswer(lesson: lesson, state: state, group: group.name)
    answer.total = group.hints.count
    answer.seen = seen.count(of: group)
    answer.diagnosis = diagnosis.flatMap { seen.diagnoses.contains($0.trap) ? $0 : nil }
    answer.hints = hints(group, from: 0, to: answer.seen)
    return answer
  }

  private static func hints(_ group: HintBook.Group, from start: Int, to end: Int) -> [Hint] {
    (start..<end).map { Hint(number: $0 + 1, text: group.hints[$0]) }
  }
}

extension HintMemory.Seen {
  /// Of a group that may have lost hints since.
  fileprivate func count(of group: HintBook.Group) -> Int {
    min(hints[group.name] ?? 0, group.hints.count)
  }
}
