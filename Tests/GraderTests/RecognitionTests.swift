import Testing

@testable import grader

@Suite struct RecognitionTests {
  private let lesson = Sample.lesson("01-Queue")
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let patterns = Patterns(
      traps: [
        "newest-first": Symptoms(judgement("It is a stack.")).features,
        "leaks": Symptoms(judgement("It leaks: 3 are left.")).features,
      ], starter: Symptoms(judgement("Nothing comes.")).features)
    try scratch.write(patterns.text, to: lesson.patterns)
  }

  private func judgement(_ text: String?) -> Judgement {
    var run = SuiteRun()
    let findings = text.map { [Finding(file: "S.swift", line: 3, text: $0)] } ?? []
    run.tests = [(Sample.trace("one", findings: findings), .ended), (Sample.trace("two"), .ended)]
    return Judgement(lesson, run)
  }

  private func recognition(_ kind: Variant.Kind, _ text: String?) -> Recognition {
    let variant = Variant(lesson: lesson, kind: kind, files: [])
    return Recognition([Trial(variant: variant, fast: judgement(text))], in: scratch.folder)
  }

  @Test func `a trap that is the nearest to itself is no complaint`() {
    let recognition = recognition(.trap(Sample.trap), "It is a stack.")
    #expect(recognition.complaints.isEmpty)
    #expect(recognition.text == "1 of 1 trap named first, 0 not named")
  }

  @Test func `a trap that looks like another is named, and so is the other`() {
    let recognition = recognition(.trap(Sample.trap), "It leaks: 4 are left.")
    #expect(recognition.complaints == ["Tests/Traps/01-Queue/newest-first.diff looks like leaks"])
  }

  @Test(arguments: ["It is a stack.", "Nothing comes.", nil])
  func `what is no trap must not be taken for one`(text: String?) {
    for kind in [Variant.Kind.starter, .reference, .alternative("Tests/Alternatives/01-Queue/A")] {
      #expect(recognition(kind, text).complaints.count == (text == "It is a stack." ? 1 : 0))
    }
  }

  @Test func `patterns agree if runs may differ so much`() {
    let features = Set((0..<10).map { Feature(.law, "\($0)") })
    let (most, few) = (Set(features.sorted().dropLast()), Set(features.sorted().dropLast(3)))
    let more = features.union((10..<13).map { Feature(.law, "\($0)") })
    #expect(PatternCheck.agree(features, [features]))
    #expect(PatternCheck.agree(features, [most]))
    #expect(!PatternCheck.agree(features, [few]))
    #expect(PatternCheck.agree(features, [few, features]))
    #expect(!PatternCheck.agree(features, [more]))
    #expect(PatternCheck.agree(features, [more, features]))
  }

  @Test func `of a small pattern one feature may be off`() {
    let features = Set((0..<2).map { Feature(.law, "\($0)") })
    #expect(PatternCheck.agree(features, [Set(features.sorted().dropLast())]))
    #expect(!PatternCheck.agree(features, [[]]))
  }

  @Test func `a source that says what is to be done is not finished`() throws {
    try scratch.write("// TODO: all of it", to: "Exercises/01-Queue.swift")
    #expect(Source.isUnfinished(lesson, in: scratch.folder))
    try scratch.write("let done = true", to: "Exercises/01-Queue.swift")
    #expect(!Source.isUnfinished(lesson, in: scratch.folder))
  }
}
