import Testing

@testable import grader

extension MarkingTests {
  /// What has come past the rules and, in most of these tests, past the audit: in the sandbox, the acceptance
  /// rule alone must not let it pass.
  @Suite struct HostileTests {
    private let course: ScratchCourse
    private let scratch: Scratch
    private var workshop: Workshop { course.examiner.workshop }
    private var lesson: Lesson { course.examiner.course.lessons[0] }

    init() throws {
      course = try #require(ScratchCourse.current)
      scratch = try Scratch()
    }

    private func suite() async throws -> Workshop.PreparedSuite {
      try await workshop.prepare(lesson) { _ in }
    }

    private func confinement(_ suite: Workshop.PreparedSuite) async throws -> Confinement {
      try await Confinement.prepare(try await NeedsSandbox.find(), in: workshop, on: suite) { _ in }
    }

    /// Compiles it and runs the suite against it, whatever the audit says; and what the audit says.
    private func run(
      _ source: String
    ) async throws -> (verdict: Verdict, tests: [Outcome], complaints: [Words]) {
      let file = "Exercises/01-Counter.swift"
      try scratch.write(source, to: file)
      let suite = try await suite()
      let confinement = try await confinement(suite)
      let folder = CourseFolder(root: course.examiner.course.folder.root, work: scratch.path)
      let out = scratch.path.adding("out")
      try Files.makeFolder(out)
      let complaints = try await confinement.compile(
        [scratch.path.adding(file)], on: suite, in: out, of: folder)
      let road = FastRoad(workshop: workshop, confinement: confinement)
      let run = try await road.run(lesson, suite, in: out, processes: 1)
      let judgement = Judgement(lesson, run)
      return (judgement.verdict, judgement.tests.map(\.outcome), complaints)
    }

    @Test func `the honest one passes here, too`() async throws {
      let honest = try await run(try course.scratch.read("Solutions/01-Counter.swift"))
      #expect(honest.verdict == .passes)
      #expect(honest.complaints == [])
      let plain = try await run(HostileSource("does nothing bad", isRight: true).text)
      #expect(plain.verdict == .passes)
      #expect(try await run(HostileSource("is only wrong").text).verdict == .fails)
    }

    @Test(arguments: HostileSource.all)
    func `it does not pass`(source: HostileSource) async throws {
      let result = try await run(source.text)
      #expect(result.verdict != .passes, "\(result.tests)")
    }

    @Test func `a check that always says yes is missed by the control, each by itself`()
      async throws
    {
      let runner = try await suite().runner
      let command = Command(
        workshop.compiler.toolchain.program("llvm-nm"), ["-D", "-u", "-j", runner],
        environment: Toolchain.childEnvironment)
      let remains = try await Subprocess.run(command, patience: Patience(total: 60))
      let checks = remains.output.split(separator: "\n").map(String.init).filter {
        $0.contains("$s7Testing") && ($0.contains("__check") || $0.contains("IssueV6record"))
      }
      try #require(checks.count >= Control.ways.count - 2)
      for check in checks {
        let result = try await run(HostileSource.replacing([check]).text)
        #expect(result.verdict != .passes, "\(check)")
        #expect(!result.complaints.isEmpty)
        #if os(Linux)
          // Testing's own library comes first, so that it took no effect. If it did:
          let verdict = try await runPreloaded()
          let crashes = check.contains("IssueV6record")
          #expect(crashes ? verdict != .passes : verdict == .void, "\(check)")
        #endif
      }
    }

    /// Runs the suite with the library that was compiled last before all others, and no sandbox.
    private func runPreloaded() async throws -> Verdict {
      let suite = try await suite()
      let out = scratch.path.adding("out")
      let acceptance = try await confinement(suite).acceptance(of: suite)
      var environment = FastRoad.environment(for: out, on: suite.base)
      environment["LD_PRELOAD"] = out.adding("libExercises.\(Toolchain.dynamicSuffix)")
      environment[Control.variable] = acceptance.control.word
      let runner = SuiteRunner(limits: lesson.limits, acceptance: acceptance) {
        [environment] tests in
        var command = Command(
          suite.runner,
          [
            "--no-parallel", "--quiet", "--event-stream-version", "6.3",
            "--event-stream-output-path", "/dev/fd/3",
          ] + TestFilter.options(tests, isControlled: true), environment: environment)
        command.hasLifeline = true
        return command
      }
      return Judgement(lesson, try await runner.run()).verdict
    }

    @Test func `a forged report needs the control's word; who knows it is caught by the audit`()
      async throws
    {
      let suite = try await suite()
      let ids = try #require(suite.catalogue).entries.map(\.id)
      let names = lesson.tests.map(\.name)
      try #require(ids.count == names.count)
      let guessed = try await run(HostileSource.forger(ids, names, knowsTheWord: false).text)
      #expect(guessed.verdict == .void)
      let known = try await run(HostileSource.forger(ids, names, knowsTheWord: true).text)
      #expect(!known.complaints.isEmpty)
    }

    @Test func `who tells the end of the story and crashes has no good of it`() async throws {
      let ids = try #require(try await suite().catalogue).entries.map(\.id)
      let result = try await run(HostileSource.storyteller(ids, lesson.tests.map(\.name)).text)
      #expect(result.verdict != .passes)
      #expect(!result.tests.contains(.passed))
    }

    /// Each kind of thing the rules forbid leaves a trace in the object, too.
    @Test(arguments: [
      HostileSource(
        "a symbol", isRight: true, above: #"@_silgen_name("fopen") public func open56() {}"#),
      HostileSource(
        "a call", isRight: true,
        above: #"@_silgen_name("exit") func leave(_ code: Int32) -> Never"#,
        atReset: "if value == 12345 { leave(0) }"),
    ])
    func `what the audit has found is not run`(source: HostileSource) async throws {
      try scratch.write(source.text, to: "Exercises/01-Counter.swift")
      let suite = try await suite()
      var examiner = course.examiner
      let folder = CourseFolder(root: course.examiner.course.folder.root, work: scratch.path)
      examiner = Examiner(
        course: examiner.course,
        workshop: Workshop(
          compiler: Compiler(toolchain: workshop.compiler.toolchain, folder: folder)))
      defer { examiner.workshop.clearScratch() }
      examiner.confinement = try await confinement(suite)
      let judgement = try await examiner.judge(
        [scratch.path.adding("Exercises/01-Counter.swift")], of: lesson, with: suite,
        scratch: "audited")
      #expect(judgement.verdict == .void)
      #expect(judgement.tests.allSatisfy { $0.outcome == .noVerdict })
    }

    /// Whether the compiler lets them in or not.
    @Test(arguments: [
      "@Test func another() {}",
      "@Suite struct CounterTests { @Test func `it can be reset`() {} }",
    ])
    func `tests of one's own do not pass`(tests: String) async throws {
      let source = HostileSource("own tests", isRight: true, above: "import Testing\n" + tests)
      do {
        #expect(try await run(source.text).verdict == .void)
      } catch let error as GradingError {
        guard case .compile = error else { throw error }
      }
    }

    @Test func `a test that is cancelled from within does not pass`() async throws {
      let source = HostileSource(
        "cancels", isRight: true, above: "import Testing", atReset: "try? Test.cancel()")
      do {
        #expect(try await run(source.text).verdict == .void)
      } catch let error as GradingError {
        guard case .compile = error else { throw error }
      }
    }
  }
}
