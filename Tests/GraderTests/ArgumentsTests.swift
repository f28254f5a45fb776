import Testing

@testable import grader

@Suite struct ArgumentsTests {
  @Test func `alone it asks where you stand`() throws {
    #expect(try Arguments.parse([]) == Arguments())
  }

  @Test(arguments: [
    ["run", "01", "-v", "--seed", "7"], ["-v", "run", "--seed=7", "01"],
    ["--seed", "7", "-v", "run", "--", "01"],
  ])
  func `options may stand anywhere`(words: [String]) throws {
    let arguments = try Arguments.parse(words)
    #expect(arguments.request == .run)
    #expect(arguments.names == ["01"])
    #expect(arguments.verbose)
    #expect(arguments.seed == 7)
  }

  @Test(arguments: [
    (["rum"], "Did you mean run?"), (["run", "--sed"], "Did you mean --seed?"),
    (["run", "--seed"], "needs a number"), (["run", "--seed", "x"], "whole number"),
    (["run", "--seed", "-1"], "whole number"), (["run", "-v", "--json"], "exclude"),
    (["doctor", "01"], "takes no lesson"), (["list", "--seed", "1"], "means nothing"),
    (["run", "-v=1"], "takes no value"), (["--course"], "needs a folder"),
    (["xyzzy"], "There are:"),
  ])
  func `what is not understood is explained`(words: [String], part: String) {
    let error = #expect(throws: UsageError.self) { try Arguments.parse(words) }
    #expect(error?.description.contains(part) == true)
  }

  @Test(arguments: Request.allCases)
  func `every command has help`(request: Request) throws {
    #expect(try Help.text(for: request.rawValue).contains("grader"))
    #expect(try Arguments.parse([request.rawValue, "--help"]).wantsHelp)
  }

  @Test func `help documents every exit code`() throws {
    let help = try Help.text(for: nil)
    for code in ExitCode.allCases { #expect(help.contains(code.meaning)) }
  }
}

@Suite struct LessonNameTests {
  private let course = Course(
    folder: CourseFolder(root: "/course"), title: Words(english: "", japanese: ""),
    lessons: ["01-SafeMessageQueue", "02-LoadBalancers", "12-SafeHouse"].map(Sample.lesson))

  @Test(arguments: ["1", "01", "01-SafeMessageQueue", "safemessagequeue", "SafeM", "01-s"])
  func `a lesson has many names`(word: String) throws {
    #expect(try course.lesson(called: word).name == "01-SafeMessageQueue")
  }

  @Test func `a number is not the beginning of another`() throws {
    #expect(try course.lesson(called: "2").number == "02")
  }

  @Test(arguments: [
    ("safe", "several lessons"), ("LoadBalancer5", "Did you mean LoadBalancers?"),
    ("99", "There is no lesson"), ("", "There is no lesson"), ("../../etc", "There is no lesson"),
  ])
  func `an unknown lesson is explained`(word: String, part: String) {
    let error = #expect(throws: UsageError.self) { try course.lesson(called: word) }
    #expect(error?.description.contains(part) == true)
  }

  @Test func `lessons come once, in the order of the course`() throws {
    #expect(try course.lessons(called: ["12", "1", "01"]).map(\.number) == ["01", "12"])
  }
}
