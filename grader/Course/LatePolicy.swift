/// What handing in late costs.
struct LatePolicy: Equatable, Sendable {
  /// Seconds since 1970; a lesson may have another.
  let deadline: Int
  let graceMinutes: Int
  /// For every day begun since the deadline.
  let percentPerDay: Int
  /// Never more than this.
  let mostPercent: Int

  /// How much of a lesson's points is taken away, from 0 to 100. Nothing within the grace; after it,
  /// every day counts that has begun since the deadline.
  ///
  /// - Parameter handedIn: seconds since 1970.
  func percent(handedIn: Int, _ lesson: Lesson) -> Int {
    let late = handedIn - (lesson.deadline ?? deadline)
    guard late > graceMinutes * 60 else { return 0 }
    let day = 24 * 60 * 60
    let days = late / day + (late % day > 0 ? 1 : 0)
    return min(mostPercent, min(days, 100) * percentPerDay)
  }
}

extension LatePolicy {
  /// Reads `late` of the course, which may be left out.
  init?(_ course: inout Fields) throws(CourseError) {
    guard var fields = try course.object("late") else { return nil }
    deadline = try fields.time("deadline")
    graceMinutes = try fields.wholeNumber("graceMinutes", in: 0...100_000)
    percentPerDay = try fields.wholeNumber("percentPerDay", in: 0...100)
    mostPercent = try fields.wholeNumber("mostPercent", in: 0...100)
    try fields.finish()
  }
}
