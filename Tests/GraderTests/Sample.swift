@testable import grader

/// Small values to test with.
enum Sample {
  static func lesson(_ name: String) -> Lesson {
    lesson(name, tests: ["one", "two"])
  }

  static func lesson(_ name: String, tests: [String]) -> Lesson {
    Lesson(
      name: name, title: Words("Title of \(name)", ja: "題"),
      law: Words("Law of \(name)", ja: "法"), points: tests.count,
      limits: Lesson.Limits(silence: 1, total: 2),
      tests: tests.map { Lesson.TestCase(title: Words($0, ja: "検"), points: 1) })
  }

  static func trace(_ name: String, ended: Bool = true, findings: [Finding] = []) -> TestTrace {
    TestTrace(
      id: "Day56Tests.S/\(name)()/S.swift:1:1", name: name, file: "S.swift", line: 1, started: 1,
      ended: ended ? 1.5 : nil, findings: findings)
  }

  static let finding = Finding(file: "S.swift", line: 3, text: "wrong")
}

extension Sample {
  static let trap = Trap(
    name: "newest-first", number: 1, title: "The newest first",
    says: Words("It is a stack. Take the other end.", ja: "スタックです。反対の端から取りましょう。"),
    isKilledByCompiler: false, file: "Tests/Traps/01-Queue/newest-first.diff")

  static let diagnosis = Diagnosis(
    trap, confidence: 0.8, test: lesson("01-Queue").tests[0])
}

/// In tests a text may stand for itself in both languages.
extension Words: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(same: text) }
}
