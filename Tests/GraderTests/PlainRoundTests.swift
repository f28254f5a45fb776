import Testing

@testable import grader

@Suite struct PlainRoundTests {
  private let queue = Sample.lesson("01-Queue")
  private let balancer = Sample.lesson("02-Balancer")

  private func trial(_ lesson: Lesson, compiles: Bool = true) -> Trial {
    let failure = compiles ? nil : Compiler.Failure(diagnostics: [], text: "oops")
    return Trial(
      variant: Variant(lesson: lesson, kind: .reference, files: [], parts: []),
      fast: failure.map { Judgement(lesson, doesNotCompile: $0) } ?? Judgement(lesson, SuiteRun()))
  }

  private func names(_ trials: [Trial]) -> [[String]] {
    PlainRound.rounds(of: trials).map { $0.trials.map(\.variant.lesson.name) }
  }

  @Test func `different lessons share a round, and one lesson does not`() {
    let rounds = names([
      trial(queue), trial(queue), trial(balancer), trial(balancer), trial(balancer),
    ])
    #expect(
      rounds == [["01-Queue", "02-Balancer"], ["01-Queue", "02-Balancer"], ["02-Balancer"]])
  }

  @Test func `a lesson is not built together with one that it is built on`() {
    var system = Sample.lesson("03-System")
    system.builtOn = [queue]
    #expect(
      names([trial(queue), trial(system), trial(balancer), trial(queue)])
        == [["01-Queue", "02-Balancer"], ["03-System"], ["01-Queue"]])
    #expect(names([trial(system), trial(queue)]) == [["03-System"], ["01-Queue"]])
  }

  @Test func `what does not compile is alone`() {
    #expect(
      names([trial(queue, compiles: false), trial(balancer), trial(queue)])
        == [["01-Queue"], ["02-Balancer", "01-Queue"]])
  }
}
