/// What the course calls the things that a gradebook only names: tests, traps, and what a suite says.
struct ClassGlossary: Sendable {
  private var tests: [String: [String: Words]] = [:]
  private var traps: [String: [String: Words]] = [:]
  /// By lesson and by what the suite said; whole classes make the same mistake.
  private var sayings: [String: [String: Words]] = [:]

  /// Knows nothing: everything is called by its name.
  init() {}

  /// Reads what the gradebook needs of the course. What cannot be read is called by its name.
  init(_ course: Course, for gradebook: Gradebook, in language: Language) {
    for lesson in course.lessons {
      tests[lesson.name] = Dictionary(
        lesson.tests.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
      let names = Set(gradebook.rows.compactMap { $0.marks[lesson.name]?.trap })
      traps[lesson.name] = names.reduce(into: [:]) { known, name in
        known[name] = Trap.called(name, of: lesson, in: course.folder)?.says
      }
      if language != .english {
        sayings[lesson.name] = Self.sayings(of: lesson, in: course.folder, for: gradebook)
      }
    }
  }

  private static func sayings(
    of lesson: Lesson, in folder: CourseFolder, for gradebook: Gradebook
  ) -> [String: Words] {
    let texts = Set(gradebook.rows.compactMap { $0.marks[lesson.name]?.firstFinding?.excerpt })
    let book = Phrasebook.of(lesson, in: folder)
    return Dictionary(uniqueKeysWithValues: texts.map { ($0, book.words($0)) })
  }

  func test(_ name: String, of lesson: String) -> Words {
    tests[lesson]?[name] ?? Words(same: name)
  }

  func trap(_ name: String, of lesson: String) -> Words {
    traps[lesson]?[name] ?? Words(same: name)
  }

  /// - Parameter text: the excerpt of a mark's first finding.
  func said(_ text: String, in lesson: String) -> Words {
    sayings[lesson]?[text] ?? Words(same: text)
  }
}

extension Mark {
  /// The one that is told in full.
  var firstFinding: Finding? { tests.first { $0.outcome != .passed }?.findings.first }
}

extension Finding {
  /// As much of it as a class page has room for.
  var excerpt: String { text.beginning(ClassPage.longestText) }
}

extension String {
  /// At most so many characters; where something is left out, it says so.
  func beginning(_ length: Int) -> String {
    // Bytes are counted first: that is cheap, and enough for nearly all.
    if utf8.count <= length || count <= length { return self }
    return prefix(length) + "…"
  }
}
