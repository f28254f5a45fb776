import Testing

@testable import grader

/// Who is said to need help, and who is not.
@Suite struct NeedTests {
  private let heading = Gradebook.Heading(name: "01-Queue", title: "Queue", law: "Law", points: 3)

  private func row(
    _ outcomes: [Outcome], _ verdict: Verdict = .fails, id: String = "x"
  ) -> Gradebook.Row {
    let tests = outcomes.enumerated().map { place, outcome in
      Mark.Test(name: "t\(place)", outcome: outcome, worth: 1)
    }
    let grounds = Mark.Grounds(suite: "", toolchain: "", policy: "", tier: "")
    let mark = Mark(
      learner: id, lesson: heading.name, submission: "", grounds: grounds, verdict: verdict,
      tests: tests)
    return Gradebook.Row(
      learner: Learner(id: id), handIn: HandIn(learner: id, submission: ""),
      marks: [heading.name: mark])
  }

  private func needs(_ rows: [Gradebook.Row]) -> [Need] {
    let gradebook = Gradebook(title: "Class", lessons: [heading], rows: rows)
    return Need.all(in: gradebook, [LessonFigures(heading, in: rows)])
  }

  private var strong: [Gradebook.Row] {
    (0..<5).map { _ in row([.passed, .passed, .passed], .passes) }
  }

  @Test func `a class in which all is well has no list`() { #expect(needs(strong) == []) }

  @Test func `nothing that compiles comes before nothing that passes`() {
    let rows =
      strong + [
        row([.failed, .failed, .failed]),
        row([.noVerdict, .noVerdict, .noVerdict], .doesNotCompile),
      ]
    #expect(
      needs(rows) == [
        Need(row: 6, reasons: [.nothingCompiles(1)]), Need(row: 5, reasons: [.nothingPasses(1)]),
      ])
  }

  @Test func `less than half of the median is far below, half of it is not`() {
    let wide = Gradebook.Heading(name: heading.name, title: "", law: "", points: 4)
    let rows =
      (0..<5).map { _ in row([.passed, .passed, .passed, .passed], .passes) }
      + [row([.passed, .passed, .failed, .failed]), row([.passed, .failed, .failed, .failed])]
    let gradebook = Gradebook(title: "Class", lessons: [wide], rows: rows)
    let needs = Need.all(in: gradebook, [LessonFigures(wide, in: rows)])
    #expect(needs.map(\.row).filter { $0 == 5 } == [])
    #expect(
      needs.first
        == Need(
          row: 6,
          reasons: [
            .farBelow(median: 4),
            .alone(lesson: heading.name, test: "t1", more: 0, others: 6),
          ]))
  }

  @Test func `who alone fails what all others pass is named with the test`() {
    let rows = strong + [row([.passed, .passed, .failed])]
    #expect(
      needs(rows) == [
        Need(row: 5, reasons: [.alone(lesson: "01-Queue", test: "t2", more: 0, others: 5)])
      ])
    let twice = needs(strong + [row([.passed, .failed, .failed])])
    #expect(
      twice.first?.reasons.last == .alone(lesson: "01-Queue", test: "t1", more: 1, others: 5))
    // Two are not alone, and in a small group nobody is.
    #expect(needs(rows + [row([.passed, .passed, .failed])]) == [])
    #expect(needs(Array(rows.suffix(4))) == [])
  }

  @Test func `a starter that fails everything does not hide who is alone`() {
    let rows = strong + [row([.passed, .passed, .failed]), row([.failed, .failed, .failed])]
    #expect(needs(rows).map(\.row) == [6, 5])
  }

  @Test func `points that are missing because a lesson is void are nobody's weakness`() throws {
    let other = Gradebook.Heading(name: "02-Balance", title: "", law: "", points: 9)
    let rows = try (strong + [row([.passed, .passed, .passed], .passes)]).enumerated().map {
      index, row in
      let mark = try #require(row.marks[heading.name])
      let nine = (0..<9).map { Mark.Test(name: "n\($0)", outcome: .passed, worth: 1) }
      var row = row
      row.marks[other.name] = Mark(
        learner: "x", lesson: other.name, submission: "", grounds: mark.grounds,
        verdict: index == 5 ? .void : .passes, tests: nine)
      return row
    }
    let gradebook = Gradebook(title: "Class", lessons: [heading, other], rows: rows)
    #expect(gradebook.total(rows[5]) * 2 < gradebook.total(rows[0]))
    #expect(Need.all(in: gradebook, [heading, other].map { LessonFigures($0, in: rows) }) == [])
  }

  @Test func `void and missing work are no need of help, but lists of their own`() {
    var rows = strong + [row([.passed, .passed, .passed], .void)]
    rows.append(Gradebook.Row(learner: Learner(id: "gone")))
    #expect(needs(rows) == [])
  }
}
