/// A night that `grader simulate` shows: an entry in `course.json`, and a program of that name in
/// `Tests/Scenarios`.
struct Scenario: Equatable, Sendable {
  /// Such as `black-friday`.
  let name: String
  let title: Words
  /// What happens, and what a message is.
  let about: Words
  /// The lesson that it is lived through with.
  let lesson: Lesson
  let ordersPerMessage: Int
  /// For how long orders come in, unless somebody asks for another time.
  let minutes: Int
  /// Each is a night of its own. They are shown side by side.
  let variants: [Variant]
  /// Of each night, in real seconds.
  let limits: Lesson.Limits

  struct Variant: Equatable, Sendable {
    let name: String
    let title: Words
    let about: Words
  }

  /// Its source; `.swift` is left out, since it may be a file or a folder.
  var source: String { "\(CourseFolder.scenarios)/\(name)" }
}

extension Course {
  func scenario(called name: String) throws(UsageError) -> Scenario {
    if let found = scenarios.first(where: { $0.name == name.lowercased() }) { return found }
    guard !scenarios.isEmpty else {
      throw UsageError(
        Words("This course has no scenario.", ja: "このコースにシナリオはありません。"))
    }
    throw UsageError(
      Words("There is no scenario “\(name)”.", ja: "「\(name)」というシナリオはありません。"),
      next: Nearest.advice(to: name, from: scenarios.map(\.name)))
  }
}

/// Reads the scenarios of `Lessons/course.json`; a course may do without.
enum ScenarioDecoder {
  /// A night of more minutes than this was asked for by mistake.
  static let minutes = 1...600

  static func scenarios(
    _ course: inout Fields, _ lessons: [Lesson]
  ) throws(CourseError) -> [Scenario] {
    var scenarios: [Scenario] = []
    for object in try course.objects("scenarios") {
      let scenario = try scenario(object, lessons)
      guard !scenarios.contains(where: { $0.name == scenario.name }) else {
        throw course.error(
          "scenarios",
          Words(
            "holds two that are called \(scenario.name)",
            ja: "に \(scenario.name) という名前が二つあります"))
      }
      scenarios.append(scenario)
    }
    return scenarios
  }

  private static func scenario(
    _ given: Fields, _ lessons: [Lesson]
  ) throws(CourseError) -> Scenario {
    var fields = given
    let name = try fields.hyphenated("name")
    fields.place = fields.place + Words(same: " (\(name))")
    let lessonName = try fields.text("lesson")
    guard let lesson = lessons.first(where: { $0.name == lessonName }) else {
      throw fields.error(
        "lesson",
        Words(
          "names “\(lessonName)”, and no lesson is called that",
          ja: "の「\(lessonName)」という名前のレッスンはありません"))
    }
    var variants: [Scenario.Variant] = []
    for var variant in try fields.objects("variants") {
      variants.append(
        Scenario.Variant(
          name: try variant.hyphenated("name"), title: try variant.words("title"),
          about: try variant.words("about")))
      try variant.finish()
    }
    guard (1...2).contains(variants.count) else {
      throw fields.error(
        "variants", Words("must hold one or two", ja: "は 1 つか 2 つにします"))
    }
    let scenario = Scenario(
      name: name, title: try fields.words("title"), about: try fields.words("about"),
      lesson: lesson,
      ordersPerMessage: try fields.wholeNumber("ordersPerMessage", in: 1...1_000_000),
      minutes: try fields.wholeNumber("minutes", in: minutes), variants: variants,
      limits: try fields.limits())
    try fields.finish()
    return scenario
  }
}

extension Fields {
  /// Small letters and hyphens: it becomes part of paths, so nothing else may be in it.
  fileprivate mutating func hyphenated(_ key: String) throws(CourseError) -> String {
    let text = try text(key)
    guard text.wholeMatch(of: #/[a-z]+(-[a-z]+)*/#) != nil else {
      throw error(
        key,
        Words(
          "must look like black-friday, and is “\(text)”",
          ja: "は black-friday のような形にします。「\(text)」は違います"))
    }
    return text
  }
}
