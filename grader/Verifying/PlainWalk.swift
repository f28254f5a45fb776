/// Judges variants once more, by `swift test`, and compares.
struct PlainWalk: Sendable {
  let trials: [Trial]
  let fast: FastTrials
  let workshop: Workshop

  /// How often a variant that was judged otherwise is judged again on each road, to see whether the roads
  /// differ or only the runs, as they may when threads race or chance is the system's.
  private static let secondLooks = 4
  /// How many copies of the package are built and run side by side: a build and a run each keep one
  /// processor busy most of the time.
  private static let lanes = 2

  /// What both roads see differently each time is a complaint; what one road sees in more than one way is
  /// not steady, and only a remark.
  func compare(
    _ bar: WorkBar, waiting: @escaping @Sendable () -> Void
  ) async throws -> (complaints: [String], remarks: [String]) {
    let (roads, locks) = try await PlainRoad.open(lanes: Self.lanes, workshop, waiting: waiting)
    defer { withExtendedLifetime(locks) {} }
    let rounds = PlainRound.rounds(of: trials)
    let judgements = try await SideBySide(jobs: roads.count).map(rounds) { round, lane in
      let judgements = try await roads[lane].judge(round.trials.map(\.variant.work), tests: tests)
      for trial in round.trials { bar.advance(trial.variant.label) }
      return judgements
    }
    var complaints: [String] = []
    var remarks: [String] = []
    for (trial, plain) in zip(rounds.flatMap(\.trials), judgements.joined()) {
      let differences = trial.differences(from: plain)
      let steady = try await steady(differences, of: trial, and: plain, on: roads[0])
      for difference in differences {
        let text = "\(trial.variant.label): \(difference.text)"
        if steady.contains(difference) {
          complaints.append(text)
        } else {
          remarks.append("not the same from run to run: \(text)")
        }
      }
    }
    return (complaints, remarks)
  }

  private func steady(
    _ differences: [Trial.Difference], of trial: Trial, and plain: Judgement, on road: PlainRoad
  ) async throws -> [Trial.Difference] {
    var open = differences
    for _ in 0..<Self.secondLooks where !open.isEmpty {
      let again = try await fast.judge(trial.variant)
      open.removeAll { again.sight(of: $0.test) != trial.fast.sight(of: $0.test) }
    }
    for _ in 0..<Self.secondLooks where !open.isEmpty {
      for again in try await road.judge([trial.variant.work], tests: tests) {
        open.removeAll { again.sight(of: $0.test) != plain.sight(of: $0.test) }
      }
    }
    return open
  }

  /// The ids of a lesson's tests.
  private func tests(_ lesson: Lesson) -> [String] {
    trials.first { $0.variant.lesson == lesson && !$0.fast.tests.isEmpty }?
      .fast.tests.compactMap(\.id) ?? []
  }
}
