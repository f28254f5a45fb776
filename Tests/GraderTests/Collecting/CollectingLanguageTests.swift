import Testing

@testable import grader

/// What is said of what learners hand in and instructors list is said in both languages.
@Suite struct CollectingLanguageTests {
  private static let faults: [HandInFault] = [
    .notAFolder(.link), .oddName, .tooManyFiles(limit: 64), .tooDeep(limit: 4),
    .longName(limit: 120),
    .tooMuch(limit: 1 << 20), .changed, .twice("a", "b/a"), .severalHandIns(["x.zip", "x/"]),
    .unknownArchive, .noArchiver,
    .brokenArchive(Words("it is encrypted", ja: "暗号化されています")),
  ]

  private static let standIns = faults.flatMap { fault in
    [true, false].map { isReference in
      StandIn(
        lesson: Sample.lesson("01-Queue"), reason: .notLetIn(.handIn(fault)),
        isReference: isReference
      ).sentence
    }
  }

  private static let lists = ClassListTests.brokenRosters.map { text, _, _ in
    words { _ = try Roster(Table(file: "roster.csv", Array(text.utf8))) }
  }

  private static let policies = LatePolicyTests.broken.map { old, new, _, _ in
    words { _ = try LatePolicyTests.decode(LatePolicyTests.valid.replacingFirst(old, with: new)) }
  }

  private static var all: [Words] {
    faults.map { AdmissionError("Exercises/x.swift", .handIn($0)).words } + standIns + lists
      + policies
  }

  private static func words(_ body: () throws -> Void) -> Words {
    do {
      try body()
      return ""
    } catch {
      return Words(error)
    }
  }

  @Test func `each sentence is of its language, in both`() {
    WrongLanguage.expectNone(in: Self.all)
  }
}
