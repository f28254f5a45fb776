import Testing

@testable import grader

@Suite struct ScenarioDecoderTests {
  @Test func `a course may do without scenarios`() throws {
    #expect(try decode(scenarios: nil).scenarios.isEmpty)
  }

  @Test func `a scenario is read with its lesson and its nights`() throws {
    let scenario = try #require(try decode(scenarios: "[\(Self.scenario)]").scenarios.first)
    #expect(scenario.name == "busy-night")
    #expect(scenario.lesson.name == "01-Counter")
    #expect(scenario.variants.map(\.name) == ["calm", "busy"])
    #expect(scenario.minutes == 60)
    #expect(scenario.source == "Tests/Scenarios/busy-night")
  }

  @Test(arguments: [
    ("busy-night", "../night", "must look like black-friday"),
    ("01-Counter", "01-Nobody", "no lesson is called that"),
    ("\"minutes\": 60", "\"minutes\": 601", "must be from 1 to 600"),
    ("\"minutes\": 60", "\"minutes\": 60, \"hours\": 1", "is not a name the grader knows"),
    ("\"ordersPerMessage\": 1", "\"ordersPerMessage\": 0", "must be from 1 to 1000000"),
    ("\"variants\": [", "\"variants\": [\(variant("third")), ", "must hold one or two"),
    ("\"totalSeconds\": 9", "\"total\": 9", "`totalSeconds` is missing"),
  ]) func `what is wrong is said, and where`(_ old: String, _ new: String, _ complaint: String)
    throws
  {
    let text = Self.scenario.replacing(old, with: new)
    #expect(text != Self.scenario)
    let error = #expect(throws: CourseError.self) { try decode(scenarios: "[\(text)]") }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("course.json:") == true)
  }

  @Test func `no two have one name`() {
    #expect(throws: CourseError.self) {
      try decode(scenarios: "[\(Self.scenario), \(Self.scenario)]")
    }
  }

  @Test func `a name that is nearly right is put right`() throws {
    let course = try decode(scenarios: "[\(Self.scenario)]")
    #expect(try course.scenario(called: "BUSY-NIGHT").name == "busy-night")
    let error = #expect(throws: UsageError.self) { try course.scenario(called: "busy-nite") }
    #expect(error?.next.english == "Did you mean busy-night?")
  }

  private static func variant(_ name: String) -> String {
    #"{ "name": "\#(name)", "title": { "en": "A", "ja": "あ" }, "about": { "en": "B", "ja": "い" } }"#
  }

  private static let scenario = """
    { "name": "busy-night", "title": { "en": "T", "ja": "題" }, "about": { "en": "A", "ja": "話" },
      "lesson": "01-Counter", "ordersPerMessage": 1, "minutes": 60,
      "variants": [\(variant("calm")), \(variant("busy"))],
      "limits": { "silenceSeconds": 1, "totalSeconds": 9 } }
    """

  private func decode(scenarios: String?) throws -> Course {
    let scratch = try Fixtures.course()
    let text = try scratch.read(CourseFolder.description)
    let added = scenarios.map { "\"scenarios\": \($0),\n  \"lessons\":" } ?? "\"lessons\":"
    return try CourseDecoder.decode(
      Array(text.replacing("\"lessons\":", with: added).utf8), in: scratch.folder)
  }
}
