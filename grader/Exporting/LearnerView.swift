/// What a learner may see of a mark. A test that is not visible shows neither its name nor what it found;
/// its points count.
struct LearnerView {
  let mark: Mark
  /// In the order of the suite.
  let tests: [Mark.Test]
  /// The others.
  private let unseen: [Mark.Test]

  init(_ mark: Mark, of lesson: Lesson?) {
    self.mark = mark
    let visible = mark.tests.filter { $0.visibility == .visible }
    let order = Dictionary(
      (lesson?.tests ?? []).enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }
    tests = visible.enumerated().sorted { one, other in
      let places = (order[one.element.name] ?? .max, order[other.element.name] ?? .max)
      return places.0 == places.1 ? one.offset < other.offset : places.0 < places.1
    }.map(\.element)
    unseen = mark.tests.filter { $0.visibility != .visible }
  }

  /// What is told of the tests that are not visible, all together; nil if there are none.
  struct Unseen {
    let count: Int
    let points: Int
    let worth: Int
    let isPassed: Bool
    let hasVerdict: Bool

    static let title = Words("Further tests", ja: "その他のテスト")
  }

  var rest: Unseen? {
    guard !unseen.isEmpty else { return nil }
    return Unseen(
      count: unseen.count, points: unseen.reduce(0) { $0 + $1.points },
      worth: unseen.reduce(0) { $0 + $1.worth },
      isPassed: unseen.allSatisfy { $0.outcome == .passed },
      hasVerdict: unseen.allSatisfy { $0.outcome != .noVerdict })
  }

  /// The first that did not pass.
  var failed: Mark.Test? { tests.first { $0.outcome != .passed } }

  /// Why it is void or does not compile; nil also if that would give away a test that is not visible.
  var reason: Words? {
    mark.reason.flatMap { reason in
      let gives = unseen.contains { test in
        reason.english.contains(test.name) || reason.japanese.contains(test.name)
      }
      return gives ? nil : reason
    }
  }
}

extension Export {
  /// Puts what a suite says into the reader's language, and takes out where it lay on the machine that
  /// graded it.
  struct Telling {
    let language: Language
    private let books: [String: Phrasebook]
    private let roots: [String]

    init(_ course: Course, _ language: Language) {
      self.language = language
      roots = [course.folder.root]
      books = Dictionary(
        uniqueKeysWithValues: language == .english
          ? [] : course.lessons.map { ($0.name, Phrasebook.of($0, in: course.folder)) })
    }

    func say(_ words: Words) -> String { harmless(words[language]) }

    func say(_ finding: Finding, in lesson: String) -> String {
      say(books[lesson]?.words(finding.text) ?? Words(same: finding.text))
    }

    private func harmless(_ text: String) -> String {
      var text = text
      for root in roots where root.utf8.count > 1 { text = text.replacing(root + "/", with: "") }
      return text.harmless
    }

    /// All that there is to say of a test, first what is wrong.
    func message(_ test: Mark.Test, in lesson: String) -> String? {
      let parts =
        [test.detail.map { say(test.outcome.words) + ": " + say($0) }].compactMap(\.self)
        + test.findings.map { say($0, in: lesson) }
      return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    /// What was found first, or how it ended.
    func story(_ test: Mark.Test, in lesson: String) -> String? {
      let ending = test.detail.map { say(test.outcome.words) + ": " + say($0) }
      return ending ?? test.findings.first.map { say($0, in: lesson) }
    }

    /// The reader's title of a test.
    func title(_ test: Mark.Test, in lesson: Lesson?) -> String {
      say(lesson?.tests.first { $0.name == test.name }?.title ?? Words(same: test.name))
        .onOneLine
    }
  }
}
