/// What a learner is told about one lesson, in their language, before it becomes a page or a text.
struct Feedback {
  let heading: Gradebook.Heading
  let verdict: Verdict
  let view: LearnerView
  /// After the late policy; nil if it is void.
  let score: Double?
  let latePercent: Int
  /// Why it is void or does not compile.
  var reason: String?
  /// The first test that did not pass.
  var failed: Failed?
  /// The titles of the others.
  var others: [String] = []
  /// The known mistake that it looks like.
  var suspicion: String?
  /// What may help with the first, as Markdown.
  var hint: String?

  struct Failed {
    let title: String
    let outcome: String
    /// What was found, with the story of that schedule; nil if nothing was recorded.
    let story: String?
  }
}

/// Puts together what learners are told.
struct FeedbackWriter {
  let gradebook: Gradebook
  let course: Course
  let telling: Export.Telling
  private let hints: [String: (groups: SuiteGroups, book: HintBook)]

  /// Hints that cannot be read cost a learner the hint, and no feedback.
  init(_ gradebook: Gradebook, _ course: Course, _ language: Language) {
    self.gradebook = gradebook
    self.course = course
    telling = Export.Telling(course, language)
    hints = Dictionary(
      uniqueKeysWithValues: course.lessons.compactMap { lesson in
        guard let groups = try? SuiteGroups(lesson, in: course.folder),
          let book = try? HintBook.load(lesson, language, in: course.folder)
        else { return nil }
        return (lesson.name, (groups, book))
      })
  }

  /// On each lesson that somebody was graded in; nil in the place of one that this learner was not.
  func lessons(of row: Gradebook.Row) -> [(Gradebook.Heading, Feedback?)] {
    gradebook.graded.map { heading in
      (heading, row.marks[heading.name].map { feedback($0, heading, of: row) })
    }
  }

  private func feedback(
    _ mark: Mark, _ heading: Gradebook.Heading, of row: Gradebook.Row
  ) -> Feedback {
    let lesson = course.lessons.first { $0.name == heading.name }
    let view = LearnerView(mark, of: lesson)
    var feedback = Feedback(
      heading: heading, verdict: mark.verdict, view: view,
      score: gradebook.score(row, heading.name),
      latePercent: row.latePercent[heading.name, default: 0],
      reason: view.reason.map(telling.say))
    guard ![.passes, .void, .doesNotCompile].contains(mark.verdict) else {
      if mark.verdict == .doesNotCompile { feedback.suspicion = suspicion(mark, lesson) }
      return feedback
    }
    feedback.suspicion = suspicion(mark, lesson)
    let wrong = view.tests.filter { $0.outcome != .passed }
    guard let first = wrong.first else { return feedback }
    feedback.failed = Feedback.Failed(
      title: telling.title(first, in: lesson), outcome: telling.say(first.outcome.words),
      story: telling.story(first, in: heading.name))
    feedback.others = wrong.dropFirst().map { telling.title($0, in: lesson) }
    feedback.hint = hint(on: first, heading.name)
    return feedback
  }

  private func suspicion(_ mark: Mark, _ lesson: Lesson?) -> String? {
    guard let name = mark.trap, let lesson else { return nil }
    return Trap.called(name, of: lesson, in: course.folder).map { telling.say($0.says) }
  }

  private func hint(on test: Mark.Test, _ lesson: String) -> String? {
    guard let (groups, book) = hints[lesson], let group = groups.group(of: test.name) else {
      return nil
    }
    return book.group(called: group.name)?.hints.first
  }
}

/// `ID.md` and `ID.html` for each learner who handed in something.
struct FeedbackFiles {
  let writer: FeedbackWriter

  func files(_ row: Gradebook.Row) -> Export.Files {
    guard row.handIn != nil || !row.marks.isEmpty else { return [] }
    return [
      (".md", FeedbackMarkdown(writer: writer, row: row).text),
      (".html", FeedbackPage(writer: writer, row: row).page.html),
    ]
  }
}
