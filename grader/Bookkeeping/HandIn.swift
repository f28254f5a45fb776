/// What came from one learner, before anything of it was graded.
struct HandIn: Equatable, Sendable {
  /// The learner's id.
  let learner: String
  /// Names the sources of all lessons, as they were let in.
  let submission: String
  /// When it was handed in, as `2026-11-21T10:27:51Z`; nil if nobody said.
  var date: String?
  /// The same for single lessons, by their names, where somebody said.
  var dates: [String: String] = [:]
  /// What else lay there and was left: names, at most a few, and how many there were.
  var leftOut: [String] = []
  var leftOutCount = 0
}

extension HandIn {
  var json: JSON {
    [
      "learner": .string(learner), "submission": .string(submission), "date": .optional(date),
      "dates": .array(
        dates.sorted { $0.key < $1.key }.map { .array([.string($0.key), .string($0.value)]) }),
      "leftOut": .array(leftOut.map(JSON.string)), "leftOutCount": .whole(leftOutCount),
    ]
  }

  init?(_ json: JSON) {
    guard let learner = json["learner"]?.text, let submission = json["submission"]?.text else {
      return nil
    }
    self.init(
      learner: learner, submission: submission, date: json["date"]?.text,
      dates: Dictionary(
        (json["dates"]?.items ?? []).compactMap { pair in
          guard let texts = pair.items?.compactMap(\.text), texts.count == 2 else { return nil }
          return (texts[0], texts[1])
        }, uniquingKeysWith: { _, last in last }),
      leftOut: (json["leftOut"]?.items ?? []).compactMap(\.text),
      leftOutCount: json["leftOutCount"]?.wholeNumber ?? 0)
  }
}
