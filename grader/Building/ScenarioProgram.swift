/// A scenario is compiled once, like a suite, as a program that meets a library of the learner's or the
/// references.
extension Workshop {
  /// What was prepared before, or else is prepared now, once for each state of the course.
  func prepare(
    _ scenario: Scenario, telling tell: @escaping @Sendable (Words) -> Void
  ) async throws(GradingError) -> PreparedSuite {
    try await prepareOnce(telling: tell) { [try preparation(of: scenario, tell)] }[0]
  }

  private func preparation(
    of scenario: Scenario, _ tell: @escaping @Sendable (Words) -> Void
  ) throws(FileError) -> Preparation {
    let print = try Fingerprint(
      scenario.lesson, and: scenario.source, in: folder, with: compiler.toolchain)
    let program = PreparedSuite(
      base: baseFolder(print), lesson: home.adding(prefix(scenario) + print.suite.prefix(16)),
      fingerprint: print.suite)
    return Preparation(suite: program) {
      tell(
        Words(
          "Preparing the scenario \(scenario.name), once per version …",
          ja: "シナリオ \(scenario.name) を準備しています（バージョンごとに一度だけ）…"))
      try await finish(program.lesson, replacing: prefix(scenario)) { draft in
        try await Parts(compiler: compiler).buildRunner(
          "Scenario", scenario.source, for: scenario.lesson, on: program.base, in: draft)
      }
    }
  }

  private func prefix(_ scenario: Scenario) -> String { "scenario.\(scenario.name)." }
}
