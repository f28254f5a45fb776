import Testing

@testable import grader

@Suite struct WatchStateTests {
  private typealias Effects = [WatchEffect]

  private static let report = WatchState.Report(text: "fails", verdict: .fails)

  /// A watch over the first of three lessons, whose first run has the number 1.
  private static func started() -> WatchState {
    var state = WatchState(lessons: 3, lesson: 0, questions: Set(WatchState.Question.allCases))
    #expect(state.handle(.started) == [.grade(.lesson, lesson: 0, number: 1), .draw])
    return state
  }

  /// The same after its first report.
  private static func idle() -> WatchState {
    var state = started()
    _ = state.handle(.readsSource(1))
    #expect(state.handle(.ended(1, .report(report))) == [.publish(report), .draw])
    #expect(state.run == nil)
    return state
  }

  @Test func `a save is graded`() {
    var state = Self.idle()
    #expect(state.handle(.saved) == [.grade(.lesson, lesson: 0, number: 2), .draw])
    #expect(state.report == Self.report, "the old report stays until there is a new one")
  }

  @Test func `a save before the source is read needs no other run`() {
    var state = Self.started()
    #expect(state.handle(.saved) == [.draw])
    #expect(state.run?.isCancelled == false)
  }

  @Test func `a save after the source was read cancels the run, and the next one follows it`() {
    var state = Self.started()
    _ = state.handle(.readsSource(1))
    #expect(state.handle(.saved) == [.cancelRun, .draw])
    #expect(state.handle(.saved) == [.draw], "one cancellation is enough")
    #expect(state.handle(.ended(1, .cancelled)) == [.grade(.lesson, lesson: 0, number: 2), .draw])
  }

  @Test func `a report that came too late to be cancelled is not shown`() {
    var state = Self.started()
    _ = state.handle(.readsSource(1))
    _ = state.handle(.saved)
    let effects = state.handle(.ended(1, .report(Self.report)))
    #expect(effects == [.grade(.lesson, lesson: 0, number: 2), .draw])
    #expect(state.report == nil)
  }

  @Test func `what was saved while it was read is graded again`() {
    var state = Self.started()
    #expect(state.handle(.ended(1, .outdated)) == [.grade(.lesson, lesson: 0, number: 2), .draw])
  }

  @Test func `words of an earlier run are not heard`() {
    var state = Self.idle()
    _ = state.handle(.saved)
    let before = state
    #expect(state.handle(.ended(1, .report(Self.report))) == [])
    #expect(state.handle(.readsSource(1)) == [])
    _ = state.handle(.told(1, Words(same: "preparing")))
    #expect(state == before)
    _ = state.handle(.told(2, Words(same: "preparing")))
    #expect(state.run?.news == Words(same: "preparing"))
  }

  @Test func `it never goes on to another lesson by itself`() {
    var state = Self.started()
    _ = state.handle(.ended(1, .report(.init(text: "done", verdict: .passes))))
    #expect(state.lesson == 0)
  }

  @Test func `n goes on, after the last to the first`() {
    var state = Self.idle()
    for (index, lesson) in [1, 2, 0].enumerated() {
      let number = index + 2
      let effects = state.handle(.key(.letter("n")))
      #expect(effects == [.draw, .grade(.lesson, lesson: lesson, number: number), .draw])
      #expect(state.report == nil)
      _ = state.handle(.ended(number, .report(Self.report)))
    }
  }

  @Test func `n during a run lets go of it`() {
    var state = Self.started()
    #expect(state.handle(.key(.letter("n"))) == [.draw, .cancelRun, .draw])
    #expect(state.handle(.ended(1, .cancelled)) == [.grade(.lesson, lesson: 1, number: 2), .draw])
  }

  @Test func `a number goes to that lesson, if there is one`() {
    var state = Self.idle()
    _ = state.handle(.key(.letter("3")))
    #expect(state.lesson == 2)
    #expect(state.handle(.key(.letter("9"))) == [])
    #expect(state.handle(.key(.letter("0"))) == [])
    #expect(state.lesson == 2)
    #expect(state.handle(.key(.letter("3"))) == [.draw], "that is where it is")
  }

  @Test(arguments: [WatchState.Question.hint, .list, .solution])
  func `a question is asked at once, during a run, too`(question: WatchState.Question) {
    for var state in [Self.started(), Self.idle()] {
      let run = state.run
      let number = 2
      #expect(
        state.handle(.key(.letter(question.key))) == [
          .ask(question, lesson: 0, number: number), .draw,
        ])
      #expect(state.run == run)
      #expect(state.answer == .waiting(question, number: number))
      #expect(state.handle(.answered(number, "this")) == [.draw])
      #expect(state.answer == .text("this"))
    }
  }

  @Test func `an answer that nobody waits for any more is not shown`() {
    var state = Self.idle()
    _ = state.handle(.key(.letter("h")))
    _ = state.handle(.key(.letter("l")))
    #expect(state.handle(.answered(2, "a hint")) == [])
    _ = state.handle(.answered(3, "a list"))
    #expect(state.answer == .text("a list"))
    _ = state.handle(.key(.letter("h")))
    _ = state.handle(.key(.back))
    #expect(state.handle(.answered(4, "a hint")) == [])
    #expect(state.answer == nil)
  }

  @Test func `an answer stays when a report comes, and goes at a save`() {
    var state = Self.started()
    _ = state.handle(.key(.letter("l")))
    _ = state.handle(.answered(2, "a list"))
    _ = state.handle(.ended(1, .report(Self.report)))
    #expect(state.answer == .text("a list"))
    _ = state.handle(.saved)
    #expect(state.answer == nil)
  }

  @Test func `reset asks first, and any key but y is a no`() {
    var state = Self.idle()
    #expect(state.handle(.key(.letter("r"))) == [.draw])
    #expect(state.isConfirming)
    #expect(state.handle(.key(.letter("q"))) == [.draw])
    #expect(!state.isConfirming)
    _ = state.handle(.key(.letter("r")))
    #expect(state.handle(.key(.letter("y"))) == [.ask(.reset, lesson: 0, number: 2), .draw])
    #expect(state.handle(.key(.letter("y"))) == [], "y alone means nothing")
  }

  @Test func `what a reset says outlives the change that it makes, and no other`() {
    for answersFirst in [true, false] {
      var state = Self.idle()
      _ = state.handle(.key(.letter("r")))
      _ = state.handle(.key(.letter("y")))
      let events = [WatchEvent.answered(2, "kept aside"), .saved]
      for event in answersFirst ? events : events.reversed() { _ = state.handle(event) }
      #expect(state.answer == .text("kept aside"))
      _ = state.handle(.saved)
      #expect(state.answer == nil)
    }
  }

  @Test func `a key without a subcommand behind it does nothing`() {
    var state = WatchState(lessons: 1, lesson: 0, questions: [.list])
    for key in ["h", "r", "s", "x"] as [Character] {
      #expect(state.handle(.key(.letter(key))) == [])
    }
  }

  @Test func `a grades the course, and shows it until it is put away`() {
    var state = Self.idle()
    #expect(
      state.handle(.key(.letter("a"))) == [.draw, .grade(.course, lesson: 0, number: 2), .draw])
    #expect(state.handle(.key(.letter("a"))) == [.draw, .draw], "it is at it already")
    let overview = WatchState.Report(text: "overview")
    #expect(state.handle(.ended(2, .report(overview))) == [.publish(overview), .draw])
    #expect(state.answer == .text("overview"))
    _ = state.handle(.key(.back))
    #expect(state.answer == nil)
    #expect(state.report == Self.report)
  }

  @Test func `a waits for the lesson that is being graded`() {
    var state = Self.started()
    #expect(state.handle(.key(.letter("a"))) == [.draw, .draw])
    #expect(
      state.handle(.ended(1, .report(Self.report))) == [
        .publish(Self.report), .grade(.course, lesson: 0, number: 2), .draw,
      ])
  }

  @Test func `a save comes before the course`() {
    var state = Self.idle()
    _ = state.handle(.key(.letter("a")))
    #expect(state.handle(.saved) == [.cancelRun, .draw])
    #expect(state.handle(.ended(2, .cancelled)) == [.grade(.lesson, lesson: 0, number: 3), .draw])
    _ = state.handle(.ended(3, .report(Self.report)))
    #expect(state.run == nil)
  }

  @Test func `what is shown scrolls, no further than there is something`() {
    var state = Self.idle()
    _ = state.handle(.key(.scroll(10)))
    #expect(state.offset == 10)
    state.limitScroll(to: 4)
    #expect(state.offset == 4)
    _ = state.handle(.key(.scroll(-10)))
    #expect(state.offset == 0)
    _ = state.handle(.key(.scroll(3)))
    _ = state.handle(.key(.letter("?")))
    #expect(state.offset == 0)
  }

  @Test func `suspended, it grades nothing; resumed, it grades what was interrupted`() {
    var state = Self.started()
    #expect(state.handle(.suspendRequested) == [.cancelRun, .suspend])
    #expect(state.handle(.suspendRequested) == [])
    #expect(state.handle(.ended(1, .cancelled)) == [.draw])
    #expect(state.handle(.resized) == [], "the terminal is somebody else's")
    #expect(state.handle(.resumed) == [.grade(.lesson, lesson: 0, number: 2), .draw])
    #expect(state.handle(.resumed) == [])
  }

  @Test func `a run that ends only after it was resumed is done again, too`() {
    var state = Self.started()
    _ = state.handle(.suspendRequested)
    #expect(state.handle(.resumed) == [.draw])
    #expect(state.handle(.ended(1, .cancelled)) == [.grade(.lesson, lesson: 0, number: 2), .draw])
  }

  @Test func `suspended while nothing is graded, it grades nothing afterwards`() {
    var state = Self.idle()
    #expect(state.handle(.suspendRequested) == [.suspend])
    #expect(state.handle(.resumed) == [.draw])
    #expect(state.handle(.continued) == [.draw])
  }

  @Test func `q and the end of the input end it, during a run, too`() {
    for var state in [Self.started(), Self.idle()] {
      #expect(state.handle(.key(.letter("q"))) == [.quit])
      #expect(state.handle(.inputEnded) == [.quit])
    }
  }
}
