import Testing

@testable import grader

@Suite struct ClassListTests {
  private func roster(_ text: String) throws -> Roster {
    try Roster(Table(file: "roster.csv", Array(text.utf8)))
  }

  private func times(_ text: String) throws -> HandInTimes {
    let lessons = HandInFolder.lessons
    let course = Course(folder: CourseFolder(root: "/course"), title: "C", lessons: lessons)
    return try HandInTimes(Table(file: "submissions.csv", Array(text.utf8)), course)
  }

  @Test func `a class list keeps its order and what else it says`() throws {
    let learners = try roster(
      "Name, EMAIL ,Section,ID\r\n\"Doe, Ann\",ann@x.org,B,anna\r\n花子,,,h1\r\n,,,\r\n"
    ).learners
    #expect(
      learners == [
        Learner(
          id: "anna", name: "Doe, Ann", email: "ann@x.org",
          others: [.init(title: "Section", text: "B")]),
        Learner(id: "h1", name: "花子", others: [.init(title: "Section", text: "")]),
      ])
    #expect(try roster("id\n").learners.isEmpty)
  }

  @Test func `an id of one's own and an LMS's ID stand side by side`() throws {
    let learners = try roster("ID,Name,id,ID number\n17,Ann,anna,4\n").learners
    #expect(
      learners == [
        Learner(
          id: "anna", name: "Ann",
          others: [.init(title: "ID", text: "17"), .init(title: "ID number", text: "4")])
      ])
  }

  static let brokenRosters = [
    ("name\nx\n", 1, "no column “id”"),
    ("", 1, "empty"),
    ("Id,ID\n", 1, "stands there twice"), ("id,x,x\n", 1, "stands there twice"),
    ("id,name\na,\"x\ny\"\na,z\n", 4, "line 2 already"),
    ("id,name\n,x\n", 2, "the id is empty"),
    ("id\na,b\n", 2, "more cells than titles"),
    ("id\n\"a\n", 2, "no closing quote"),
  ]

  @Test(arguments: brokenRosters)
  func `a broken class list is refused with its file and line`(
    text: String, line: Int, problem: String
  ) {
    let error = #expect(throws: TableError.self) { try roster(text) }
    #expect(error?.line == line)
    #expect(error?.description.hasPrefix("roster.csv:\(line): ") == true)
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `a time is that of a learner, or of one lesson`() throws {
    let times = try times(
      """
      id,time,lesson
      anna,2026-12-01 23:59,
      anna,2026-12-03T00:00:00Z,02-Next
      ben,2026-12-02T00:59:00+01:00,02

      """)
    let lessons = HandInFolder.lessons
    let first = try #require(Date.seconds(of: "2026-12-01T23:59:00Z"))
    let second = try #require(Date.seconds(of: "2026-12-03T00:00:00Z"))
    #expect(times.seconds("anna", lessons[0]) == first)
    #expect(times.seconds("anna", lessons[1]) == second)
    #expect(times.seconds("ben", lessons[0]) == nil)
    #expect(times.seconds("ben", lessons[1]) == first)
    #expect(times.latest("anna") == second)
    #expect(times.latest("cy") == nil)
  }

  @Test(arguments: [
    ("id\na\n", 1, "no column “time”"),
    ("id,time\na,yesterday\n", 2, "“yesterday” is no time"),
    ("id,time\na,2026-12-01 10:00\na,2026-12-01 10:00\n", 3, "earlier line"),
    ("id,time,lesson\na,2026-12-01 10:00,09\n", 2, "no lesson is called “09”"),
    ("id,time\na,\n", 2, "the time is empty"),
  ])
  func `broken times are refused with their line`(text: String, line: Int, problem: String) {
    let error = #expect(throws: TableError.self) { try times(text) }
    #expect(error?.line == line)
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `the files of the usual names are taken, unless others are named`() throws {
    let folder = try HandInFolder()
    let course = Course(folder: CourseFolder(root: "/course"), title: "C", lessons: folder.lessons)
    func lists(_ roster: String?) throws -> ClassLists {
      try ClassLists(roster: roster, times: nil, in: folder.scratch.path, of: course)
    }
    #expect(try lists(nil).roster == nil)
    try folder.scratch.write("id\nanna\n", to: "roster.csv")
    try folder.scratch.write("id\nben\n", to: "other.csv")
    #expect(try lists(nil).roster?.learners.map(\.id) == ["anna"])
    #expect(try lists(folder.path("other.csv")).roster?.learners.map(\.id) == ["ben"])
    #expect(throws: TableError.self) { try lists(folder.path("nothing.csv")) }
  }

  @Test(arguments: [
    "2026-12-01T12:00:00Z", "2026-12-01 12:00", "2026-12-01T13:00:00+01:00",
    "2026-12-01T07:00:00.123-0500", "2026-12-01T17:30+05:30", "2026-12-01 12:00:00 +00",
  ])
  func `one moment may be written in many ways`(text: String) {
    #expect(Date.handedIn(text) == Date.seconds(of: "2026-12-01T12:00:00Z"))
  }

  @Test(arguments: [
    "", "2026-12-01", "2026-13-01 12:00", "2026-04-31 12:00", "2026-12-01 24:00",
    "2026-12-01 12:60", "2026-12-01T12:00:00+1", "2026-12-01T12:00:00 CET", "01.12.2026 12:00",
    "2026-12-01T12:00:00+15:00", "２０２６-12-01 12:00",
  ])
  func `what is no time is none`(text: String) {
    #expect(Date.handedIn(text) == nil)
  }
}
