import Testing

@testable import grader

/// The page's figures, against a count by brute force.
@Suite struct ClassFiguresTests {
  @Test(arguments: 0..<20)
  func `every figure is what a plain count gives`(seed: UInt64) {
    let gradebook = ClassSample.gradebook(60, seed: seed)
    let view = ClassView(gradebook, ClassGlossary(), .english)
    #expect(view.figures.count == gradebook.lessons.count)
    for lesson in view.figures {
      let name = lesson.heading.name
      for state in CellState.allCases {
        let count = gradebook.rows.count { CellState($0, name) == state }
        #expect(lesson.states[state, default: 0] == count)
      }
      let judged = gradebook.rows.filter { row in
        row.marks[name].map { $0.verdict != .void } ?? false
      }
      let points = judged.map { $0.points(name) }
      #expect(lesson.points.count == points.count)
      #expect(lesson.passes == judged.count { $0.marks[name]?.verdict == .passes })
      if let median = lesson.median {
        #expect(points.count { $0 < median } * 2 <= points.count)
        #expect(points.count { $0 > median } * 2 <= points.count)
      }
      for bin in 0..<LessonFigures.binCount {
        let (low, high) = (Double(bin) * 10, bin == 9 ? 1e9 : Double(bin + 1) * 10)
        #expect(lesson.bins[bin] == points.count { $0 >= low && $0 < high })
      }
    }
  }

  @Test(arguments: 0..<20)
  func `each pitfall names exactly those who fell into it`(seed: UInt64) {
    let gradebook = ClassSample.gradebook(60, seed: seed)
    for heading in gradebook.lessons {
      let figures = LessonFigures(heading, in: gradebook.rows)
      var tests: [String: [Int]] = [:]
      var traps: [String: [Int]] = [:]
      for (index, row) in gradebook.rows.enumerated() {
        guard let mark = row.marks[heading.name], mark.verdict != .void else { continue }
        if let trap = mark.trap { traps[trap, default: []].append(index) }
        guard mark.tests.contains(where: { $0.outcome == .passed }) else { continue }
        for test in mark.tests where ![.passed, .noVerdict].contains(test.outcome) {
          tests[test.name, default: []].append(index)
        }
      }
      #expect(Dictionary(uniqueKeysWithValues: figures.tests.map { ($0.name, $0.who) }) == tests)
      #expect(Dictionary(uniqueKeysWithValues: figures.traps.map { ($0.name, $0.who) }) == traps)
      for list in [figures.tests, figures.traps] {
        let counts = list.map(\.who.count)
        #expect(counts == counts.sorted(by: >))
      }
    }
  }

  @Test func `the sample has a cell of every kind`() {
    let view = ClassView(ClassSample.gradebook(), ClassGlossary(), .english)
    for state in CellState.allCases {
      #expect(view.figures.contains { $0.states[state, default: 0] > 0 }, "\(state)")
    }
    #expect(view.gradebook.rows.contains { $0.isLate })
    #expect(view.gradebook.rows.contains { !$0.isOnRoster })
  }

  @Test func `every state has a sign of its own`() {
    #expect(Set(CellState.allCases.map(\.sign)).count == CellState.allCases.count)
  }

  @Test(arguments: [
    (0, "0"), (12, "12"), (12.5, "12.5"), (12.25, "12.25"), (100, "100"), (0.1, "0.1"),
  ])
  func `points are written as people do`(points: Double, text: String) {
    #expect(points.inPoints == text)
  }
}
