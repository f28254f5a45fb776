/// A JUnit report, as build servers show them: a suite for each learner's lesson.
///
/// By the schema that Jenkins accepts (`junit-10.xsd` of its xUnit plugin): `testsuites` of `testsuite`s
/// with `name`, `tests`, `failures`, `errors`, `skipped` and `time`, of `testcase`s with `classname`, `name`
/// and `time`, each with at most one of `failure`, `error` and `skipped`.
///
/// A test failed if it found something wrong; one that crashed, hung or could not be compiled is an error.
/// One without a verdict for another reason is skipped, never passed. Times are not the same at each
/// grading, and are 0. It is for the instructor: hidden tests are in it.
struct JUnitXML {
  let gradebook: Gradebook

  func write<Failure: Error>(_ add: (String) throws(Failure) -> Void) throws(Failure) {
    try add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    let marks = gradebook.rows.flatMap { row in
      gradebook.lessons.compactMap { row.marks[$0.name] }
    }
    let all = marks.flatMap { mark in mark.tests.map { Self.result($0, of: mark) } }
    try add("<testsuites name=\(XML.attribute(gradebook.title.english)) \(Self.counts(all))>\n")
    for mark in marks { try add(Self.suite(mark)) }
    try add("</testsuites>\n")
  }

  private enum Result { case passed, failure, error, skipped }

  private static func result(_ test: Mark.Test, of mark: Mark) -> Result {
    if mark.verdict == .void { return .skipped }
    switch test.outcome {
    case .passed: return .passed
    case .failed: return .failure
    case .crashed, .hung: return .error
    case .noVerdict: return mark.verdict == .doesNotCompile ? .error : .skipped
    }
  }

  private static func counts(_ results: [Result]) -> String {
    func count(_ result: Result) -> Int { results.count { $0 == result } }
    return """
      tests="\(results.count)" failures="\(count(.failure))" errors="\(count(.error))" time="0"
      """
  }

  private static func suite(_ mark: Mark) -> String {
    let results = mark.tests.map { result($0, of: mark) }
    let cases = zip(mark.tests, results).map { testCase($0, $1, of: mark) }.joined()
    let skipped = results.count { $0 == .skipped }
    let name = XML.attribute("\(mark.learner)/\(mark.lesson)")
    let reason =
      mark.reason.map {
        "<system-out>\(XML.text("\(mark.verdict.rawValue): \($0.english)"))</system-out>\n"
      }
      ?? ""
    return "<testsuite name=\(name) \(counts(results)) skipped=\"\(skipped)\">\n\(cases)\(reason)"
      + "</testsuite>\n"
  }

  private static func testCase(_ test: Mark.Test, _ result: Result, of mark: Mark) -> String {
    let head =
      "<testcase classname=\(XML.attribute("\(mark.learner).\(mark.lesson)")) "
      + "name=\(XML.attribute(test.name)) time=\"0\""
    let message =
      [test.detail?.english, test.findings.first?.text, mark.reason?.english]
      .lazy.compactMap(\.self).first ?? test.outcome.rawValue
    let line = String(message.prefix { $0 != "\n" })
    let inner: String
    switch result {
    case .passed: return head + "/>\n"
    case .skipped: inner = "<skipped message=\(XML.attribute(line))/>"
    case .failure: inner = problem("failure", type: "issue", line, test)
    case .error:
      let type = test.outcome == .noVerdict ? mark.verdict.rawValue : test.outcome.rawValue
      inner = problem("error", type: type, line, test)
    }
    return head + ">\(inner)</testcase>\n"
  }

  private static func problem(
    _ element: String, type: String, _ message: String, _ test: Mark.Test
  ) -> String {
    let texts = [test.detail?.english].compactMap(\.self) + test.findings.map(\.text)
    return "<\(element) type=\(XML.attribute(type)) message=\(XML.attribute(message))>"
      + XML.text(texts.joined(separator: "\n\n")) + "</\(element)>"
  }
}
