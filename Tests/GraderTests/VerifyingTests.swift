import Testing

@testable import grader

@Suite struct TrapTests {
  private let header = "Trap: 5\nTitle: By id\nSays: Ask for the receipt.\nSays-ja: 受領証を。\n"

  @Test func `the lines above the patch are read`() throws {
    let trap = try Trap.parse(header + "\n--- a/x: y\n", file: "Tests/Traps/01-Queue/by-id.diff")
    #expect(trap.name == "by-id")
    #expect(trap.number == 5)
    #expect(trap.says.english == "Ask for the receipt.")
    #expect(!trap.isKilledByCompiler)
  }

  @Test func `the compiler may be the one who kills it`() throws {
    #expect(try Trap.parse(header + "Killed-by: compiler\n\n", file: "x.diff").isKilledByCompiler)
  }

  @Test(arguments: [
    "", "Trap: 5\n\n", "Trap: x\nTitle: a\nSays: b\nSays-ja: c\n", "Trap: 5\nTrap: 6\n",
    "Colour: red\n", "rubbish\n", "Trap: 5\nTitle: a\nSays: b\nSays-ja: c\nKilled-by: hand\n",
  ])
  func `a header that says too little is refused`(text: String) {
    let error = #expect(throws: CourseError.self) { try Trap.parse(text, file: "a/x.diff") }
    #expect(error?.problem.english.hasPrefix("a/x.diff") == true)
  }
}

@Suite struct StrayFilesTests {
  private let strays = StrayFiles(lessons: [Sample.lesson("01-Queue")])

  @Test(arguments: [
    "Package.swift", "README.md", ".gitignore", ".github/workflows/ci.yml", "grader/Grader.swift",
    "Exercises/01-Queue.swift", "Solutions/01-Queue/Ledger.swift", "Lessons/01-Queue.md",
    "Lessons/ja/01-Queue.md", "Lessons/course.json", "Lessons/Vocabulary/Time.swift",
    "Lessons/01-Queue/picture.svg", "Tests/Day56Tests/01-QueueTests.swift",
    "Tests/Day56Tests/01-QueueTests/A.swift", "Tests/Day56Tests/Support/Clock.swift",
    "Tests/Traps/01-Queue/a.diff",
    "Tests/Traps/01-Queue/patterns.json", "Lessons/Hints/01-Queue.md",
    "Lessons/ja/Hints/01-Queue.md", "Tests/Alternatives/01-Queue/Other.swift",
    "Tests/Alternatives/01-Queue/other/Other.swift",
    "Tests/GraderTests/Fixtures/x", "Lessons/ja/Messages/Support.json",
    "Lessons/ja/Messages/01-Queue.json",
  ])
  func `what belongs to the course is no stray`(file: String) {
    #expect(strays.complaint(about: file) == nil)
  }

  @Test(arguments: [
    "notes.txt", "Makefile", "Sources/x.swift", "Exercises/02-Other.swift",
    "Exercises/01-Queue.txt",
    "Exercises/01-QueueTests.swift", "Solutions/Old.swift", "Lessons/02-Other.md",
    "Lessons/ja/readme.md", "Tests/Day56Tests/Old.swift", "Tests/Day56Tests/01-Queue.swift",
    "Tests/Traps/02-Other/a.diff", "Tests/Traps/01-Queue/a.txt", "Tests/Other/x.swift",
    "Tests/Alternatives/01-Queue/other/a.txt", "Lessons/Hints/02-Other.md",
    "Lessons/Hints/a/01-Queue.md",
    "Tests/Traps/01-Queue/other.json",
    "Lessons/ja/Messages/02-Other.json", "Lessons/Messages/Support.json",
  ])
  func `what belongs to nothing is a stray`(file: String) {
    #expect(strays.complaint(about: file)?.hasPrefix(file) == true)
  }
}

@Suite struct LessonTextTests {
  private let text =
    "# A\n\nSee [x](y) and ![p](q).\n\n## B\n\n```swift\n# no heading [a](b)\n```\n"

  @Test func `the structure is what is left without the words`() {
    let structure = LessonText(text)
    #expect(structure.headings == [1, 2])
    #expect(structure.codeBlocks == ["swift"])
    #expect(structure.links == 1)
    #expect(structure.images == 1)
    #expect(structure.lines == 9)
  }

  @Test func `differences, lengths and missing texts are told`() throws {
    let scratch = try Scratch()
    let lesson = Sample.lesson("01-Queue")
    #expect(LessonText.complaints(lesson, in: scratch.folder).count == 2)
    let filling = String(repeating: "words\n", count: 60)
    try scratch.write(text + filling, to: lesson.text)
    try scratch.write(text + filling, to: lesson.japaneseText)
    #expect(LessonText.complaints(lesson, in: scratch.folder).isEmpty)
    try scratch.write(text + "### C\n" + filling, to: lesson.japaneseText)
    let complaints = LessonText.complaints(lesson, in: scratch.folder)
    #expect(complaints.count == 1)
    #expect(complaints[0].contains("headings"))
    try scratch.write(text, to: lesson.japaneseText)
    #expect(LessonText.complaints(lesson, in: scratch.folder)[0].contains("9 lines"))
  }
}

@Suite struct UntranslatedTests {
  private let lesson = Sample.lesson("01-Queue")

  private func complaints(_ phrases: String, said text: String) throws -> [String] {
    let scratch = try Scratch()
    try scratch.write(#"{"seed {n} shows it": "シード {n}"}"#, to: CourseFolder.sharedPhrases)
    try scratch.write(phrases, to: lesson.phrases)
    var run = SuiteRun()
    let finding = Finding(file: "S.swift", line: 3, text: text)
    run.tests = [(Sample.trace("one", findings: [finding]), .ended)]
    let trial = Trial(
      variant: Variant(lesson: lesson, kind: .starter, files: []), fast: Judgement(lesson, run))
    return Untranslated(folder: scratch.folder).complaints(lesson, [trial])
  }

  @Test func `what a suite says must be in the book of its lesson`() throws {
    let book = #"{"It is {what}.": "{what}です。"}"#
    #expect(try complaints(book, said: "It is odd.\nseed 7 shows it") == [])
    #expect(
      try complaints(book, said: "It was odd.\nseed 7 shows it")
        == ["Lessons/ja/Messages/01-Queue.json does not know: It was odd."])
    #expect(try complaints(book, said: "Expectation failed: a == b\nIt is odd.") == [])
  }

  @Test func `a book that cannot be read is named`() throws {
    let complaints = try complaints("[]", said: "x")
    #expect(complaints.count == 1)
    #expect(complaints[0].hasPrefix("Lessons/ja/Messages/01-Queue.json:1: it is no object"))
  }
}

@Suite struct TrialTests {
  private let lesson = Sample.lesson("01-Queue")
  private let trap = Trap(
    name: "t", number: 1, title: "T", says: Words("a", ja: "b"),
    isKilledByCompiler: false, file: "Tests/Traps/01-Queue/t.diff")

  private func judgement(_ ends: [TestEnd], failing: Bool = false) -> Judgement {
    var run = SuiteRun()
    run.tests = zip(["one", "two"], ends).map {
      (Sample.trace($0, findings: failing ? [Sample.finding] : []), $1)
    }
    return Judgement(lesson, run)
  }

  private func trial(_ kind: Variant.Kind, _ judgement: Judgement) -> Trial {
    Trial(variant: Variant(lesson: lesson, kind: kind, files: []), fast: judgement)
  }

  @Test func `a reference must pass`() {
    #expect(trial(.reference, judgement([.ended, .ended])).complaints.isEmpty)
    #expect(trial(.reference, judgement([.ended, .ended], failing: true)).complaints.count == 1)
  }

  @Test func `a starter must fail every test, and only fail`() {
    #expect(trial(.starter, judgement([.ended, .ended], failing: true)).complaints.isEmpty)
    #expect(trial(.starter, judgement([.ended, .ended])).complaints.count == 2)
    let crash = judgement([.crashed("x"), .ended], failing: true)
    #expect(trial(.starter, crash).complaints.count == 1)
  }

  @Test func `a trap must be caught`() {
    #expect(trial(.trap(trap), judgement([.ended, .ended])).complaints.count == 1)
    #expect(trial(.trap(trap), judgement([.hung("x"), .ended])).complaints.isEmpty)
    let refused = Judgement(
      lesson, doesNotCompile: Compiler.Failure(diagnostics: [], text: "no"))
    #expect(trial(.trap(trap), refused).complaints.count == 1)
  }

  @Test func `both roads are compared test by test`() {
    let trial = trial(.trap(trap), judgement([.ended, .crashed("x")]))
    #expect(trial.differences(from: judgement([.ended, .crashed("y")])).isEmpty)
    #expect(trial.differences(from: judgement([.ended, .hung("x")])).count == 1)
  }

  @Test func `both roads are compared seed by seed`() {
    func judgement(_ seed: Int) -> Judgement {
      let finding = Finding(
        file: "S.swift", line: 3, text: "wrong\nseed \(seed) shows it; to see it again: …")
      var run = SuiteRun()
      run.tests = [(Sample.trace("one", findings: [finding]), .ended)]
      return Judgement(lesson, run)
    }
    let failed = trial(.trap(trap), judgement(4))
    #expect(failed.differences(from: judgement(4)).isEmpty)
    let differences = failed.differences(from: judgement(5))
    #expect(differences.map(\.test) == ["one"])
    #expect(differences[0].text.contains("failed under seed 4 here, failed under seed 5 there"))
  }

  @Test func `the list of tests and the suite must agree`() {
    #expect(trial(.reference, judgement([.ended, .ended])).listComplaints.isEmpty)
    #expect(trial(.reference, judgement([.ended])).listComplaints.count == 1)
    var run = SuiteRun()
    run.tests = ["one", "two", "three"].map { (Sample.trace($0), .ended) }
    let more = trial(.reference, Judgement(lesson, run)).listComplaints
    #expect(more.count == 1)
    #expect(more[0].contains("three"))
  }

  @Test func `the matrix marks who catches whom`() {
    let matrix = KillMatrix(
      lesson: lesson,
      rows: [KillMatrix.Row(trap: trap, judgement: judgement([.ended, .crashed("x")]))])
    #expect(matrix.text.contains("1 trap × 2 tests"))
    #expect(matrix.text.contains("   1 t  · !"))
    #expect(matrix.json["traps"]?.items?.first?["killed"]?.flag == true)
  }
}
