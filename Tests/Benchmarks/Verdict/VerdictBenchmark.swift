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
      ("swift test", roads.package),
    ]
    let lanes = Edit.allCases.flatMap { edit in
      ways.map { way in Lane(name: "\(way.name), \(edit) changed") { try way.measure(edit) } }
    }
    let series = try await measureInTurns(lanes, rounds: isQuick ? 3 : 9, telling: "verdict")
    return report(names: ways.map(\.name), comment: Array(series[..<3]), code: Array(series[3...]))
  }

  /// - Parameter names: the grader's first.
  private func report(names: [String], comment: [Series], code: [Series]) -> GroupReport {
    var table = Table(heading: [
      "from save to verdict", "comment changed, s", "code changed, s", "grader × this, comment",
      "grader × this, code",
    ])
    var ratios: [GroupReport.Ratio] = []
    for (index, name) in names.enumerated() {
      var row = [name] + [comment, code].map { $0[index].spread.text(decimals: 2) }
      for series in [comment, code] {
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
      figures: (comment + code).map { .init(name: $0.name, unit: "s", spread: $0.spread) },
      ratios: ratios,
      remarks: [
        "swiftc compiles that one file, and the suite that the grader prepared runs against it.",
        "swift test is `swift test --filter Day56`, with everything else built before. If only a",
        "comment changed, it compiles but does not link.",
      ])
  }
}
