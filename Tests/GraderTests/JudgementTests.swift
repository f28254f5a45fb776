import Testing

@testable import grader

@Suite struct JudgementTests {
  private let lesson = Sample.lesson("01-Queue")

  private func judge(
    _ one: TestEnd, findings: [Finding] = [], strays: [SuiteRun.Stray] = []
  ) -> Judgement {
    var run = SuiteRun()
    run.tests = [(Sample.trace("one", findings: findings), one), (Sample.trace("two"), .ended)]
    run.strays = strays
    return Judgement(lesson, run)
  }

  @Test func `a lesson passes when every test did`() {
    let judgement = judge(.ended)
    #expect(judgement.verdict == .passes)
    #expect(judgement.points == 2)
    #expect(judgement.tests[0].seconds == 0.5)
  }

  @Test func `a test that failed costs its own points`() {
    let judgement = judge(.ended, findings: [Sample.finding])
    #expect(judgement.verdict == .fails)
    #expect(judgement.points == 1)
  }

  @Test func `a crash or a hang costs only its own test`() {
    #expect(judge(.crashed("x")).verdict == .crashes)
    #expect(judge(.crashed("x")).points == 1)
    #expect(judge(.hung("x")).verdict == .hangs)
    #expect(judge(.hung("x")).points == 1)
  }

  @Test func `a test that was not run is no pass`() {
    #expect(judge(.notRun("no time")).verdict == .void)
    var run = SuiteRun()
    run.tests = [(Sample.trace("one"), .ended)]
    let judgement = Judgement(lesson, run)
    #expect(judgement.verdict == .void)
    #expect(judgement.tests.map(\.outcome) == [.passed, .noVerdict])
  }

  @Test func `a test that was cancelled is no pass`() {
    var trace = Sample.trace("one")
    trace.leftOut = "it was cancelled"
    var run = SuiteRun()
    run.tests = [(trace, .ended), (Sample.trace("two"), .ended)]
    #expect(Judgement(lesson, run).verdict == .void)
    #expect(Judgement(lesson, run).points == 1)
  }

  @Test(arguments: [
    (SuiteRun.Stray.end(.crashed("x")), Verdict.crashes), (.end(.hung("x")), .hangs),
    (.finding(Sample.finding), .fails),
  ])
  func `what belongs to no test still keeps a lesson from passing`(
    stray: SuiteRun.Stray, verdict: Verdict
  ) {
    #expect(judge(.ended, strays: [stray]).verdict == verdict)
  }

  @Test func `a test that nobody listed must pass too, and is worth nothing`() {
    var run = SuiteRun()
    run.tests = ["one", "two", "three"].map {
      (Sample.trace($0, findings: $0 == "three" ? [Sample.finding] : []), .ended)
    }
    let judgement = Judgement(lesson, run)
    #expect(judgement.verdict == .fails)
    #expect(judgement.points == 2)
  }

  @Test func `no test has a verdict when nothing compiles`() {
    let judgement = Judgement(
      lesson, doesNotCompile: Compiler.Failure(diagnostics: [], text: "x"))
    #expect(judgement.verdict == .doesNotCompile)
    #expect(judgement.points == 0)
    #expect(judgement.tests.allSatisfy { $0.outcome == .noVerdict })
  }
}
