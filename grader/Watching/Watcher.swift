#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps watch over a lesson until somebody quits: passes events to the state, and does what it wants.
struct Watcher {
  private var bench: WatchBench
  private var state = WatchState(lessons: 1, lesson: 0, questions: [])
  private let output: WatchOutput
  private let events: AsyncStream<WatchEvent>
  private let feed: AsyncStream<WatchEvent>.Continuation
  /// The grading that goes on, which a save cancels.
  private var run: Task<Void, Never>?
  /// The questions that are being answered; they end with the watch.
  private var answers: [Task<Void, Never>] = []

  init(bench: WatchBench) {
    self.bench = bench
    output = WatchOutput(bench.session)
    (events, feed) = AsyncStream.makeStream()
  }

  private var course: Course { bench.course }

  mutating func watch(_ lesson: Lesson) async throws -> ExitCode {
    let questions = WatchState.Question.allCases.filter {
      (try? Subcommand.called($0.rawValue)) != nil
    }
    state = WatchState(
      lessons: course.lessons.count,
      lesson: course.lessons.firstIndex(of: lesson) ?? 0, questions: Set(questions))
    let isOnTerminal = output.begin()
    defer { output.leave() }
    try TerminalInput.start(readsKeys: isOnTerminal) { [feed] in feed.yield($0) }
    let observer = SaveObserver(lesson, in: course.folder)
    let observing = Task { [feed] in
      await observer.run(on: ContinuousClock()) { feed.yield(.saved) }
    }
    feed.yield(.started)
    await loop(observer)
    observing.cancel()
    for task in answers + [run].compactMap({ $0 }) {
      task.cancel()
      await task.value
    }
    return .passes
  }

  private mutating func loop(_ observer: SaveObserver) async {
    for await event in events {
      let effects = state.handle(event)
      for effect in effects {
        switch effect {
        case .grade(let scope, let lesson, let number): grade(scope, lesson, number, observer)
        case .cancelRun: run?.cancel()
        case .ask(let question, let lesson, let number): ask(question, lesson, number)
        case .publish(let report):
          guard output.publish(report) else { return }
        case .draw: break
        case .suspend: suspend()
        case .quit:
          output.end(page)
          return
        }
      }
      if case .told(_, let news) = event { output.tell(news) }
      if event == .continued, !state.isSuspended { output.resume() }
      if effects.contains(.draw) { state.limitScroll(to: output.draw(page)) }
    }
  }

  private var page: WatchPage {
    let lesson = course.lessons[state.lesson]
    return WatchPage(
      state: state, lesson: lesson, place: course.folder.exercise(of: lesson),
      screen: bench.session.console.screen)
  }

  private mutating func grade(
    _ scope: WatchState.Scope, _ lesson: Int, _ number: Int, _ observer: SaveObserver
  ) {
    // Before anything is read: whatever is saved from now on is news.
    observer.observe(course.lessons[lesson])
    do { try bench.refresh() } catch {
      feed.yield(.ended(number, .report(bench.failure(error))))
      return
    }
    run = Task { [bench, feed] in
      switch scope {
      case .lesson:
        let end = await bench.grade(bench.course.lessons[lesson], number: number) {
          feed.yield($0)
        }
        feed.yield(.ended(number, end))
      case .course:
        let text = await bench.perform([Subcommand.status.name])
        feed.yield(.ended(number, .report(WatchState.Report(text: text))))
      }
    }
  }

  private mutating func ask(_ question: WatchState.Question, _ lesson: Int, _ number: Int) {
    let lesson = course.lessons[lesson]
    answers.append(
      Task { [bench, feed] in
        feed.yield(.answered(number, await bench.answer(question, about: lesson)))
      })
  }

  private func suspend() {
    output.leave()
    TerminalInput.stopProcess()
    output.resume()
    feed.yield(.resumed)
  }
}
