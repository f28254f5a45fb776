/// How a test came to its end; what it found is in its trace.
enum TestEnd: Equatable, Sendable {
  case ended
  case crashed(String)
  case hung(String)
  /// It has no verdict: the reason why.
  case notRun(String)
}

/// A suite that was run until every test has its own end.
struct SuiteRun: Sendable {
  var tests: [(trace: TestTrace, end: TestEnd)] = []
  /// What went wrong but belongs to no test that could be named.
  var strays: [Stray] = []
  /// The mangled name of a declaration without which the suite could not even start.
  var missingSymbol: String?
  /// What the code under test printed.
  var output = ""
  var seconds = 0.0

  enum Stray: Equatable, Sendable {
    case end(TestEnd)
    case finding(Finding)
  }
}

/// Runs a suite: all tests in one process and, if that does not reach its end, those that were lost
/// one by one, so that each crash and each hang is laid at the right door.
struct SuiteRunner {
  let limits: Lesson.Limits
  /// The command that runs the whole suite, or one test by its id.
  let command: @Sendable (String?) -> Command
  var channels: [Channel] = Channel.allCases
  /// Reads what the runner did not send while it ran, such as an event file.
  var collect: @Sendable (inout RunTrace) -> Void = { _ in }

  func run() async throws(SpawnError) -> SuiteRun {
    let start = Subprocess.now()
    var result = SuiteRun()
    let (remains, trace) = try await once(nil, secondsLeft: limits.total)
    result.output = remains.output
    result.missingSymbol =
      trace.tests.isEmpty ? MissingDeclaration.symbol(in: remains.errors) : nil
    result.strays += trace.strays.map(SuiteRun.Stray.finding)
    let blamed = trace.inFlight.map { trace.tests[$0].id }
    if blamed == nil, let end = disagreement(remains, trace) { result.strays.append(.end(end)) }
    for test in trace.tests {
      if trace.isSettled(test) {
        result.tests.append((test, .ended))
      } else if test.id == blamed, test.id == trace.tests[0].id {
        // It was the first, so it has been alone already.
        result.tests.append((test, end(of: remains)))
      } else {
        let left = limits.total - (Subprocess.now() - start)
        let alone = try await runAlone(test, secondsLeft: left)
        result.tests.append(alone)
        if test.id == blamed, alone.1 == .ended { result.strays.append(.end(end(of: remains))) }
      }
    }
    result.seconds = Subprocess.now() - start
    return result
  }

  private func runAlone(
    _ test: TestTrace, secondsLeft: Double
  ) async throws(SpawnError) -> (TestTrace, TestEnd) {
    guard secondsLeft > 0.05 else {
      let used = "the \(limits.total.brief) s that all tests share were used up"
      return (test, test.started == nil ? .notRun(used) : .hung(used))
    }
    let (remains, trace) = try await once(test.id, secondsLeft: secondsLeft)
    guard let found = trace.tests.first(where: { $0.id == test.id }) else {
      return (test, end(of: remains))
    }
    guard trace.isSettled(found) else { return (found, end(of: remains)) }
    return (found, disagreement(remains, trace) ?? .ended)
  }

  /// The end of a process that came to another one than its events tell; nil if they agree.
  private func disagreement(_ remains: Remains, _ trace: RunTrace) -> TestEnd? {
    let failed = trace.tests.contains { !$0.findings.isEmpty } || !trace.strays.isEmpty
    if trace.runEnded, remains.ending == .exited(failed ? 1 : 0) { return nil }
    return end(of: remains)
  }

  private func end(of remains: Remains) -> TestEnd {
    switch remains.ending {
    case .silent: .hung("nothing happened for \(limits.silence.brief) s")
    case .outOfTime: .hung("the \(limits.total.brief) s that all tests share were used up")
    case .exited, .killed: .crashed(CrashReport.text(remains))
    }
  }

  private func once(
    _ test: String?, secondsLeft: Double
  ) async throws(SpawnError) -> (Remains, RunTrace) {
    var (remains, trace) = try await Subprocess.run(
      command(test), patience: Patience(silence: limits.silence, total: secondsLeft),
      reading: channels, with: RunTrace())
    collect(&trace)
    return (remains, trace)
  }
}

extension Double {
  /// Without a fraction that is zero.
  var brief: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
