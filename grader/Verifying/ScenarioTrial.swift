/// Lives through the first minutes of the scenarios with the references.
struct ScenarioTrial {
  let workshop: Workshop

  private static let minutes = 2

  /// What is wrong with the nights of a scenario.
  func complaints(_ scenario: Scenario) async throws -> [String] {
    let program = try await workshop.prepare(scenario) { _ in }
    let stage = Stage(scenario)
    let simulator = Simulator(
      scenario: scenario, program: program, library: program.lesson, minutes: Self.minutes, seed: 0)
    try await simulator.run(on: stage)
    return stage.recordings.flatMap { recording -> [String] in
      let findings = Findings(
        recording: recording, scenario: scenario, minutes: Self.minutes)
      if findings.isSound { return [] }
      return findings.sentences.map {
        "\(scenario.source), \(recording.variant.name): \($0.english)"
      }
    }
  }
}
