import Testing

@testable import grader

@Suite struct SymptomTests {
  private let lesson = Sample.lesson("01-Queue")

  private func symptoms(
    _ end: TestEnd = .ended, _ texts: String..., arguments: String? = nil
  ) -> Set<Feature> {
    var run = SuiteRun()
    let findings = texts.map { text in
      var finding = Finding(file: "S.swift", line: 3, text: text)
      finding.arguments = arguments
      return finding
    }
    run.tests = [(Sample.trace("one", findings: findings), end), (Sample.trace("two"), .ended)]
    return Symptoms(Judgement(lesson, run)).features
  }

  @Test func `a test that passes shows nothing`() {
    #expect(symptoms().isEmpty)
  }

  @Test func `seeds and times are no features, and numbers are only of the message`() {
    let one = symptoms(.ended, "A lease ends once: saw 2.\nseed 7 shows it\n  0 s  anna  gets 1")
    let other = symptoms(.ended, "A lease ends once: saw 2.\nseed 9 shows it\n 10 s  anna  gets 4")
    #expect(one == other)
    let third = symptoms(.ended, "A lease ends once: saw 3.\nseed 7 shows it\n  0 s  anna  gets 1")
    #expect(one.symmetricDifference(third).map(\.kind) == [.message, .message])
  }

  @Test func `a law is known whichever test it breaks in`() {
    let text = "A lease ends once: saw 2."
    #expect(symptoms(.ended, text).contains(Feature(.law, "A lease ends once")))
    let expression = "Expectation failed: (sum → 3) == 2\n" + text
    #expect(symptoms(.ended, expression).contains(Feature(.law, "A lease ends once")))
  }

  @Test func `arguments and the last event belong to the test`() {
    let features = symptoms(
      .ended, "Wrong.\nseed 1 shows\n  0 s  a\n  3 s  ben  gets 2", arguments: "n → 3")
    #expect(features.contains(Feature(.arguments, "one", "n → 3")))
    #expect(features.contains(Feature(.ending, "one", "ben  gets #")))
  }

  @Test func `a crash is known by its last words, wherever it stands`() {
    let one = symptoms(.crashed("Exercises/01-Queue.swift:45: Fatal error: nil"))
    let other = symptoms(.crashed("Solutions/01-Queue.swift:9: Fatal error: nil\nmore"))
    #expect(one == other)
    #expect(one != symptoms(.hung("nothing happened")))
  }

  @Test func `an error of the compiler is known without the learner's names`() {
    func features(_ message: String) -> Set<Feature> {
      let diagnostic = Diagnostic(
        file: "x", line: 1, column: 1, isError: true, message: message, excerpt: [])
      let failure = Compiler.Failure(diagnostics: [diagnostic], text: "")
      return Symptoms(Judgement(lesson, doesNotCompile: failure)).features
    }
    let common = features("type 'Box' is not safe").intersection(
      features("type 'Slip' is not safe"))
    #expect(common.map(\.kind) == [.complaint])
  }
}

@Suite struct PatternTests {
  private let patterns = Patterns(
    traps: [
      "stack": [Feature(.outcome, "order", "failed"), Feature(.law, "order")],
      "leak": [Feature(.outcome, "leaks", "hung"), Feature(.law, "once")],
      "twice": [
        Feature(.outcome, "once", "failed"), Feature(.law, "once"), Feature(.law, "order"),
      ],
    ],
    starter: [Feature(.law, "nothing comes"), Feature(.outcome, "order", "failed")])
  private var likeness: Likeness { Likeness(patterns) }

  private func nearest(_ features: Feature...) -> String? {
    likeness.nearest(to: Set(features))?.trap
  }

  @Test func `what a pattern says is kept to the letter`() throws {
    let json = try JSONParser.parse(Array(patterns.text.utf8)[...])
    #expect(Patterns(json) == patterns)
    #expect(patterns.text.split(separator: "\n").count == 9)
  }

  @Test(arguments: [
    "{}", #"{"version": 2, "starter": "", "traps": {}}"#, #"{"version": 1, "traps": {}}"#,
    #"{"version": 1, "starter": "x1", "traps": {}}"#,
    #"{"version": 1, "starter": "", "traps": {"a": "o00zz"}}"#,
  ])
  func `what is no file of patterns is none`(text: String) throws {
    #expect(Patterns(try JSONParser.parse(Array(text.utf8)[...])) == nil)
  }

  @Test func `a trap is nearest to itself`() {
    for (name, features) in patterns.traps {
      #expect(likeness.nearest(to: features)?.trap == name)
      #expect(likeness.matches(features).first?.likeness == 1)
    }
  }

  @Test func `what is rare tells more than what is common`() {
    #expect(nearest(Feature(.outcome, "leaks", "hung"), Feature(.law, "order")) == "leak")
  }

  @Test func `one more mistake hides a trap only a little`() {
    let stack = patterns.traps["stack"] ?? []
    let match = likeness.nearest(to: stack.union([Feature(.law, "something of its own")]))
    #expect(match?.trap == "stack")
  }

  @Test func `what is like nothing is taken for nothing`() {
    #expect(nearest(Feature(.law, "unheard of"), Feature(.outcome, "new", "failed")) == nil)
    #expect(nearest() == nil)
  }

  @Test func `what is not written yet is no mistake`() {
    let said = Feature(.message, "order", "Nothing came.")
    let failed = Feature(.outcome, "order", "failed")
    var patterns = Patterns(traps: ["stack": [said, failed, Feature(.law, "order")], "other": []])
    #expect(Likeness(patterns).nearest(to: [said, failed])?.trap == "stack")
    let unfinished = Likeness(patterns).nearest(to: [said, failed], isUnfinished: true)
    #expect(unfinished == nil)
    patterns.starter = [said, failed, Feature(.law, "nothing comes")]
    #expect(Likeness(patterns).nearest(to: [said, failed]) == nil)
    #expect(Likeness(patterns).nearest(to: patterns.traps["stack"] ?? [])?.trap == "stack")
  }

  @Test func `only what every run shows becomes a pattern`() {
    let lesson = Sample.lesson("01-Queue")
    func trial(_ text: String) -> Trial {
      var run = SuiteRun()
      let finding = Finding(file: "S.swift", line: 3, text: text)
      run.tests = [(Sample.trace("one", findings: [finding]), .ended)]
      return Trial(
        variant: Variant(lesson: lesson, kind: .trap(Sample.trap), files: []),
        fast: Judgement(lesson, run))
    }
    let made = PatternCheck.patterns(lesson, [[trial("Saw 1.")], [trial("Saw 2.")]])
    #expect(
      made.traps == [
        "newest-first": [
          Feature(.outcome, "one", "failed"), Feature(.wording, "one", "Saw #."),
          Feature(.law, "Saw #"),
        ]
      ])
  }

  @Test func `the first sentence is what a verdict shows`() {
    #expect(Sample.diagnosis.gist == Words("It is a stack.", ja: "スタックです。"))
  }
}

/// The patterns that the course is delivered with.
@Suite struct DeliveredPatternTests {
  @Test func `every trap has a pattern, and every pattern its trap`() throws {
    let course = try CourseDecoder.load(CourseFolder.nearest(to: Fixtures.folder.parentFolder))
    for lesson in course.lessons {
      let patterns = try #require(Patterns.load(lesson, in: course.folder), "\(lesson.patterns)")
      let traps = try Trap.all(of: lesson, in: course.folder)
      #expect(patterns.traps.keys.sorted() == traps.map(\.name).sorted())
      #expect(!patterns.traps.values.contains { $0.isEmpty })
      #expect(!patterns.starter.isEmpty)
    }
  }
}
