import Foundation
import Testing

@testable import grader

/// What each learner is given, read back by the rules of those who show it to them.
@Suite struct LearnerExportTests {
  private let school: AwkwardClass

  init() throws { school = try AwkwardClass() }

  private static let levels: Set = ["hidden", "after_due_date", "after_published", "visible"]

  @Test(arguments: Language.allCases)
  func `Gradescope gets a score, and each test with its visibility`(language: Language) throws {
    let files = try school.files(.gradescope, AwkwardClass.formula, language)
    let results = try Reading.json(try #require(files["results.json"]))
    #expect(results["score"] as? Double == 9.8)
    #expect(results["stdout_visibility"] as? String == "hidden")
    let tests = try #require(results["tests"] as? [[String: Any]])
    #expect(tests.count == 7)
    #expect(tests.allSatisfy { ["passed", "failed"].contains($0["status"] as? String) })
    #expect(tests.allSatisfy { Self.levels.contains($0["visibility"] as? String ?? "") })
    #expect(tests.allSatisfy { $0["output_format"] as? String == "text" })
    let sum = tests.reduce(0) { $0 + ($1["score"] as? Double ?? .nan) }
    #expect(abs(sum - 9.8) < 0.001)
    #expect(tests.reduce(0) { $0 + ($1["max_score"] as? Double ?? .nan) } == 21)
    let secret = try #require(tests.first { ($0["name"] as? String) == AwkwardClass.secret })
    #expect(secret["visibility"] as? String == "hidden")
    let numbers = tests.compactMap { $0["number"] as? String }
    #expect(numbers == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2"])
    #expect((results["output"] as? String)?.contains(AwkwardClass.secret) == false)
  }

  @Test func `GitHub Classroom gets base64 of what its reporter adds up`() throws {
    let files = try school.files(.githubClassroom, AwkwardClass.formula)
    let output = try #require(files["01-Counter.output"])
    let encoded = try #require(output.wholeMatch(of: #/result=([A-Za-z0-9+/=]+)\n/#)?.1)
    let data = try #require(Data(base64Encoded: String(encoded)))
    let results = try Reading.json(String(decoding: data, as: UTF8.self))
    let readable = try Reading.json(try #require(files["01-Counter.json"]))
    #expect(NSDictionary(dictionary: results) == NSDictionary(dictionary: readable))
    #expect(results["version"] as? Int == 1)
    #expect(results["status"] as? String == "fail")
    #expect(results["max_score"] as? Int == 13)
    let tests = try #require(results["tests"] as? [[String: Any]])
    let keys = [
      "name", "status", "score", "message", "test_code", "filename", "line_no", "duration",
    ]
    #expect(tests.allSatisfy { Set($0.keys) == Set(keys) })
    #expect(tests.map { $0["status"] as? String } == ["fail", "pass", "fail", "pass", "fail"])
    #expect(abs(tests.reduce(0) { $0 + ($1["score"] as? Double ?? .nan) } - 4.8) < 0.001)
  }

  @Test(arguments: Array(0..<70))
  func `base64 is what Foundation reads`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
    #expect(Data(base64Encoded: Base64.text(bytes)) == Data(bytes))
  }

  @Test func `Exercism gets version 3, in the suite's order, with a message only for an error`()
    throws
  {
    let files = try school.files(.exercism, AwkwardClass.formula)
    #expect(files.keys.sorted() == ["01-Counter/results.json", "02-Greeter/results.json"])
    let results = try Reading.json(try #require(files["01-Counter/results.json"]))
    #expect(results["version"] as? Int == 3)
    #expect(results["status"] as? String == "fail")
    #expect(results["message"] is NSNull)
    let tests = try #require(results["tests"] as? [[String: Any]])
    let names = school.course.lessons[0].tests.map(\.name) + ["Further tests"]
    #expect(tests.map { $0["name"] as? String } == names)
    for test in tests {
      let status = try #require(test["status"] as? String)
      #expect(["pass", "fail", "error"].contains(status))
      if status == "pass" { #expect(test["message"] is NSNull) }
    }
    let stuck = try Reading.json(
      try #require(try school.files(.exercism, "stuck")["01-Counter/results.json"]))
    #expect(stuck["status"] as? String == "error")
    // Paths are those of the solution, not of the machine.
    #expect(stuck["message"] as? String == "Exercises/01-Counter.swift:3: error: <oops>")
  }

  @Test func `a lesson that is void is left out, and does not count as zero`() throws {
    #expect(try school.files(.gradescope, "void") == [:])
    #expect(try school.files(.githubClassroom, "void").keys.allSatisfy { $0.hasPrefix("01") })
    #expect(try school.files(.exercism, "void").keys.sorted() == ["01-Counter/results.json"])
    let remarks = school.export().remarks(.gradescope).map(\.english)
    #expect(remarks.contains { $0.contains("void (02-Greeter)") })
    #expect(remarks.contains { $0.contains("missing") })
  }

  @Test(arguments: [ExportFormat.githubClassroom, .exercism, .feedback], Language.allCases)
  func `nothing that a learner sees gives away a hidden test, another learner or the machine`(
    format: ExportFormat, language: Language
  ) throws {
    for row in school.gradebook.rows {
      for (name, text) in try school.files(format, row.learner.id, language) {
        let text = name.hasSuffix(".output") ? "" : text
        #expect(!text.contains(AwkwardClass.secret), "\(name)")
        #expect(!text.contains("Hidden.swift"), "\(name)")
        #expect(!text.contains(school.scratch.path), "\(name)")
        for other in ["etc/passwd", "stuck"] where other != row.learner.id {
          #expect(row.learner.id.contains(other) || !text.contains(other), "\(name)")
        }
      }
    }
  }
}
