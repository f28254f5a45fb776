import Testing

@testable import grader

@Suite struct LatePolicyTests {
  private let lesson = Sample.lesson("01-Queue")

  @Test func `every day begun costs, counted from the deadline, up to the cap`() {
    let policy = LatePolicy(deadline: 1000, graceMinutes: 15, percentPerDay: 10, mostPercent: 50)
    let day = 24 * 60 * 60
    let expected = [
      (-day, 0), (0, 0), (900, 0), (901, 10), (day, 10), (day + 1, 20), (5 * day, 50),
      (5 * day + 1, 50), (1000 * day, 50),
    ]
    for (late, percent) in expected {
      #expect(policy.percent(handedIn: 1000 + late, lesson) == percent, "\(late) s late")
    }
  }

  @Test func `a lesson may have a deadline of its own`() {
    let policy = LatePolicy(deadline: 0, graceMinutes: 0, percentPerDay: 10, mostPercent: 100)
    var later = lesson
    later.deadline = 5000
    #expect(policy.percent(handedIn: 5000, later) == 0)
    #expect(policy.percent(handedIn: 5001, later) == 10)
  }

  @Test(arguments: 0..<200)
  func `later never costs less, nothing costs within the grace, and the cap holds`(seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    let policy = LatePolicy(
      deadline: Int.random(in: -1_000_000...2_000_000_000, using: &numbers),
      graceMinutes: Int.random(in: 0...3000, using: &numbers),
      percentPerDay: Int.random(in: 0...100, using: &numbers),
      mostPercent: Int.random(in: 0...100, using: &numbers))
    let times = (0..<50).map { _ in
      policy.deadline + Int.random(in: -100_000...100_000_000, using: &numbers)
    }.sorted()
    var last = 0
    for time in times {
      let percent = policy.percent(handedIn: time, lesson)
      #expect(percent >= last)
      #expect((0...policy.mostPercent).contains(percent))
      if time <= policy.deadline + policy.graceMinutes * 60 { #expect(percent == 0) }
      last = percent
    }
  }

  static func decode(_ late: String, lesson: String = "") throws -> Course {
    let text = CourseDecoderTests.valid
      .replacingFirst("\"version\": 1,", with: "\"version\": 1,\n" + late)
      .replacingFirst("\"points\": 3,", with: lesson + "\"points\": 3,")
    return try CourseDecoder.decode(Array(text.utf8), in: CourseFolder(root: "/course"))
  }

  static let valid = """
    "late": { "deadline": "2026-12-01T23:59:00+01:00",
      "graceMinutes": 15, "percentPerDay": 10, "mostPercent": 50 },

    """

  @Test func `it is read, and may be left out`() throws {
    #expect(try Self.decode("").late == nil)
    let course = try Self.decode(Self.valid, lesson: #""deadline": "2026-12-02T00:00:00Z", "#)
    let deadline = try #require(Date.seconds(of: "2026-12-01T22:59:00Z"))
    #expect(
      course.late
        == LatePolicy(deadline: deadline, graceMinutes: 15, percentPerDay: 10, mostPercent: 50))
    #expect(course.lessons[0].deadline == deadline + 3660)
  }

  static let broken = [
    ("+01:00", "", 2, "`deadline` must be a time such as"),
    ("\"graceMinutes\": 15, ", "", 2, "`graceMinutes` is missing"),
    ("15", "-1", 3, "`graceMinutes` must be from 0"),
    ("10", "101", 3, "`percentPerDay` must be from 0 to 100"),
    ("50", "0.5", 3, "`mostPercent` must be a whole number"),
    ("\"mostPercent\"", "\"colour\": 1, \"mostPercent\"", 3, "`colour` is not a name"),
  ]

  @Test(arguments: broken)
  func `a broken policy is refused, and the place is named`(
    old: String, new: String, line: Int, problem: String
  ) {
    let error = #expect(throws: CourseError.self) {
      try Self.decode(Self.valid.replacingFirst(old, with: new))
    }
    #expect(error?.problem.english.hasPrefix("Lessons/course.json:\(line): late: ") == true)
    #expect(error?.problem.english.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `a deadline without a policy is refused`() {
    let error = #expect(throws: CourseError.self) {
      try Self.decode("", lesson: #""deadline": "2026-12-02T00:00:00Z", "#)
    }
    #expect(error?.problem.english.contains("the course has no `late`") == true)
  }
}
