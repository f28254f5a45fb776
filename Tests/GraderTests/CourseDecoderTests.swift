import Testing

@testable import grader

@Suite struct CourseDecoderTests {
  static let valid = """
    { "version": 1, "title": { "en": "T", "ja": "題" }, "lessons": [
      { "name": "01-Queue", "title": { "en": "Q", "ja": "列" }, "law": { "en": "L", "ja": "法" },
        "points": 3, "limits": { "silenceSeconds": 5, "totalSeconds": 30 },
        "tests": [ { "name": "a", "ja": "検", "points": 1 },
                   { "name": "b", "ja": "検", "points": 2 } ] } ] }
    """

  private func decode(_ text: String) throws -> Course {
    try CourseDecoder.decode(Array(text.utf8), in: CourseFolder(root: "/course"))
  }

  @Test func `a course is read`() throws {
    let course = try decode(Self.valid)
    #expect(course.points == 3)
    #expect(course.lessons[0].tests.map(\.name) == ["a", "b"])
    #expect(course.lessons[0].limits.silence == 5)
    #expect(course.lessons[0].suite == "Tests/Day56Tests/01-QueueTests")
  }

  /// What is replaced by what, and what is said of it.
  static let broken = [
    ("\"version\": 1", "\"version\": 2", "version 2"),
    ("\"points\": 3", "\"points\": 4", "add up to 3"),
    ("\"points\": 3", "\"points\": -3", "must be 0 or more"),
    ("\"points\": 3", "\"points\": \"3\"", "must be a whole number, and is a text"),
    ("\"points\": 1", "\"points\": 0.5", "whole number"),
    ("\"name\": \"b\"", "\"name\": \"a\"", "stands there twice"),
    ("\"name\": \"b\"", "\"name\": \"\"", "is empty"),
    ("01-Queue", "../etc/passwd", "must look like"),
    ("\"law\"", "\"lore\"", "`law` is missing"),
    ("\"points\": 3", "\"points\": 3, \"colour\": 1", "`colour` is not a name"),
    ("\"points\": 3", "\"points\": 3, \"points\": 3", "stands there twice"),
    ("\"silenceSeconds\": 5", "\"silenceSeconds\": 0", "above 0"),
    ("\"silenceSeconds\": 5, ", "", "`silenceSeconds` is missing"),
    ("[ { \"name\": \"a\"", "[ 7, { \"name\": \"a\"", "must be an object, and is a number"),
    ("} ] } ] }", "} ] } ]", "ends too early"),
    ("\"ja\": \"題\"", "\"fr\": \"T\"", "`ja` is missing"),
  ]

  @Test(arguments: Self.broken)
  func `a broken course is refused, and the place is named`(
    old: String, new: String, part: String
  ) throws {
    let broken = Self.valid.replacingFirst(old, with: new)
    #expect(broken != Self.valid)
    let error = #expect(throws: CourseError.self) { try decode(broken) }
    #expect(error?.problem.english.contains(part) == true, "\(error?.description ?? "")")
    #expect(error?.problem.english.hasPrefix("Lessons/course.json") == true)
  }

  @Test func `the line of the mistake is named`() {
    let broken = Self.valid.replacingFirst("\"points\": 2", with: "\"points\": true")
    let error = #expect(throws: CourseError.self) { try decode(broken) }
    #expect(
      error?.problem.english.hasPrefix("Lessons/course.json:5:") == true,
      "\(error?.description ?? "")")
  }

  /// A course of two lessons; what the second is built on stands on line 6.
  private func decode(first: String, second: String) throws -> Course {
    func lesson(_ name: String, _ builtOn: String) -> String {
      """
      { "name": "\(name)", "title": { "en": "Q", "ja": "列" }, "law": { "en": "L", "ja": "法" },
        "points": 1, "limits": { "silenceSeconds": 5, "totalSeconds": 30 },
        "builtOn": \(builtOn), "tests": [ { "name": "a", "ja": "検", "points": 1 } ] }
      """
    }
    return try decode(
      """
      { "version": 1, "title": { "en": "T", "ja": "題" }, "lessons": [\(lesson("01-Queue", first)),
      \(lesson("02-Next", second))] }
      """)
  }

  @Test func `a lesson may be built on earlier ones`() throws {
    let course = try decode(first: "[]", second: #"["01-Queue"]"#)
    #expect(course.lessons[0].builtOn.isEmpty)
    #expect(course.lessons[1].builtOn == [course.lessons[0]])
  }

  @Test(arguments: [
    (#""01-Queue""#, "must be a list, and is a text"),
    ("[1]", "must hold texts, and holds a number"),
    (#"["01-Quee"]"#, "names “01-Quee”, and no lesson is called that"),
    (#"["02-Next"]"#, "names the lesson itself"),
    (#"["01-Queue", "01-Queue"]"#, "names 01-Queue twice"),
  ])
  func `what a lesson cannot be built on is named with its line`(builtOn: String, problem: String) {
    let error = #expect(throws: CourseError.self) { try decode(first: "[]", second: builtOn) }
    let place = "Lessons/course.json:6: lessons[1] (02-Next): `builtOn` "
    #expect(error?.problem.english == place + problem + ".")
  }

  @Test func `no lesson is built on a later one`() {
    let error = #expect(throws: CourseError.self) {
      try decode(first: #"["02-Next"]"#, second: "[]")
    }
    #expect(error?.problem.english.contains("names 02-Next, which comes later") == true)
  }

  @Test func `a lesson may allow modules`() throws {
    func allowing(_ list: String) -> String {
      Self.valid.replacingFirst("\"limits\"", with: "\"imports\": \(list), \"limits\"")
    }
    #expect(try decode(allowing(#"["Foundation"]"#)).lessons[0].imports == ["Foundation"])
    #expect(try decode(Self.valid).lessons[0].imports.isEmpty)
    for wrong in [#"["import Foundation"]"#, #"["1"]"#, #"[""]"#] {
      #expect(throws: CourseError.self) { try decode(allowing(wrong)) }
    }
  }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: CourseError.self) {
      try CourseDecoder.decode([0xFF, 0xFE], in: CourseFolder(root: "/course"))
    }
  }

  @Test func `two lessons cannot share a number`() {
    let lesson = Self.valid.dropFirst(Self.valid.firstRange(of: "{ \"name\"")?.lowerBound)
    let doubled = Self.valid.replacingFirst("} ] } ] }", with: "} ] }, \(lesson)")
    #expect(throws: CourseError.self) { try decode(doubled) }
  }
}

extension String {
  fileprivate func dropFirst(_ start: Index?) -> Substring { start.map { self[$0...] } ?? "" }

  func replacingFirst(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(range, new)
  }

  private func replacingCharacters(_ range: Range<Index>, _ new: String) -> String {
    self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
