extension Subcommand {
  static let solution = Subcommand(
    name: "solution", operands: .lesson, needsReferences: true, options: [.spoil, .json],
    summary: Words(
      "after a lesson passes: your code beside the reference, and why",
      ja: "合格したあとで: あなたのコードと模範解答の違い、その理由"),
    about: Words(
      """
      Shows how the reference differs from your code, and why it is as it is. Only after the lesson
      passes, as your file is now. With --spoil you may look earlier; that is remembered, and your
      progress then says “with help” for this lesson. Without a lesson: the last that passes.
      """,
      ja: """
        模範解答があなたのコードとどう違うか、なぜそうなっているかを見せます。今のファイルでレッスンに
        合格していることが条件です。--spoil を付ければ先に見られますが、そのことは記録され、進み具合では
        このレッスンに「助けあり」と付きます。レッスンを書かなければ、合格している最後のものです。
        """)
  ) { session in
    let course = try session.course()
    return try await Reveal(session: session, course: course).answer()
  }
}

extension Option {
  static let spoil = Option(
    name: "--spoil",
    about: Words(
      "even if the lesson does not pass; this is remembered",
      ja: "合格していなくても見せます。記録に残ります"))
}

/// Shows a reference to whom it spoils nothing any more, or who wants it spoilt.
private struct Reveal {
  let session: Session
  let course: Course
  private var console: Console { session.console }
  private var folder: CourseFolder { course.folder }
  private var isColourful: Bool { console.screen.hasColour && !session.arguments.has(.json) }

  func answer() async throws -> ExitCode {
    let lesson = try lesson()
    let passes = try await passes(lesson)
    let isSpoilt = !passes && session.arguments.has(.spoil)
    guard passes || isSpoilt else { throw tooEarly(lesson) }
    if isSpoilt { remember(lesson) }
    let comparison = Comparison(lesson.exercise, lesson.solution, in: folder)
    let difference = await comparison.difference(inColour: isColourful)
    let reasons = Reasons(lesson: lesson, folder: folder, language: session.language)
    if session.arguments.has(.json) {
      console.show(raw: try json(lesson, passes, difference, reasons).page.trimmed)
      return .passes
    }
    console.show(raw: heading(lesson))
    switch difference {
    case .none:
      console.show(
        Words("Your code is the reference, letter for letter.", ja: "あなたのコードは模範解答とまったく同じです。"))
    case .text where console.screen.isTerminal: try await comparison.showOnTerminal()
    case .text(let text): console.show(raw: text)
    case .unknown:
      for file in try folder.sources(lesson.solution) {
        console.show(raw: "\n\(file)\n\n" + (try text(file)))
      }
    }
    console.show(raw: "\n" + reasons.text)
    return .passes
  }

  private func lesson() throws -> Lesson {
    if session.arguments.names.isEmpty {
      let passed = ProgressStore(folder: folder).load(warning: console.warn).passed
      if let last = course.lessons.last(where: { passed.contains($0.name) }) { return last }
    }
    return try session.lesson(of: course)
  }

  /// Whether the lesson passes as it is now; it is graded if that is not known.
  private func passes(_ lesson: Lesson) async throws -> Bool {
    if Source.isUntouched(lesson, in: folder) { return false }
    let workshop = try await session.workshop(course)
    defer { workshop.clearScratch() }
    let known = ProgressStore(folder: folder).load(warning: console.warn).standings[lesson.name]
    if let known, try workshop.isCurrent(known, of: lesson) { return known.verdict == .passes }
    let examination = try await session.examiner(course, workshop).examine(lesson)
    var record = Record(folder: folder, console: console)
    return record.add(examination).verdict == .passes
  }

  private func tooEarly(_ lesson: Lesson) -> Refusal {
    Refusal(
      Words(
        "Lesson \(lesson.number) does not pass yet; the reference would spoil it.",
        ja: "レッスン \(lesson.number) はまだ合格していません。模範解答を見ると、楽しみがなくなります。"),
      next: Words(
        """
        See what fails: swift run grader run \(lesson.number)
          To look nevertheless, which is remembered: swift run grader solution \(lesson.number) --spoil
        """,
        ja: """
          どこが失敗しているか: swift run grader run \(lesson.number)
            それでも見るには（記録に残ります）: swift run grader solution \(lesson.number) --spoil
          """),
      code: .doesNotPass)
  }

  private func remember(_ lesson: Lesson) {
    let store = HistoryStore(folder: folder)
    do {
      let events = try store.load().events
      guard !events.contains(where: { $0.lesson == lesson.name && $0.kind == .spoiled }) else {
        return
      }
      try store.record(
        History.Event(date: Date.now(), lesson: lesson.name, kind: .spoiled))
    } catch {
      console.warn(Words(error))
    }
  }

  private func heading(_ lesson: Lesson) -> String {
    let title = console.screen.paint("\(lesson.number)  \(lesson.title[session.language])", .bold)
    let legend = Words(
      "  -  \(folder.exercise(of: lesson)), yours\n  +  \(folder.place(of: lesson.solution)), the reference",
      ja:
        "  -  \(folder.exercise(of: lesson))（あなた）\n  +  \(folder.place(of: lesson.solution))（模範解答）")
    return "\(title)\n\(legend[session.language])\n"
  }

  private func json(
    _ lesson: Lesson, _ passes: Bool, _ difference: Comparison.Difference, _ reasons: Reasons
  ) throws -> JSON {
    let reference = try folder.sources(lesson.solution).map { file -> JSON in
      ["file": .string(file), "text": .string(try text(file))]
    }
    return [
      "version": 1, "lesson": .string(lesson.name), "passes": .bool(passes),
      "diff": difference.json,
      "reference": .array(reference), "reasons": .string(reasons.text),
    ]
  }

  private func text(_ file: String) throws(FileError) -> String {
    String(decoding: try Files.read(folder.path(file)), as: UTF8.self)
  }
}
