/// When a run counts, although the code under test may want to deceive: the tests that ran are exactly those
/// that ran against the reference, each has started and ended, and the tests that must fail did.
struct Acceptance: Sendable {
  let control: Control
  /// The ids of the suite's tests, as they ran against the reference.
  let expected: [String]

  /// - Parameter asked: the ids of the tests that were asked for; nil for the whole suite.
  /// The words name no test: it may be a hidden one.
  func lapses(of trace: RunTrace, asked: [String]?) -> [Words] {
    guard !trace.tests.isEmpty || !trace.controls.isEmpty || trace.runEnded else { return [] }
    return tests(trace, asked ?? expected) + controls(trace)
      + (trace.order.isKept ? [] : [Self.disorder])
  }

  private static let disorder = Words(
    "What the run told of itself is not what a run tells: something else wrote to its report.",
    ja: "実行の報告が、実行が出すはずの形になっていません。ほかの何かが報告に書き込んでいます。")

  private func tests(_ trace: RunTrace, _ asked: [String]) -> [Words] {
    var lapses: [Words] = []
    let asked = Set(asked)
    let told = Set(trace.tests.map(\.id))
    if trace.tests.contains(where: { !asked.contains($0.id) }) {
      lapses.append(
        Words(
          "A test ran that is not the suite's.", ja: "スイートにないテストが実行されました。"))
    }
    if told.count < asked.count {
      lapses.append(
        Words(
          "\(asked.count - told.count) of the suite's tests did not run.",
          ja: "スイートのテストのうち \(asked.count - told.count) 件が実行されませんでした。"))
    }
    if let reason = trace.tests.lazy.compactMap(\.leftOut).first {
      lapses.append(
        Words(
          "A test did not run to its end: \(reason.english)",
          ja: "最後まで実行されていないテストがあります: \(reason.japanese)"))
    }
    if trace.runEnded, trace.tests.contains(where: { $0.started == nil || $0.ended == nil }) {
      lapses.append(
        Words(
          "The run says that it has ended, and not all of its tests have.",
          ja: "終わっていないテストがあるのに、実行は終わったことになっています。"))
    }
    return lapses
  }

  /// The first control stands for all that follows it, the last one for all that came before; a run that
  /// broke off has none.
  private func controls(_ trace: RunTrace) -> [Words] {
    let failed = trace.controls.count { control.isMet(by: $0.findings) }
    let needed = trace.runEnded ? 2 : 1
    let counts = trace.runEnded || trace.tests.contains { trace.isSettled($0) }
    guard counts, failed < needed else { return [] }
    return [
      Words(
        "A test that must fail did not: failures are no longer told.",
        ja: "失敗するはずのテストが失敗していません。失敗が報告されなくなっています。")
    ]
  }
}
