/// What a watch is doing and showing. It decides everything and does nothing: events go in, effects
/// come out.
struct WatchState: Equatable, Sendable {
  /// What can be asked with one key.
  enum Question: String, CaseIterable, Sendable {
    case hint, list, reset, solution

    var key: Character { rawValue.first ?? "?" }
  }

  /// What is graded.
  enum Scope: Equatable, Sendable { case lesson, course }

  /// A grading that goes on.
  struct Run: Equatable, Sendable {
    let number: Int
    let scope: Scope
    /// Before the source is read, a save changes nothing about the run.
    var hasReadSource = false
    var isCancelled = false
    /// What takes long, in words.
    var news: Words?
  }

  /// What a grading had to say.
  struct Report: Equatable, Sendable {
    let text: String
    /// Nil if there is none, as when the course itself is damaged.
    var verdict: Verdict?
    /// The time of day.
    var time = ""
  }

  /// What stands in the place of the report until it is put away.
  enum Answer: Equatable, Sendable {
    case help
    case waiting(Question, number: Int)
    case text(String)
  }

  let questions: Set<Question>
  let lessons: Int
  private(set) var lesson: Int
  private(set) var run: Run?
  private(set) var report: Report?
  private(set) var answer: Answer?
  /// Whether the answer is about a reset, whose own change of the file does not put it away.
  private var outlivesSave = false
  /// Whether the next key says if the lesson is really to be reset.
  private(set) var isConfirming = false
  private(set) var isSuspended = false
  /// How many rows of what is shown have been scrolled past.
  private(set) var offset = 0
  /// What to grade when the run that goes on has ended; the lesson comes first.
  private var wanted: Set<Scope> = []
  private var count = 0

  /// - Parameters:
  ///   - lessons: how many there are.
  ///   - lesson: the index of the first to watch.
  ///   - questions: those that can be answered.
  init(lessons: Int, lesson: Int, questions: Set<Question>) {
    self.lessons = lessons
    self.lesson = lesson
    self.questions = questions
  }

  /// There are no more rows than these to scroll past.
  mutating func limitScroll(to rows: Int) { offset = min(offset, max(0, rows)) }

  mutating func handle(_ event: WatchEvent) -> [WatchEffect] {
    switch event {
    case .started: return gradeLesson()
    case .saved: return saved()
    case .readsSource(let number): return change(number) { $0.hasReadSource = true }
    case .told(let number, let news): return change(number) { $0.news = news } + [.draw]
    case .ended(let number, let end): return ended(number, end)
    case .answered(let number, let text): return answered(number, text)
    case .key(let key): return isConfirming ? confirm(key) : pressed(key)
    case .resized, .continued: return isSuspended ? [] : [.draw]
    case .suspendRequested: return suspend()
    case .resumed: return resume()
    case .inputEnded: return [.quit]
    }
  }
}

extension WatchState {
  /// Grades the current lesson as it is now, and lets go of a run that would tell something older.
  private mutating func gradeLesson() -> [WatchEffect] {
    wanted.insert(.lesson)
    guard let run else { return beginNext() }
    return run.isCancelled ? [.draw] : cancel() + [.draw]
  }

  /// Grades all that has changed, after what is being graded now.
  private mutating func gradeCourse() -> [WatchEffect] {
    if let run, run.scope == .course, !run.isCancelled { return [.draw] }
    wanted.insert(.course)
    return run == nil ? beginNext() : [.draw]
  }

  private mutating func beginNext() -> [WatchEffect] {
    guard !wanted.isEmpty, !isSuspended else { return [.draw] }
    let scope = wanted.contains(.lesson) ? Scope.lesson : .course
    wanted.remove(scope)
    count += 1
    run = Run(number: count, scope: scope)
    return [.grade(scope, lesson: lesson, number: count), .draw]
  }

  private mutating func cancel() -> [WatchEffect] {
    run?.isCancelled = true
    return [.cancelRun]
  }

  private mutating func saved() -> [WatchEffect] {
    if !outlivesSave { _ = show(nil) }
    outlivesSave = false
    // What is prepared meanwhile is the same for every version of the source.
    if let run, run.scope == .lesson, !run.hasReadSource, !run.isCancelled { return [.draw] }
    return gradeLesson()
  }

  private mutating func change(_ number: Int, _ body: (inout Run) -> Void) -> [WatchEffect] {
    if var run, run.number == number {
      body(&run)
      self.run = run
    }
    return []
  }

  private mutating func ended(_ number: Int, _ end: RunEnd) -> [WatchEffect] {
    guard let run, run.number == number else { return [] }
    self.run = nil
    if run.isCancelled { return beginNext() }
    guard case .report(let report) = end else {
      wanted.insert(run.scope)
      return beginNext()
    }
    // The overview of the course is put away to see the lesson again.
    switch run.scope {
    case .lesson:
      self.report = report
      if answer == nil { offset = 0 }
    case .course: _ = show(.text(report.text))
    }
    return [.publish(report)] + beginNext()
  }

  private mutating func pressed(_ key: Key) -> [WatchEffect] {
    switch key {
    case .back: return show(nil)
    case .scroll(let rows):
      offset = max(0, offset + rows)
      return [.draw]
    case .letter("?"): return show(.help)
    case .letter("q"): return [.quit]
    case .letter("n"): return go(to: (lesson + 1) % lessons)
    case .letter("a"):
      return show(nil) + gradeCourse()
    case .letter("r") where questions.contains(.reset):
      isConfirming = true
      return [.draw]
    case .letter(let letter):
      if let number = letter.wholeNumberValue, (1...lessons).contains(number) {
        return go(to: number - 1)
      }
      guard let question = questions.first(where: { $0.key == letter }) else { return [] }
      return ask(question)
    }
  }

  private mutating func confirm(_ key: Key) -> [WatchEffect] {
    isConfirming = false
    return key == .letter("y") ? ask(.reset) : [.draw]
  }

  private mutating func show(_ answer: Answer?) -> [WatchEffect] {
    self.answer = answer
    offset = 0
    if answer == nil { outlivesSave = false }
    return [.draw]
  }

  private mutating func ask(_ question: Question) -> [WatchEffect] {
    count += 1
    answer = .waiting(question, number: count)
    offset = 0
    outlivesSave = question == .reset
    return [.ask(question, lesson: lesson, number: count), .draw]
  }

  private mutating func answered(_ number: Int, _ text: String) -> [WatchEffect] {
    // Whoever has asked something else since does not want it any more.
    guard case .waiting(_, number) = answer else { return [] }
    return show(.text(text))
  }

  private mutating func go(to lesson: Int) -> [WatchEffect] {
    guard lesson != self.lesson else { return show(nil) }
    self.lesson = lesson
    report = nil
    return show(nil) + gradeLesson()
  }

  private mutating func suspend() -> [WatchEffect] {
    guard !isSuspended else { return [] }
    isSuspended = true
    guard let run, !run.isCancelled else { return [.suspend] }
    // Its children would go on, and be judged by how long everything was suspended.
    wanted.insert(run.scope)
    return cancel() + [.suspend]
  }

  private mutating func resume() -> [WatchEffect] {
    guard isSuspended else { return [] }
    isSuspended = false
    return run == nil ? beginNext() : [.draw]
  }
}
