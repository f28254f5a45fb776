/// A hint, for people.
struct HintReport {
  let answer: HintAnswer
  let course: Course
  let screen: Screen
  /// The lesson after this one, if it passes and one is left.
  var next: Lesson?

  private var lesson: Lesson { answer.lesson }
  private static let widest = 100

  var text: String {
    var parts = [headline]
    if let diagnosis = answer.diagnosis { parts.append(suspicion(diagnosis)) }
    parts += answer.hints.map(paragraph)
    parts.append(closing)
    return parts.joined(separator: "\n\n")
  }

  private var headline: String {
    let title = "\(lesson.number)  \(screen.say(lesson.title))"
    let state = screen.say(state) + screen.say(place)
    // In a narrow window the state has a line of its own.
    let gap = title.columns + 3 + state.columns > screen.width ? "\n" : "   "
    var lines = [screen.paint(title, .bold) + gap + paintedState]
    if case .failing(let test) = answer.state {
      lines.append(
        screen.paint("✗ ", .red) + wrapped(screen.say(test.title), indent: 2).dropFirst(2))
    }
    return lines.joined(separator: "\n")
  }

  private var state: Words {
    switch answer.state {
    case .notBegun: Words("not begun, ", ja: "まだ手つかず、") + position
    case .failing: position
    case .notCompiling: Verdict.doesNotCompile.words
    case .passes: Verdict.passes.words
    }
  }

  private var paintedState: String {
    switch answer.state {
    case .notBegun, .failing: screen.say(state) + screen.paint(screen.say(place), .dim)
    case .notCompiling: screen.verdict(.doesNotCompile)
    case .passes: screen.verdict(.passes)
    }
  }

  /// Such as `hint 2 of 3`.
  private var position: Words {
    guard let last = answer.hints.last else {
      return Words("\("hint".counted(answer.total))", ja: "ヒント \(answer.total) 個")
    }
    guard answer.hints.count == 1 else {
      return Words(
        "hints 1 to \(last.number) of \(answer.total)",
        ja: "ヒント 1〜\(last.number)/\(answer.total)")
    }
    return Words(
      "hint \(last.number) of \(answer.total)", ja: "ヒント \(last.number)/\(answer.total)")
  }

  private var place: Words {
    answer.group.map { Words(" on \($0)", ja: "（\($0)）") } ?? Words(same: "")
  }

  private func suspicion(_ diagnosis: Diagnosis) -> String {
    let lead = Words("This looks familiar:", ja: "見覚えのある間違いです。")
    let told = diagnosis.test.map { test in
      let words = Words("Told by: ", ja: "手がかり: ") + test.title
      return "\n" + screen.paint(wrapped(screen.say(words), indent: 2), .dim)
    }
    return screen.paint("≈ ", .yellow) + screen.say(lead) + "\n"
      + wrapped(screen.say(diagnosis.says), indent: 2) + (told ?? "")
  }

  private func paragraph(_ hint: HintAnswer.Hint) -> String {
    let mark = "\(hint.number). "
    return mark + wrapped(hint.text, indent: mark.count).dropFirst(mark.count)
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    text.harmless.wrapped(to: max(20, min(screen.width, Self.widest) - indent)).indented(indent)
  }

  private var command: String { "swift run grader hint \(lesson.number)" }

  private var closing: String {
    switch answer.state {
    case .passes: return passing
    case .notCompiling(let failure):
      let report = CompileReport(failure: failure, folder: course.folder, screen: screen).text
      let words = Words(
        "Hints are about what the tests see, and they see nothing yet. Mend that first:\n",
        ja: "ヒントはテストが見たものについて出ます。まだ何も見えていません。まずここを直しましょう。\n")
      let step = NextStep(lesson: lesson, screen: screen, folder: course.folder).text
      return report + "\n\n" + screen.say(words) + step
    case .notBegun, .failing: return advance
    }
  }

  private var passing: String {
    guard let next else {
      return screen.say(
        Words("Every lesson passes: nothing is left to hint at.", ja: "すべて合格です。もうヒントはありません。"))
    }
    return screen.say(Words("Nothing is left to hint at. ", ja: "もうヒントはありません。") + next.isNext)
      + "\n" + NextStep(lesson: next, screen: screen, folder: course.folder).text
  }

  /// What asking again would bring.
  private var advance: String {
    if answer.isLast {
      let words = Words(
        "That was all of them. What the tests saw: swift run grader run \(lesson.number)",
        ja: "ヒントはこれで全部です。テストが見たもの: swift run grader run \(lesson.number)")
      return screen.say(words)
    }
    let words =
      answer.seen == 0
      ? Words("The first hint", ja: "最初のヒント") : Words("The next hint", ja: "次のヒント")
    return screen.say(words) + ": \(command)"
      + (answer.seen > 1
        ? screen.say(Words("   (those so far: --seen)", ja: "   （ここまでの分: --seen）")) : "")
  }
}
