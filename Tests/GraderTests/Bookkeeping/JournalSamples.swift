import Testing

@testable import grader

/// Values for a journal, small and not so small.
extension Sample {
  static let grounds = Mark.Grounds(
    suite: "suite-1", toolchain: "Swift 6.3", policy: "policy-1", tier: "bubblewrap, uid 60801")

  static func course(_ lessons: [String] = ["01-Queue", "02-Next"]) -> Course {
    Course(
      folder: CourseFolder(root: "/course"), title: Words("A course", ja: "講座"),
      lessons: lessons.map { lesson($0) })
  }

  static func mark(
    _ learner: String, _ verdict: Verdict = .fails, in lesson: String = "01-Queue",
    submission: String = "s1", passed: [Bool] = [true, false], grounds: Mark.Grounds = grounds,
    story: String = "wrong"
  ) -> Mark {
    Mark(
      learner: learner, lesson: lesson, submission: submission, grounds: grounds,
      verdict: verdict,
      tests: passed.enumerated().map { index, isPassed in
        Mark.Test(
          name: ["one", "two", "three"][index], outcome: isPassed ? .passed : .failed, worth: 1,
          seconds: 0.5,
          findings: isPassed ? [] : [Finding(file: "S.swift", line: 3, text: story)])
      }, date: "2026-11-21T10:27:51Z", seconds: 1.5)
  }

  static func handIn(_ learner: String, _ submission: String = "s1") -> HandIn {
    HandIn(learner: learner, submission: submission, date: "2026-11-20T10:00:00Z")
  }

  static func canary(held: Bool, of lessons: [String] = ["01-Queue"]) -> JournalEntry {
    .canary(held: held, name: "exits early", lessons: lessons, says: "it did")
  }
}

/// Numbers that look like chance and are the same every time.
struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}
