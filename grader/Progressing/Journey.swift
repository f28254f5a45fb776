/// Where a learner stands, and how it came to that.
struct Journey: Sendable {
  /// The sum of the points from a moment on.
  struct Step: Equatable, Sendable {
    /// Since 1970.
    let seconds: Int
    let points: Int
  }

  /// What is known of one lesson.
  struct Stage: Sendable {
    let lesson: Lesson
    /// Nil: not begun, or not graded yet.
    var verdict: Verdict?
    var points = 0
    /// When it passed for the first time, in seconds since 1970: the law is mastered.
    var mastered: Int?
    /// Whether the reference was looked at before that.
    var hadHelp = false
  }

  let course: Course
  private(set) var steps: [Step] = []
  private(set) var stages: [Stage]

  var points: Int { stages.reduce(0) { $0 + $1.points } }
  var mastered: Int { stages.count { $0.mastered != nil } }
  /// The names of the lessons with help.
  var helped: Set<String> { Set(stages.filter(\.hadHelp).map(\.lesson.name)) }

  /// - Parameter progress: what is known of lessons that were graded before there was a history.
  init(_ course: Course, _ history: History, _ progress: Progress) {
    self.course = course
    stages = course.lessons.map { Stage(lesson: $0) }
    let told = Set(history.events.filter(\.isGrade).map(\.lesson))
    let untold = progress.standings.filter { !told.contains($0.key) }
      .map { History.Event($0.value, of: $0.key) }
    let events = (history.events + untold).compactMap { event in
      Date.seconds(of: event.date).map { (seconds: $0, event: event) }
    }
    for (seconds, event) in events.sorted(by: { $0.seconds < $1.seconds }) {
      enter(event, at: seconds)
    }
  }

  private mutating func enter(_ event: History.Event, at seconds: Int) {
    guard let index = stages.firstIndex(where: { $0.lesson.name == event.lesson }) else { return }
    switch event.kind {
    case .graded(let verdict, let points, _, _):
      stages[index].verdict = verdict
      stages[index].points = min(max(points, 0), stages[index].lesson.points)
      if verdict == .passes, stages[index].mastered == nil { stages[index].mastered = seconds }
    case .replaced:
      stages[index].verdict = nil
      stages[index].points = 0
    case .spoiled:
      if stages[index].mastered == nil { stages[index].hadHelp = true }
      return
    }
    if steps.last?.seconds == seconds { steps.removeLast() }
    if steps.last?.points != points { steps.append(Step(seconds: seconds, points: points)) }
  }

  /// The sum at a moment.
  func points(at seconds: Int) -> Int { steps.last { $0.seconds <= seconds }?.points ?? 0 }
}

extension Journey.Stage {
  /// In half a line, such as `mastered 2026-11-21, with help`.
  var state: Words {
    var words: Words
    if let mastered {
      let day = Date.localDay(mastered)
      words = Words("mastered \(day)", ja: "\(day) に習得")
      if verdict != .passes {
        words = words + Words("; now ", ja: "。今は") + current
      }
    } else {
      words = current
    }
    return hadHelp ? words + Words(", with help", ja: "（助けあり）") : words
  }

  private var current: Words {
    guard verdict != nil else {
      return mastered == nil ? Words("open", ja: "これから") : Words("not graded", ja: "未採点")
    }
    return Words("\(points) of \(lesson.points) points", ja: "\(lesson.points) 点のうち \(points) 点")
  }
}
