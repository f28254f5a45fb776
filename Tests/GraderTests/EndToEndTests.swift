import Synchronization
import Testing

@testable import grader

@Suite(
  .enabled(if: Tools.compiler, "there is no Swift compiler on the path"), .course(Fixtures.course))
struct EndToEndTests {
  @Test func `the reference passes`() async throws {
    let course = try #require(ScratchCourse.current)
    let reference = course.scratch.path.adding("Solutions/01-Counter.swift")
    let judgement = try await course.judge(reference)
    #expect(judgement.verdict == .passes)
    #expect(judgement.points == 10)
    #expect(judgement.tests.map(\.name) == judgement.lesson.tests.map(\.name))
  }

  @Test func `the starter fails every test`() async throws {
    let examiner = try #require(ScratchCourse.current).examiner
    let judgement = try await examiner.examine(examiner.course.lessons[0]).judgement
    #expect(judgement.verdict == .fails)
    #expect(judgement.tests.allSatisfy { $0.outcome == .failed })
  }

  @Test func `what is half right gets half the points, and the seed is read`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "counts-by-one")
    #expect(judgement.verdict == .fails)
    #expect(judgement.points == 7)
    let failed = try #require(judgement.tests.first { $0.outcome == .failed })
    #expect(failed.name == "it counts by any step")
    #expect(failed.findings.first?.seed == 42)
    #expect(failed.findings.first?.file == "01-CounterTests.swift")
  }

  @Test func `a trap costs only its own test`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "traps")
    #expect(judgement.verdict == .crashes)
    #expect(judgement.tests.map(\.outcome) == [.passed, .passed, .passed, .crashed])
    #expect(judgement.tests[3].detail?.english.contains("nine is too many") == true)
    #expect(judgement.points == 6)
  }

  @Test func `a hang costs only its own test`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "hangs")
    #expect(judgement.verdict == .hangs)
    #expect(judgement.tests.map(\.outcome) == [.passed, .passed, .passed, .hung])
    #expect(judgement.tests[3].detail?.english == "nothing happened for 0.5 s")
  }

  @Test func `code that leaves early does not pass`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "exits")
    #expect(judgement.verdict == .crashes)
    #expect(judgement.tests.map(\.outcome) == [.passed, .passed, .passed, .crashed])
    #expect(judgement.tests[3].detail?.english.contains("exit code 0") == true)
  }

  @Test func `an error of the compiler points to the learner's line`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "misspelt")
    #expect(judgement.verdict == .doesNotCompile)
    let error = try #require(judgement.compileFailure?.diagnostics.first)
    #expect(error.file == Fixtures.submission("misspelt"))
    #expect(error.line == 9)
    #expect(error.message.contains("sighs"))
  }

  @Test func `a declaration that is missing is named`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "lacks-reset")
    #expect(judgement.verdict == .doesNotCompile)
    let text = judgement.compileFailure?.words.english
    #expect(text?.contains("    Counter\n      + mutating func reset()\n") == true)
  }

  @Test func `a flood of output is no harm`() async throws {
    let judgement = try await ScratchCourse.judge(submission: "floods")
    #expect(judgement.verdict == .passes)
    #expect(judgement.output.utf8.count < 1 << 19)
  }

  @Test func `what is prepared once is not prepared again`() async throws {
    let examiner = try #require(ScratchCourse.current).examiner
    let lesson = examiner.course.lessons[0]
    _ = try await examiner.workshop.prepare(lesson) { _ in }
    let told = Mutex(0)
    _ = try await examiner.workshop.prepare(lesson) { _ in told.withLock { $0 += 1 } }
    #expect(told.withLock { $0 } == 0)
  }
}

/// Whole commands, from the words to the exit code.
@Suite(.enabled(if: Tools.compiler, "there is no Swift compiler on the path"))
struct CommandTests {
  @Test func `a lesson is graded, kept, and graded again only when it changes`() async throws {
    let scratch = try Fixtures.course()
    let first = await scratch.grader("run", "2")
    #expect(first.code == .doesNotPass)
    #expect(first.answer.contains("fails"))

    let solution = try scratch.read("Solutions/02-Greeter.swift")
    try scratch.write(solution, to: "Exercises/02-Greeter.swift")
    let second = await scratch.grader("run", "greet", "--json")
    #expect(second.code == .passes)
    let answer = try JSONParser.parse(Array(second.answer.utf8)[...])
    #expect(answer["points"]?.wholeNumber == 5)

    try scratch.write("this is no Swift", to: "Exercises/01-Counter.swift")
    let overview = await scratch.grader()
    #expect(overview.answer.contains("5 of 15 points"))
    #expect(overview.answer.contains("does not compile"))
    #expect(overview.answer.contains("Next: lesson 01"))
    let kept = try scratch.read(CourseFolder.progress)
    _ = await scratch.grader("status")
    #expect(try scratch.read(CourseFolder.progress) == kept)
  }

  @Test func `a file that is missing is a verdict with the next step, not a failure`() async throws
  {
    let scratch = try Fixtures.course()
    Files.remove(scratch.path.adding("Exercises/02-Greeter.swift"))
    let result = await scratch.grader("run", "2")
    #expect(result.code == .doesNotPass)
    #expect(result.answer.contains("swift run grader reset 02"))
  }

  @Test func `a suite that does not compile is the course's fault, and costs its lesson alone`()
    async throws
  {
    let scratch = try Fixtures.course()
    try scratch.write("oops", to: "Tests/Day56Tests/02-GreeterTests.swift")
    let result = await scratch.grader("run", "2")
    #expect(result.code == .courseData)
    #expect(result.side.contains("not yours"))

    let overview = await scratch.grader()
    #expect(overview.code == .courseData)
    #expect(overview.side.contains("not yours"))
    #expect(overview.answer.contains("A counter that counts       fails"))
    #expect(overview.answer.contains("A greeter that knows names  not graded"))
    let all = await scratch.grader("run", "--json")
    #expect(all.code == .courseData)
    let answer = try JSONParser.parse(Array(all.answer.utf8)[...])
    #expect(answer["passes"]?.flag == false)
    #expect(answer["lessons"]?.items?.map { $0["name"]?.text } == ["01-Counter"])
  }

  @Test func `what is not begun is not graded, and counts for nothing`() async throws {
    let scratch = try Fixtures.course()
    let starter = try scratch.read("Exercises/02-Greeter.swift")
    try scratch.write(starter, to: "Lessons/Starters/02-Greeter.swift")
    let before = await scratch.grader()
    #expect(before.answer.contains("A greeter that knows names  not begun"))
    let page = try JSONParser.parse(Array(await scratch.grader("--json").answer.utf8)[...])
    #expect(page["lessons"]?.items?.map { $0["isBegun"]?.flag } == [true, false])

    let exercise = try scratch.read("Exercises/02-Greeter.swift")
    try scratch.write(exercise + "\n// begun\n", to: "Exercises/02-Greeter.swift")
    let after = await scratch.grader()
    #expect(after.answer.contains("A greeter that knows names  fails"))
  }

  @Test func `bad input is explained, each with its exit code`() async throws {
    let scratch = try Fixtures.course()
    #expect(await scratch.grader("run", "99").code == .usage)
    #expect(await scratch.grader("rum").side.contains("Did you mean run?"))
    try scratch.write("{", to: CourseFolder.description)
    #expect(await scratch.grader("list").code == .courseData)
    Files.remove(scratch.path.adding(CourseFolder.description))
    #expect(await scratch.grader("list").side.contains("--course DIR"))
  }

  @Test func `the lessons are listed`() async throws {
    let result = try await Fixtures.course().grader("list")
    #expect(result.code == .passes)
    #expect(result.answer.contains("A greeter that knows names"))
  }

  @Test func `the doctor names what is there`() async throws {
    let result = try await Fixtures.course().grader("doctor")
    #expect(result.code == .passes)
    #expect(result.answer.contains("✓ swiftc"))
  }
}
