import Testing

@testable import grader

@Suite struct SimulationLanguageTests {
  private static let closings = [
    Sample.closing(), Sample.closing(acknowledged: 50, dead: 10),
    Sample.closing(waiting: 48, acknowledged: 12), Sample.closing(acknowledged: 58),
    Sample.closing(pretended: 3), Sample.closing(repetitions: 2),
  ]

  private static let fates: [Recording.Fate?] =
    closings.map(Recording.Fate.closed) + [
      nil, .threw("Oh()"), .deadlock, .crashed(Words("an end", ja: "終わり")), .silent(2),
      .outOfTime(20),
    ]

  private static let findings = fates.flatMap { fate in
    [[], [Sample.moment(at: 60, deaths: 1)]].flatMap { moments in
      Findings(
        recording: Sample.recording(moments, fate: fate), scenario: Sample.scenario, minutes: 1
      ).sentences
    }
  }

  private static let problems = [
    CodeProblem.Reason.notBegun([Sample.scenario.lesson]), .notBegun([Sample.lesson("01-Part")]),
    .notLetIn(AdmissionError("Exercises/02-Night.swift", .empty)),
    .doesNotCompile(Compiler.Failure(diagnostics: [], words: Words("why", ja: "なぜ"))),
    .lacks("`Night.init()`"),
  ].flatMap { reason in
    [true, false].map {
      CodeProblem(scenario: Sample.scenario, reason: reason, hasReferences: $0).words
    }
  }

  private static let readings = Measure.allCases.flatMap { measure in
    [Sample.moment(at: 60), Sample.moment(at: 60, latency: 3)].map(measure.reading)
  }

  private static let labels: [Words] =
    Measure.allCases.flatMap { [$0.title, $0.shortTitle, $0.about] }
    + [0.5, 42, 600, 9_000].map { (seconds: Double) in seconds.span }
    + [Sample.simulation().circumstances]

  private static let cells: [Words] = Sample.simulation().summary.rows.flatMap { row in
    [row.title] + row.values
  }

  @Test(arguments: Language.allCases)
  func `each sentence is of its language`(_ language: Language) {
    for words in [Self.findings, Self.problems, Self.readings, Self.labels, Self.cells].joined() {
      let text = words[language]
      #expect(!text.isEmpty)
      #expect(WrongLanguage.parts(of: text, in: language) == [], "\(text)")
    }
  }
}
