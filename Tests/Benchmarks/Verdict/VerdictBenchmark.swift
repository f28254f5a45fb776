import Foundation

/// How long a learner waits for the truth after an edit, against the least that it can take.
struct VerdictBenchmark {
  let isQuick: Bool

  func run() async throws -> GroupReport {
    let course = try ScratchCourse.make()
    defer { Cleanup.removeFolder() }
    let roads = try Roads.prepare(in: course)
    let ways: [(name: String, measure: @Sendable (Edit) throws -> Double)] = [
      ("grader run 01", roads.grader), ("swiftc and the suite", roads.bare),
      ("swift test, that suite", { try roads.package($0, filter: ScratchCourse.suite) }),
      ("swift test, Day56", { try roads.package($0, filter: "Day56") }),
    ]
    let lanes = Edit.allCases.flatMap { edit in
      ways.map { way in Lane(name: "\(way.name), \(edit) changed") { try way.measure(edit) } }
    }
    let series = try await measureInTurns(lanes, rounds: isQuick ? 3 : 9, telling: "verdict")
    let edits = Edit.allCases.indices.map { Array(series[ways.count * $0..<ways.count * ($0 + 1)]) }
    return report(names: ways.map(\.name), edits)
  }

  /// - Parameters:
  ///   - names: of the ways, the grader's first.
  ///   - edits: each with what the ways took.
  private func report(names: [String], _ edits: [[Series]]) -> GroupReport {
    let changes = Edit.allCases.map { "\($0)" }
    var table = Table(
      heading: ["from save to verdict, s"] + changes + changes.map { "grader × this, \($0)" })
    var ratios: [GroupReport.Ratio] = []
    for (index, name) in names.enumerated() {
      var row = [name] + edits.map { $0[index].spread.text(decimals: 2) }
      for series in edits {
        let ratio = series[0].ratio(to: series[index])
        row.append(index == 0 ? "" : ratio.text(decimals: 2))
        if index > 0 {
          ratios.append(.init(name: "grader / \(series[index].name)", spread: ratio))
        }
      }
      table.rows.append(row)
    }
    return GroupReport(
      name: "verdict",
      about: "an edit of lesson 01's exercise is saved; the work that is graded is the reference",
      table: table,
      figures: edits.joined().map { .init(name: $0.name, unit: "s", spread: $0.spread) },
      ratios: ratios,
      remarks: [
        "swiftc compiles that one file, and the suite that the grader prepared runs against it.",
        "swift test is `swift test --filter \(ScratchCourse.suite)` or `--filter Day56`, which runs all lessons,",
        "with everything else built before. If only a comment changed, it compiles but does not link.",
      ])
  }
}
