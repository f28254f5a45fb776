/// What an instructor's hidden tests add to a lesson's suite.
struct HiddenSuite: Sendable {
  /// The absolute path of the description.
  let description: String
  /// Of further Swift files of the suite.
  let sources: [String]
  let tests: [Lesson.TestCase]

  /// Everything that a verdict depends on.
  var files: [String] { sources + [description] }

  /// The error of a build, if it is these tests that do not compile; nil if it is another.
  func blamed(for error: any Error) -> GradingError? {
    guard case .course(_, let failure)? = error as? GradingError,
      let file = failure.diagnostics.first?.file.lastPart,
      sources.contains(where: { [$0.lastPart, "Hidden-" + $0.lastPart].contains(file) })
    else { return nil }
    return .suite(
      CourseError(
        Words("The hidden tests do not compile: ", ja: "非公開テストがコンパイルできません: ")
          + failure.summary,
        next: Words("Mend them before you grade with them.", ja: "採点に使う前に直してください。")))
  }

  /// Each hidden test must be in the sources under its name, and the reference must pass it.
  func check(_ run: SuiteRun) throws(GradingError) {
    for test in tests {
      guard let (trace, end) = run.tests.first(where: { $0.trace.name == test.name }) else {
        throw .suite(
          CourseError(
            Words(
              "\(description): no hidden test is called “\(test.name)”.",
              ja: "\(description): 「\(test.name)」という非公開テストがありません。"),
            next: Words(
              "Write the name as it stands in the suite.", ja: "スイートにあるとおりの名前を書いてください。")))
      }
      guard end != .ended || trace.hasFailed else { continue }
      throw .suite(
        CourseError(
          Words(
            "The reference does not pass the hidden test “\(test.name)”: "
              + (trace.findings.first?.text ?? "\(end)"),
            ja: "模範解答が非公開テスト「\(test.name)」に合格しません: "
              + (trace.findings.first?.text ?? "\(end)")),
          next: Words("Mend the test before you grade with it.", ja: "採点に使う前に、テストを直してください。")))
    }
  }
}
