/// Prints a lesson the way `go test -v` does: in English, since programs read it.
struct VerboseLog {
  let judgement: Judgement
  let course: Course

  var text: String {
    var lines: [String] = []
    if let failure = judgement.compileFailure {
      lines.append(
        CompileReport(failure: failure, folder: course.folder, screen: .plain).text)
    } else {
      for test in judgement.tests { lines += block(test) }
    }
    if !judgement.output.isEmpty {
      lines += ["=== OUT   what the code printed", judgement.output.harmless.trimmed.indented(4)]
    }
    lines += judgement.standIns.map { $0.sentence.english.harmless.indented(4) }
    lines += judgement.troubles.map { $0.english.harmless.indented(4) }
    let passes = judgement.verdict == .passes
    let points = "\(judgement.points) of \(judgement.lesson.points) points"
    lines.append(passes ? "PASS" : "FAIL")
    lines.append(
      (passes ? "ok  " : "FAIL")
        + "\t\(judgement.lesson.name)\t\(judgement.seconds.fixed(3))s\t\(points)"
        + (passes ? "" : " (\(judgement.verdict.rawValue))"))
    return lines.joined(separator: "\n")
  }

  private func block(_ test: JudgedTest) -> [String] {
    var lines = ["=== RUN   \(test.name)"]
    for note in test.notes { lines.append(message(note.file, note.line, note.text)) }
    for finding in test.findings { lines.append(message(finding.file, finding.line, finding.text)) }
    if let detail = test.detail {
      lines.append("\(test.outcome.rawValue): \(detail.english)".harmless.indented(4))
    }
    let word =
      switch test.outcome {
      case .passed: "PASS"
      case .noVerdict: "SKIP"
      case .failed, .crashed, .hung: "FAIL"
      }
    lines.append("--- \(word): \(test.name) (\(test.seconds.fixed(2))s)")
    return lines
  }

  /// The first line after its place; the others under it.
  private func message(_ file: String, _ line: Int, _ text: String) -> String {
    let lines = text.harmless.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst().map { "\n" + String($0).indented(8) }.joined()
    return "    \(file):\(line): \(lines.first ?? "")\(rest)"
  }
}
