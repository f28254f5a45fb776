/// What a lesson is worth to the learner, in one word.
enum Verdict: String, Sendable, CaseIterable {
  case passes
  case fails
  case doesNotCompile = "does not compile"
  case crashes
  case hangs
  /// No test failed, but not all of them have a verdict. A person should look.
  case void

  var words: Words {
    switch self {
    case .passes: Words(rawValue, ja: "合格")
    case .fails: Words(rawValue, ja: "不合格")
    case .doesNotCompile: Words(rawValue, ja: "コンパイル不可")
    case .crashes: Words(rawValue, ja: "クラッシュ")
    case .hangs: Words(rawValue, ja: "ハング")
    case .void: Words(rawValue, ja: "無効")
    }
  }
}

/// The same for one test.
enum Outcome: String, Sendable, CaseIterable {
  case passed, failed, crashed, hung
  case noVerdict = "no verdict"

  var words: Words {
    switch self {
    case .passed: Words(rawValue, ja: "合格")
    case .failed: Words(rawValue, ja: "不合格")
    case .crashed: Words(rawValue, ja: "クラッシュ")
    case .hung: Words(rawValue, ja: "ハング")
    case .noVerdict: Words(rawValue, ja: "判定なし")
    }
  }
}

/// A test with its verdict, and everything that led to it.
struct JudgedTest: Sendable {
  let name: String
  let outcome: Outcome
  /// What it is worth.
  let worth: Int
  /// How Swift Testing calls it; nil if it never ran.
  var id: String?
  var seconds = 0.0
  var findings: [Finding] = []
  var notes: [Note] = []
  /// The last words of a crash, or why there is no verdict.
  var detail: Words?

  var points: Int { outcome == .passed ? worth : 0 }

  /// Why it did not pass, as far as anybody knows.
  var reason: Words? { detail ?? findings.first.map { Words(same: $0.text) } }
}

/// A lesson with its verdict.
struct Judgement: Sendable {
  let lesson: Lesson
  let verdict: Verdict
  let tests: [JudgedTest]
  /// What went wrong outside every test.
  var troubles: [Words] = []
  /// The earlier lessons that are not the learner's here.
  var standIns: [StandIn] = []
  /// Why it does not compile.
  var compileFailure: Compiler.Failure?
  /// The known mistake that this looks like.
  var diagnosis: Diagnosis?
  /// What the learner's code printed.
  var output = ""
  var seconds = 0.0
  /// What was recorded, if that was asked for.
  var recordings: [RecordedRun] = []

  var points: Int { tests.reduce(0) { $0 + $1.points } }
  var passed: Int { tests.count { $0.outcome == .passed } }
}

extension Judgement {
  /// Judges a suite that was run: every test of the course is asked for by name.
  init(_ lesson: Lesson, _ run: SuiteRun) {
    var tests: [JudgedTest] = []
    for expected in lesson.tests {
      if let (trace, end) = run.tests.first(where: { $0.trace.name == expected.name }) {
        tests.append(JudgedTest(trace, end, worth: expected.points))
      } else {
        tests.append(
          JudgedTest(
            name: expected.name, outcome: .noVerdict, worth: expected.points,
            detail: Words(
              "the suite ran no test of this name", ja: "この名前のテストは実行されませんでした")))
      }
    }
    for (trace, end) in run.tests where !lesson.tests.contains(where: { $0.name == trace.name }) {
      tests.append(JudgedTest(trace, end, worth: 0))
    }
    let troubles = run.strays.map(\.sentence)
    self.init(
      lesson: lesson, verdict: run.lapses.isEmpty ? Self.verdict(tests, run.strays) : .void,
      tests: tests, troubles: run.lapses + troubles,
      output: run.output, seconds: run.seconds, recordings: run.recordings)
  }

  /// A lesson that could not be compiled, or not be let in: no test has a verdict.
  init(_ lesson: Lesson, doesNotCompile failure: Compiler.Failure, seconds: Double = 0) {
    let tests = lesson.tests.map {
      JudgedTest(
        name: $0.name, outcome: .noVerdict, worth: $0.points,
        detail: Words("it could not be compiled", ja: "コンパイルできませんでした"))
    }
    self.init(
      lesson: lesson, verdict: .doesNotCompile, tests: tests, compileFailure: failure,
      seconds: seconds)
  }

  /// A lesson that was not run, since something about its code asks for a person's look.
  init(_ lesson: Lesson, void reasons: [Words]) {
    let tests = lesson.tests.map {
      JudgedTest(
        name: $0.name, outcome: .noVerdict, worth: $0.points,
        detail: Words("it was not run", ja: "実行されませんでした"))
    }
    self.init(lesson: lesson, verdict: .void, tests: tests, troubles: reasons)
  }

  /// The worst that happened; a lesson passes only if every test did and nothing else went wrong.
  static func verdict(_ tests: [JudgedTest], _ strays: [SuiteRun.Stray]) -> Verdict {
    let outcomes = Set(tests.map(\.outcome))
    if outcomes.contains(.hung) || strays.contains(where: \.isHang) { return .hangs }
    if outcomes.contains(.crashed) || strays.contains(where: \.isCrash) { return .crashes }
    if outcomes.contains(.failed) || !strays.isEmpty { return .fails }
    return outcomes == [.passed] ? .passes : .void
  }
}

extension JudgedTest {
  init(_ trace: TestTrace, _ end: TestEnd, worth: Int) {
    var detail = trace.leftOut
    let outcome: Outcome
    switch end {
    case .crashed(let words): (outcome, detail) = (.crashed, words)
    case .hung(let words): (outcome, detail) = (.hung, words)
    case .notRun(let words): (outcome, detail) = (.noVerdict, words)
    case .ended where trace.hasFailed:
      outcome = .failed
      if trace.findings.isEmpty { detail = Self.untold }
    case .ended: outcome = trace.leftOut == nil ? .passed : .noVerdict
    }
    let seconds = trace.started.flatMap { start in trace.ended.map { $0 - start } } ?? 0
    self.init(
      name: trace.name, outcome: outcome, worth: worth, id: trace.id, seconds: seconds,
      findings: trace.findings,
      notes: trace.notes, detail: detail)
  }
}

extension JudgedTest {
  private static let untold = Words(
    "it failed, and did not tell what it found", ja: "不合格ですが、理由は伝えられていません")
}

extension SuiteRun.Stray {
  var isHang: Bool { if case .end(.hung) = self { true } else { false } }
  var isCrash: Bool { if case .end(.crashed) = self { true } else { false } }

  var sentence: Words {
    switch self {
    case .finding(let finding): Words(same: finding.text)
    case .end(.crashed(let words)):
      Words(
        "The process ended too early, and no test alone makes it do so again:\n\(words.english)",
        ja: "プロセスが途中で終わりました。テストを単独で実行しても再現しません:\n\(words.japanese)")
    case .end(.hung(let words)):
      Words(
        "The tests hang together, and none of them alone: \(words.english).",
        ja: "テストをまとめて実行するとハングし、単独ではどれもハングしません: \(words.japanese)。")
    case .end(.notRun(let words)): words
    case .end(.ended): Words(same: "")
    }
  }
}
