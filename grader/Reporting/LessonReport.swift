/// What `grader run` says about one lesson: the verdict, the first failure in full, the rest by name.
struct LessonReport {
  let judgement: Judgement
  let course: Course
  let screen: Screen
  /// The names of the lessons that are known to pass.
  var passed: Set<String> = []

  private var lesson: Lesson { judgement.lesson }
  private var excerpt: SourceExcerpt { SourceExcerpt(folder: course.folder, lesson: lesson) }
  private static let mostArguments = 5

  var text: String {
    var parts = [headline]
    let standIns = judgement.standIns.map {
      screen.paint("! ", .yellow) + screen.say($0.sentence).harmless
    }
    if !standIns.isEmpty { parts.append(standIns.joined(separator: "\n")) }
    if let failure = judgement.compileFailure {
      parts.append(CompileReport(failure: failure, folder: course.folder, screen: screen).text)
    }
    let wrong = judgement.tests.filter { $0.outcome != .passed }
    if judgement.compileFailure == nil, let first = wrong.first {
      parts.append(inFull(first))
      if wrong.count > 1 { parts.append(others(wrong.dropFirst())) }
    }
    parts += judgement.troubles.map {
      screen.paint("! ", .yellow) + told(screen.say($0)).harmless
    }
    parts.append(closing)
    return parts.joined(separator: "\n\n")
  }

  private var headline: String {
    let title = screen.paint("\(lesson.number)  \(screen.say(lesson.title))", .bold)
    let sum = Words(
      "\(judgement.passed) of \("test".counted(judgement.tests.count)), "
        + "\(judgement.points) of \(lesson.points) points",
      ja: "テスト \(judgement.passed)/\(judgement.tests.count) 本、"
        + "\(judgement.points)/\(lesson.points) 点")
    return "\(title)   \(screen.verdict(judgement.verdict))   \(screen.say(sum))"
  }

  private func inFull(_ test: JudgedTest) -> String {
    var lines = ["\(mark(test)) \(screen.paint(title(of: test), .bold))"]
    // By that name it is known to the suite.
    if title(of: test) != test.name { lines.append(screen.paint("    " + test.name, .dim)) }
    if let detail = test.detail {
      lines.append("\(screen.say(test.outcome.words)): \(screen.say(detail).harmless)".indented(4))
    }
    if let finding = test.findings.first {
      lines.append(place(of: finding))
      lines.append(told(finding.text).harmless.indented(4))
    }
    if test.findings.count > 1 { lines.append("    \(rest(test.findings.dropFirst()))") }
    let law = Words("    Law: ", ja: "    法則: ") + lesson.law
    lines.append(screen.paint(screen.say(law), .dim))
    return lines.joined(separator: "\n")
  }

  /// What the suite says, in the reader's language.
  private func told(_ text: String) -> String {
    guard screen.language != .english else { return text }
    return screen.say(Phrasebook.of(lesson, in: course.folder).words(text))
  }

  /// What else the test found, in one line.
  private func rest(_ findings: ArraySlice<Finding>) -> String {
    let arguments = findings.compactMap(\.arguments).prefix(Self.mostArguments)
    let told = arguments.joined(separator: "; ").harmless
    let more = Words(
      "… and \("failure".counted(findings.count)) more", ja: "…ほかに失敗 \(findings.count) 件")
    let with = Words(", with \(told)", ja: "（\(told)）")
    return screen.say(arguments.isEmpty ? more : more + with)
  }

  private func place(of finding: Finding) -> String {
    guard let name = excerpt.name(of: finding.file) else { return "    \(finding.file)" }
    let place = screen.link("\(name):\(finding.line)", to: course.folder.path(name))
    let arguments =
      finding.arguments.map {
        screen.paint(screen.say(Words("   with \($0.harmless)", ja: "   引数 \($0.harmless)")), .dim)
      } ?? ""
    let line = excerpt.line(finding.line, of: name).map { "\n    " + screen.paint($0, .dim) } ?? ""
    return "    \(screen.paint(place, .cyan))\(arguments)\(line)"
  }

  private func others(_ tests: ArraySlice<JudgedTest>) -> String {
    let lines = tests.map { test in
      "  \(mark(test)) \(title(of: test))" + reason(test)
    }
    return screen.say(Words("Then:\n", ja: "続いて:\n")) + lines.joined(separator: "\n")
  }

  /// In brackets, unless it simply failed.
  private func reason(_ test: JudgedTest) -> String {
    guard test.outcome != .failed else { return "" }
    let detail = test.detail?.map { ": " + ($0.split(separator: "\n").first ?? "") }
    let told = test.outcome.words + (detail ?? Words(same: ""))
    let brackets = Words("   (", ja: "（") + told + Words(")", ja: "）")
    return screen.paint(screen.say(brackets).harmless, .dim)
  }

  private func title(of test: JudgedTest) -> String {
    let known = lesson.tests.first { $0.name == test.name }
    return known.map { screen.say($0.title) } ?? test.name
  }

  private func mark(_ test: JudgedTest) -> String {
    switch test.outcome {
    case .passed: screen.paint("✓", .green)
    case .noVerdict: screen.paint("?", .yellow)
    case .failed, .crashed, .hung: screen.paint("✗", .red)
    }
  }

  /// The first open lesson after this one, or else the first of all.
  private var next: Lesson? {
    let index = course.lessons.firstIndex { $0.name == lesson.name } ?? 0
    let order = course.lessons[(index + 1)...] + course.lessons[..<index]
    return order.first { !passed.contains($0.name) }
  }

  private var closing: String {
    if judgement.verdict == .passes {
      guard let next else {
        return screen.say(
          Words("Done: every lesson passes.", ja: "完了。すべてのレッスンに合格しました。"))
      }
      return screen.say(Words("Done. ", ja: "完了。") + next.isNext) + "\n"
        + NextStep(lesson: next, screen: screen, folder: course.folder).text
    }
    let seed = judgement.tests.first { $0.outcome != .passed }?.findings.first?.seed
    let again = screen.say(Words("again ", ja: "再現   "))
    let replay =
      seed.map { "\n  \(again) swift run grader replay \(lesson.number) --seed \($0)" } ?? ""
    return NextStep(lesson: lesson, screen: screen, folder: course.folder).text + replay
  }
}

/// What the compiler did not accept, for people.
struct CompileReport {
  let failure: Compiler.Failure
  let folder: CourseFolder
  let screen: Screen

  private static let most = 3

  var text: String {
    guard !failure.diagnostics.isEmpty else {
      return screen.say(failure.lastWords(12)).harmless
    }
    var parts = failure.diagnostics.prefix(Self.most).map(part)
    let more = failure.diagnostics.count - Self.most
    let rest = Words(
      "… and \(more) more; the first often causes the others.",
      ja: "…ほかに \(more) 件。最初のものがほかの原因であることがよくあります。")
    if more > 0 { parts.append(screen.say(rest)) }
    return parts.joined(separator: "\n\n")
  }

  private func part(_ diagnostic: Diagnostic) -> String {
    let place = screen.link(
      "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)",
      to: folder.path(diagnostic.file))
    let head = "\(screen.paint(place, .cyan)): \(screen.paint("error:", .red)) "
    let rest = ([diagnostic.message] + diagnostic.excerpt).joined(separator: "\n")
    return head + rest.harmless
  }
}
