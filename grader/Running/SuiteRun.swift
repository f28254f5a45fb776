/// How a test came to its end; what it found is in its trace.
enum TestEnd: Equatable, Sendable {
  case ended
  case crashed(Words)
  case hung(Words)
  /// It has no verdict: the reason why.
  case notRun(Words)
}

/// A suite that was run until every test has its own end.
struct SuiteRun: Sendable {
  var tests: [(trace: TestTrace, end: TestEnd)] = []
  /// What went wrong but belongs to no test that could be named.
  var strays: [Stray] = []
  /// The mangled name of a declaration without which the suite could not even start.
  var missingSymbol: String?
  /// Why the run does not count: it was not what it should have been. Only looked for where somebody may
  /// want to deceive.
  var lapses: [Words] = []
  /// What the code under test printed.
  var output = ""
  var seconds = 0.0
  /// What was recorded, if that was asked for.
  var recordings: [RecordedRun] = []

  enum Stray: Equatable, Sendable {
    case end(TestEnd)
    case finding(Finding)
  }
}

/// Runs a suite: all tests in one process and, if that does not reach its end, those that were lost
/// one by one, so that each crash and each hang is laid at the right door.
struct SuiteRunner {
  let limits: Lesson.Limits
  /// What makes a run count; nil if nobody asks.
  var acceptance: Acceptance?
  var channels: [Channel] = Channel.allCases
  /// The command that runs the tests of these ids, or the whole suite.
  let command: @Sendable ([String]?) -> Command

  /// Runs the tests of these ids, or the whole suite.
  func run(_ tests: [String]? = nil) async throws(SpawnError) -> SuiteRun {
    let start = Subprocess.now()
    var result = SuiteRun()
    let (remains, trace) = try await once(tests, secondsLeft: limits.total)
    result.output = remains.output
    result.recordings = trace.recorder.runs
    result.missingSymbol =
      trace.tests.isEmpty ? MissingDeclaration.symbol(in: remains.errors) : nil
    result.strays += trace.strays.map(SuiteRun.Stray.finding)
    result.lapses = acceptance?.lapses(of: trace, asked: tests) ?? []
    if result.missingSymbol != nil { result.lapses = [] }
    let blamed = trace.inFlight.map { trace.tests[$0].id }
    if blamed == nil, let end = disagreement(remains, trace) { result.strays.append(.end(end)) }
    let settled = try await settled(trace, secondsLeft: limits.total - (Subprocess.now() - start))
    result.lapses += settled.lapses
    for test in trace.tests {
      if let test = settled.tests[test.id] {
        result.tests.append((test, .ended))
      } else if test.id == blamed, test.id == trace.tests[0].id {
        // It was the first, so it has been alone already.
        result.tests.append((test, end(of: remains)))
      } else {
        let left = limits.total - (Subprocess.now() - start)
        let alone = try await runAlone(test, secondsLeft: left)
        result.tests.append((alone.0, alone.1))
        result.lapses += alone.lapses
        if test.id == blamed, alone.1 == .ended { result.strays.append(.end(end(of: remains))) }
      }
    }
    result.seconds = Subprocess.now() - start
    return result
  }

  /// The tests that have their verdict, by id. What a run told that broke off counts only if nobody may want
  /// to deceive; else those tests run once more, without the others, and count if that run is a whole one.
  private func settled(
    _ trace: RunTrace, secondsLeft: Double
  ) async throws(SpawnError) -> (tests: [String: TestTrace], lapses: [Words]) {
    let settled = trace.tests.filter(trace.isSettled)
    func byID(_ tests: [TestTrace]) -> [String: TestTrace] {
      Dictionary(tests.map { ($0.id, $0) }) { first, _ in first }
    }
    guard let acceptance, !trace.runEnded, !settled.isEmpty, secondsLeft > 0.05 else {
      return (acceptance == nil || trace.runEnded ? byID(settled) : [:], [])
    }
    let (remains, again) = try await once(settled.map(\.id), secondsLeft: secondsLeft)
    let isWhole = disagreement(remains, again) == nil
    return (
      isWhole ? byID(again.tests.filter(again.isSettled)) : [:],
      acceptance.lapses(of: again, asked: settled.map(\.id))
    )
  }

  /// Runs several parts of a suite side by side, each in a process of its own.
  func run(parts: [[String]]) async throws(SpawnError) -> SuiteRun {
    let start = Subprocess.now()
    let runs = await withTaskGroup(of: (Int, Result<SuiteRun, SpawnError>).self) { group in
      for (index, part) in parts.enumerated() {
        group.addTask {
          do throws(SpawnError) {
            return (index, .success(try await run(part)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var whole = SuiteRun()
    for index in parts.indices {
      guard let run = try runs[index]?.get() else { continue }
      whole.tests += run.tests
      whole.strays += run.strays
      whole.missingSymbol = whole.missingSymbol ?? run.missingSymbol
      whole.output += run.output
      whole.lapses += run.lapses
    }
    whole.seconds = Subprocess.now() - start
    return whole
  }

  private func runAlone(
    _ test: TestTrace, secondsLeft: Double
  ) async throws(SpawnError) -> (TestTrace, TestEnd, lapses: [Words]) {
    guard secondsLeft > 0.05 else {
      return (test, test.started == nil ? .notRun(timeIsUp) : .hung(timeIsUp), [])
    }
    let (remains, trace) = try await once([test.id], secondsLeft: secondsLeft)
    guard let found = trace.tests.first(where: { $0.id == test.id }) else {
      return (test, end(of: remains), [])
    }
    let lapses = acceptance?.lapses(of: trace, asked: [test.id]) ?? []
    guard trace.isSettled(found) else { return (found, end(of: remains), lapses) }
    return (found, disagreement(remains, trace) ?? .ended, lapses)
  }

  /// The end of a process that came to another one than its events tell; nil if they agree.
  private func disagreement(_ remains: Remains, _ trace: RunTrace) -> TestEnd? {
    let failed =
      (trace.tests + trace.controls).contains { $0.hasFailed } || !trace.strays.isEmpty
    if trace.runEnded, remains.ending == .exited(failed ? 1 : 0) { return nil }
    return end(of: remains)
  }

  private func end(of remains: Remains) -> TestEnd {
    switch remains.ending {
    case .silent:
      .hung(
        Words(
          "nothing happened for \(limits.silence.brief) s",
          ja: "\(limits.silence.brief) 秒間、何も起こりませんでした"))
    case .outOfTime: .hung(timeIsUp)
    case .exited, .killed: .crashed(CrashReport.words(remains))
    }
  }

  private var timeIsUp: Words {
    Words(
      "the \(limits.total.brief) s that all tests share were used up",
      ja: "全テストで \(limits.total.brief) 秒の持ち時間を使い切りました")
  }

  private func once(
    _ tests: [String]?, secondsLeft: Double
  ) async throws(SpawnError) -> (Remains, RunTrace) {
    let command = command(tests)
    let (remains, trace) = try await Subprocess.run(
      command, patience: Patience(silence: limits.silence, total: secondsLeft),
      reading: channels, with: RunTrace())
    if command.isConfined, trace.tests.isEmpty, let complaint = Bubblewrap.complaint(in: remains) {
      throw SpawnError(
        program: Words("the sandbox", ja: "サンドボックス"), reason: Words(same: complaint))
    }
    return (remains, trace)
  }
}

extension Double {
  /// Without a fraction that is zero.
  var brief: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
