import Testing

@testable import grader

@Suite struct HintAnswerTests {
  private let lesson = Sample.lesson("01-Queue")
  private let group = HintBook.Group(name: "01-A", hints: ["What?", "How?", "So:\n\n    code"])

  private func next(
    _ seen: inout HintMemory.Seen, _ diagnosis: Diagnosis? = nil
  ) -> HintAnswer {
    .next(lesson, .failing(lesson.tests[0]), group: group, diagnosis: diagnosis, seen: &seen)
  }

  private func text(_ answer: HintAnswer, _ language: Language = .english, width: Int = 80)
    -> String
  {
    let course = Course(
      folder: CourseFolder(root: "/course"), title: Words("A", ja: "題"), lessons: [lesson])
    let screen = Screen(hasColour: false, isTerminal: false, width: width, language: language)
    return HintReport(answer: answer, course: course, screen: screen).text
  }

  @Test func `each time one more, and after the last all of them`() {
    var seen = HintMemory.Seen()
    #expect((0..<3).map { _ in next(&seen).hints.map(\.number) } == [[1], [2], [3]])
    let over = next(&seen)
    #expect(over.hints.map(\.number) == [1, 2, 3])
    #expect(over.isLast)
    #expect(seen.hints == ["01-A": 3])
  }

  @Test func `a diagnosis comes first, once`() {
    var seen = HintMemory.Seen()
    let first = next(&seen, Sample.diagnosis)
    #expect(first.diagnosis == Sample.diagnosis)
    #expect(first.hints.isEmpty)
    let second = next(&seen, Sample.diagnosis)
    #expect(second.diagnosis == nil)
    #expect(second.hints.map(\.number) == [1])
    #expect(next(&seen).hints.map(\.number) == [2])
  }

  @Test func `what was seen is shown again without anything new`() {
    let seen = HintMemory.Seen(hints: ["01-A": 2], diagnoses: [])
    let answer = HintAnswer.again(
      lesson, .notBegun, group: group, diagnosis: Sample.diagnosis, seen: seen)
    #expect(answer.hints.map(\.number) == [1, 2])
    #expect(answer.diagnosis == nil)
  }

  @Test func `hints that became fewer are no trouble`() {
    var seen = HintMemory.Seen(hints: ["01-A": 9], diagnoses: [])
    #expect(next(&seen).hints.count == 3)
  }

  @Test func `the report names the test, the hint and the way on`() {
    var seen = HintMemory.Seen()
    let first = text(next(&seen))
    #expect(first.contains("hint 1 of 3 on 01-A\n✗ one"))
    #expect(first.contains("1. What?"))
    #expect(first.hasSuffix("The next hint: swift run grader hint 01"))
    _ = next(&seen)
    let last = text(next(&seen))
    #expect(last.contains("3. So:\n\n       code"))
    #expect(last.contains("That was all of them."))
    #expect(text(next(&seen), .japanese).contains("ヒント 1〜3/3（01-A）\n✗ 検"))
  }

  @Test func `a diagnosis is told with the test that told it`() {
    var seen = HintMemory.Seen()
    let text = text(next(&seen, Sample.diagnosis))
    #expect(
      text.contains("≈ This looks familiar:\n  It is a stack. Take the other end.\n  Told by: one"))
  }

  @Test func `a narrow window breaks the lines, but no code`() {
    let hint = "Long enough to be broken up.\n\n    let code = stays as it is, however long"
    let narrow = HintBook.Group(name: "01-A", hints: [hint])
    var seen = HintMemory.Seen()
    let answer = HintAnswer.next(lesson, .notBegun, group: narrow, diagnosis: nil, seen: &seen)
    let text = text(answer, width: 23)
    #expect(
      text.contains("1. Long enough to be\n   broken up.\n\n       let code = stays as it is"))
  }

  @Test func `for programs it has the same parts`() throws {
    var seen = HintMemory.Seen()
    let json = next(&seen, Sample.diagnosis).json
    #expect(json["state"]?.text == "fails")
    #expect(json["diagnosis"]?["trap"]?.text == "newest-first")
    #expect(next(&seen).json["hints"]?.items?.first?["number"]?.wholeNumber == 1)
  }
}

@Suite struct ParagraphTests {
  @Test func `lines are joined and broken anew`() {
    #expect("one two\nthree four".wrapped(to: 9) == "one two\nthree\nfour")
    #expect("a\n\n    code   here\nb".wrapped(to: 9) == "a\n\n    code   here\nb")
    #expect("".wrapped(to: 9).isEmpty)
  }

  @Test func `Japanese is joined without spaces, and no line begins with a full stop`() {
    #expect("待って\nいる人、".wrapped(to: 40) == "待っている人、")
    #expect("並ぶ `line`\nに".wrapped(to: 40) == "並ぶ `line` に")
    #expect("あいうえ。お".wrapped(to: 8) == "あいう\nえ。お")
  }

  @Test func `a word that is too long stands alone`() {
    #expect("a incomprehensible b".wrapped(to: 5) == "a\nincomprehensible\nb")
  }
}
