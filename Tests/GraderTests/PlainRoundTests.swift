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

  @Test func `a lesson that is built on others of its round has them as its parts`() throws {
    var system = Sample.lesson("03-System")
    system.builtOn = [queue, balancer]
    func file(_ name: String) -> Variant.File {
      Variant.File(path: "reference/\(name)", name: name)
    }
    let parts = [
      file("01-Queue/Ring.swift"), file("01-Queue/Line.swift"), file("02-Balancer.swift"),
    ]
    let trapped = Variant(
      lesson: queue, kind: .reference,
      files: [Variant.File(path: "trap/01-Queue.swift", name: "01-Queue.swift")])
    let whole = Variant(
      lesson: system, kind: .reference, files: [file("03-System.swift")], parts: parts)
    let rounds = PlainRound.rounds(
      of: [trapped, whole].map { Trial(variant: $0, fast: Judgement($0.lesson, SuiteRun())) })
    let round = try #require(rounds.first)
    #expect(
      round.variants[1].sources
        == ["reference/03-System.swift", "reference/02-Balancer.swift", "trap/01-Queue.swift"])
    #expect(round.variants.map(round.isMixed) == [false, true])
  }

  @Test func `what does not compile is alone`() {
    #expect(
      names([trial(queue, compiles: false), trial(balancer), trial(queue)])
        == [["01-Queue"], ["02-Balancer", "01-Queue"]])
  }
}
