/// The course as its folder and `Lessons/course.json` describe it.
struct Course: Sendable {
  var folder: CourseFolder
  let title: Words
  var lessons: [Lesson]
  /// What `grader simulate` can show.
  var scenarios: [Scenario] = []
  /// What handing in late costs; nil if nothing.
  var late: LatePolicy?

  var points: Int { lessons.reduce(0) { $0 + $1.points } }
}

/// One lesson: a name that stands in four places, a law, and the tests that check it.
struct Lesson: Equatable, Sendable {
  /// Such as `01-SafeMessageQueue`.
  let name: String
  let title: Words
  let law: Words
  var points: Int
  /// The earlier lessons whose sources are compiled together with this one's.
  var builtOn: [Lesson] = []
  /// The modules that its source may import besides those that every lesson may.
  var imports: [String] = []
  let limits: Limits
  /// When it is due, in seconds since 1970, if not when all are.
  var deadline: Int?
  var tests: [TestCase]

  /// How long a lesson's tests may take, in seconds.
  struct Limits: Equatable, Sendable {
    /// Without a sign of work.
    let silence: Double
    /// All tests together.
    let total: Double
  }

  /// A test by its name, and what it is worth.
  struct TestCase: Equatable, Sendable {
    /// In English as it stands in the suite.
    let title: Words
    let points: Int
    /// Who may see it and what it finds.
    var visibility = Visibility.visible

    var name: String { title.english }
  }

  /// Such as `01`.
  var number: String { String(name.prefix { $0 != "-" }) }
  /// Such as `SafeMessageQueue`.
  var subject: String { String(name.drop { $0 != "-" }.dropFirst()) }
}
