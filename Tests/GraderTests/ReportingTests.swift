import Testing

@testable import grader

@Suite struct ReportingTests {
  private let course = Course(
    folder: CourseFolder(root: "/course"), title: Words("A course", ja: "題"),
    lessons: [Sample.lesson("01-Queue"), Sample.lesson("02-Next")])

  private func judgement(_ one: TestEnd, findings: [Finding] = []) -> Judgement {
    var run = SuiteRun()
    run.tests = [(Sample.trace("one", findings: findings), one), (Sample.trace("two"), .ended)]
    return Judgement(course.lessons[0], run)
  }

  private func report(_ judgement: Judgement) -> String {
    LessonReport(judgement: judgement, course: course, screen: .plain).text
  }

  @Test func `a failure shows its law, its story and how to see it again`() {
    let finding = Finding(
      file: "S.swift", line: 3, text: "A message is lost.\nseed 42 shows it\n  0 s  gone")
    let text = report(judgement(.ended, findings: [finding]))
    #expect(text.contains("fails"))
    #expect(text.contains("    A message is lost.\n    seed 42 shows it\n      0 s  gone"))
    #expect(text.contains("Law of 01-Queue"))
    #expect(text.contains("swift run grader replay 01 --seed 42"))
    #expect(text.contains("1 of 2 points"))
  }

  @Test func `a pass leads to the next lesson`() {
    #expect(report(judgement(.ended)).contains("Next: lesson 02"))
  }

  @Test func `what passes already is not next`() {
    func closing(_ passed: Set<String>) -> String {
      LessonReport(
        judgement: judgement(.ended), course: course, screen: .plain, passed: passed
      ).text
    }
    #expect(closing(["01-Queue"]).contains("Next: lesson 02"))
    #expect(closing(["01-Queue", "02-Next"]).hasSuffix("Done: every lesson passes."))
    #expect(closing(["02-Next"]).hasSuffix("Done: every lesson passes."))
  }

  @Test func `a stand-in is told in every form`() {
    var judgement = judgement(.ended)
    let standIn = StandIn(lesson: course.lessons[1], reason: .notLetIn(.empty))
    judgement.standIns = [standIn]
    let sentence = "02-Next is empty; its reference stands in for it here."
    #expect(report(judgement).contains("! \(sentence)\n"))
    #expect(VerboseLog(judgement: judgement, course: course).text.contains("    \(sentence)\n"))
    let json = JSONReport.run([judgement], of: course)
    let told = json["lessons"]?.items?.first?["standIns"]?.items?.first
    #expect(told?["lesson"]?.text == "02-Next")
    #expect(told?["text"]?.text == sentence)
  }

  @Test func `the verbose log reads like that of Go`() {
    var trace = Sample.trace("one")
    trace.notes = [Note(file: "S.swift", line: 45, text: "explored 200 schedules")]
    var run = SuiteRun()
    run.tests = [(trace, .ended), (Sample.trace("two", findings: [Sample.finding]), .ended)]
    var judgement = Judgement(course.lessons[0], run)
    judgement.seconds = 0.1564
    #expect(
      VerboseLog(judgement: judgement, course: course).text == """
        === RUN   one
            S.swift:45: explored 200 schedules
        --- PASS: one (0.50s)
        === RUN   two
            S.swift:3: wrong
        --- FAIL: two (0.50s)
        FAIL
        FAIL\t01-Queue\t0.156s\t1 of 2 points (fails)
        """)
  }

  @Test func `programs get the same`() {
    let finding = Finding(file: "S.swift", line: 3, text: "Lost.\nseed 42 shows it")
    let json = JSONReport.run([judgement(.ended, findings: [finding])], of: course)
    #expect(json["passes"]?.flag == false)
    let test = json["lessons"]?.items?.first?["tests"]?.items?.first
    #expect(test?["outcome"]?.text == "failed")
    #expect(test?["seed"]?.text == "42")
    #expect(test?["findings"]?.items?.first?["line"]?.wholeNumber == 3)
  }

  @Test func `the overview sums up and names the next step`() {
    let standing = Standing(
      judgement(.ended), submission: "s", suite: "t", date: "2026-11-21T10:00:00Z")
    let progress = Progress(standings: ["01-Queue": standing])
    let text = Overview(course: course, progress: progress, screen: .plain).text
    #expect(text.contains("2 of 4 points"))
    #expect(text.contains(" 50 %"))
    #expect(text.contains("Next: lesson 02, Title of 02-Next"))
    #expect(text.contains("edit   Exercises/02-Next.swift"))
  }

  @Test func `what a learner's code prints cannot play tricks on the terminal`() {
    let nasty = "\u{1B}[2Jgone\u{7}\u{9B}1m"
    #expect(nasty.harmless == "[2Jgone1m")
    #expect(!report(judgement(.crashed(Words(same: nasty)))).contains("\u{1B}"))
  }

  @Test func `without a terminal there is no colour`() {
    #expect(Screen.plain.paint("x", .red) == "x")
    #expect(Screen.plain.link("x", to: "/y") == "x")
    let colourful = Screen(hasColour: true, isTerminal: true, width: 80)
    #expect(colourful.paint("x", .red) == "\u{1B}[31mx\u{1B}[0m")
  }

  @Test func `the bar tells how far, how fast and how long`() {
    let console = Console(screen: .plain, side: .plain) { _, _ in }
    let line = WorkBar(console, total: 10).line(4, "a trap", seconds: 2)
    #expect(line.english.contains("4/10  2.0/s  3 s left  a trap"))
  }

  @Test(arguments: [(0.156, 3, "0.156"), (2, 2, "2.00"), (0.005, 2, "0.01"), (-1.5, 1, "-1.5")])
  func `numbers have so many places`(number: Double, places: Int, text: String) {
    #expect(number.fixed(places) == text)
  }
}
