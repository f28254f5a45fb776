/// What happened to a learner's lessons, in the order in which it did.
struct History: Equatable, Sendable {
  struct Event: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
      case graded(Verdict, points: Int, passed: Int, tests: Int)
      /// Back to the starter, or to another version that was kept.
      case replaced
      /// The reference was looked at before the lesson passed.
      case spoiled
    }

    let date: String
    let lesson: String
    let kind: Kind
  }

  var events: [Event] = []

  /// The same without what matters least: of each lesson stay first passes, help, new heights, and
  /// what happened lately.
  func thinned(to recent: Int) -> History {
    var best: [String: Int] = [:]
    var passed: Set<String> = []
    var kept: [Event] = []
    for (index, event) in events.enumerated() {
      var matters = index >= events.count - recent
      switch event.kind {
      case .graded(_, let points, _, _):
        if points > best[event.lesson, default: -1] {
          best[event.lesson] = points
          matters = true
        }
        if event.isPass, passed.insert(event.lesson).inserted { matters = true }
      case .spoiled: matters = true
      case .replaced: break
      }
      if matters { kept.append(event) }
    }
    return History(events: kept)
  }
}

extension History.Event {
  var isPass: Bool {
    if case .graded(.passes, _, _, _) = kind { true } else { false }
  }

  init(_ standing: Standing, of lesson: String) {
    self.init(
      date: standing.date, lesson: lesson,
      kind: .graded(
        standing.verdict, points: standing.points, passed: standing.passed,
        tests: standing.tests.count))
  }

  var json: JSON {
    let head: [JSON.Member] = [
      JSON.Member("date", .string(date)), JSON.Member("lesson", .string(lesson)),
    ]
    switch kind {
    case .graded(let verdict, let points, let passed, let tests):
      return .object(
        head + [
          JSON.Member("event", "graded"), JSON.Member("verdict", .string(verdict.rawValue)),
          JSON.Member("points", .whole(points)), JSON.Member("passed", .whole(passed)),
          JSON.Member("tests", .whole(tests)),
        ])
    case .replaced: return .object(head + [JSON.Member("event", "replaced")])
    case .spoiled: return .object(head + [JSON.Member("event", "spoiled")])
    }
  }

  /// Nil for what a later grader may have written, or half of a line.
  init?(_ json: JSON) {
    guard let date = json["date"]?.text, Date.seconds(of: date) != nil,
      let lesson = json["lesson"]?.text
    else { return nil }
    switch json["event"]?.text {
    case "graded":
      guard let verdict = json["verdict"]?.text.flatMap(Verdict.init),
        let points = json["points"]?.wholeNumber, let passed = json["passed"]?.wholeNumber,
        let tests = json["tests"]?.wholeNumber
      else { return nil }
      self.init(
        date: date, lesson: lesson,
        kind: .graded(verdict, points: points, passed: passed, tests: tests))
    case "replaced": self.init(date: date, lesson: lesson, kind: .replaced)
    case "spoiled": self.init(date: date, lesson: lesson, kind: .spoiled)
    default: return nil
    }
  }
}
