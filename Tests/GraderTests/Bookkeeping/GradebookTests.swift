import Testing

@testable import grader

/// What a gradebook says follows from its journal, and from nothing else.
@Suite struct GradebookTests {
  private let scratch: Scratch
  private let course = Sample.course()
  private var folder: String { scratch.path.adding("gradebook") }

  init() throws { scratch = try Scratch() }

  private func append(_ entries: JournalEntry...) throws {
    try withExtendedLifetime(try Journal.open(folder, for: course)) { try $0.append(entries) }
  }

  private func gradebook() throws -> Gradebook { try JournalReader.gradebook(folder, course) }

  private func verdict(_ learner: String) throws -> Verdict? {
    try gradebook().rows.first { $0.learner.id == learner }?.marks["01-Queue"]?.verdict
  }

  private func known(_ learner: String) throws -> String? {
    withExtendedLifetime(try Journal.open(folder, for: course)) {
      $0.known(learner, "01-Queue")?.submission
    }
  }

  @Test func `a class list, hand-ins and marks become rows by id`() throws {
    try append(
      .roster([Learner(id: "bob", name: "Bob"), Learner(id: "cat")]),
      .handIn(Sample.handIn("bob")), .mark(Sample.mark("bob")),
      .handIn(Sample.handIn("ann")), .mark(Sample.mark("ann", .passes, passed: [true, true])))
    let gradebook = try gradebook()
    #expect(gradebook.rows.map(\.learner.id) == ["ann", "bob", "cat"])
    #expect(gradebook.rows.map(\.isOnRoster) == [false, true, true])
    #expect(gradebook.rows.map { $0.handIn != nil } == [true, true, false])
    #expect(gradebook.rows.map { gradebook.total($0) } == [2, 1, 0])
    #expect(gradebook.rows[1].learner.name == "Bob")
    #expect(gradebook.lessons.map(\.points) == [2, 2])
  }

  @Test func `a later class list takes the place of the earlier`() throws {
    try append(.roster([Learner(id: "bob")]), .roster([Learner(id: "cat")]))
    #expect(try gradebook().rows.map(\.learner.id) == ["cat"])
  }

  @Test func `without a class list everybody is on it`() throws {
    try append(.handIn(Sample.handIn("ann")))
    #expect(try gradebook().rows.map(\.isOnRoster) == [true])
  }

  @Test func `the last mark on what was handed in last counts`() throws {
    try append(.handIn(Sample.handIn("ann", "s1")), .mark(Sample.mark("ann", .fails)))
    try append(.mark(Sample.mark("ann", .crashes)))
    #expect(try verdict("ann") == .crashes)
    try append(.handIn(Sample.handIn("ann", "s2")))
    #expect(try verdict("ann") == nil)
    try append(.mark(Sample.mark("ann", .passes, submission: "s2", passed: [true, true])))
    #expect(try verdict("ann") == .passes)
  }

  @Test func `marks before a canary that came out wrong are void, and graded again`() throws {
    try append(.handIn(Sample.handIn("ann")), .handIn(Sample.handIn("bob")))
    try append(.mark(Sample.mark("ann", .passes)), Sample.canary(held: true))
    try append(.mark(Sample.mark("bob", .passes)))
    #expect(try verdict("bob") == .passes)
    try append(Sample.canary(held: false))
    #expect(try verdict("ann") == .passes)
    #expect(try verdict("bob") == .void)
    #expect(try known("ann") == "s1")
    #expect(try known("bob") == nil)
    let mark = try gradebook().rows[1].marks["01-Queue"]
    #expect(mark?.reason?.english.contains("exits early") == true)
    #expect(mark?.reason?.japanese.contains("exits early") == true)
    #expect(mark?.points == 0)
    try append(.mark(Sample.mark("bob", .fails)))
    #expect(try verdict("bob") == .fails)
    #expect(try known("bob") == "s1")
  }

  @Test func `a mark that was trusted before is not lost with a later one of the same work`() throws
  {
    try append(.handIn(Sample.handIn("ann")), .mark(Sample.mark("ann", .passes)))
    try append(Sample.canary(held: true), .mark(Sample.mark("ann", .crashes)))
    try append(Sample.canary(held: false))
    #expect(try verdict("ann") == .passes)
    let other = Mark.Grounds(suite: "2", toolchain: "t", policy: "p", tier: "b")
    try append(.mark(Sample.mark("ann", .crashes, grounds: other)), Sample.canary(held: false))
    #expect(try verdict("ann") == .void)
    #expect(try known("ann") == "s1")
  }

  @Test func `canaries of one lesson confirm no mark of another`() throws {
    try append(.handIn(Sample.handIn("ann")))
    let marks = ["01-Queue", "02-Next"].map { Sample.mark("ann", .passes, in: $0) }
    try append(.mark(marks[0]), .mark(marks[1]))
    try append(Sample.canary(held: true))
    try append(Sample.canary(held: false, of: ["02-Next"]))
    let known = try gradebook().rows[0].marks
    #expect(known["01-Queue"]?.verdict == .passes)
    #expect(known["02-Next"]?.verdict == .void)
  }

  @Test(arguments: 1...8)
  func `trust is what the rule says, whatever comes in whatever order`(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var entries: [JournalEntry] = []
    for number in 0..<30 {
      entries.append(
        dice.roll(4) == 0
          ? Sample.canary(held: dice.roll(2) == 0)
          : .mark(Sample.mark("l\(dice.roll(3))", submission: "s\(number)")))
    }
    try withExtendedLifetime(try Journal.open(folder, for: course)) { try $0.append(entries) }
    for learner in 0..<3 {
      // The rule, told the long way round.
      let trusted = entries.indices.last { index in
        guard case .mark(let mark) = entries[index], mark.learner == "l\(learner)" else {
          return false
        }
        for later in entries[index...] {
          if case .canary(let held, _, _, _) = later { return held }
        }
        return true
      }
      var expected: String?
      if let trusted, case .mark(let mark) = entries[trusted] { expected = mark.submission }
      #expect(try known("l\(learner)") == expected)
    }
  }

  @Test func `the late policy is asked for each lesson, and stays within its bounds`() throws {
    try append(
      .handIn(Sample.handIn("ann")), .mark(Sample.mark("ann", .passes, passed: [true, true])),
      .mark(Sample.mark("ann", .passes, in: "02-Next", passed: [true, true])))
    let gradebook = try JournalReader.gradebook(folder, course) { handIn, lesson in
      handIn.date == "2026-11-20T10:00:00Z" ? (lesson == "01-Queue" ? 25 : 400) : 0
    }
    #expect(gradebook.rows[0].latePercent == ["01-Queue": 25, "02-Next": 100])
    #expect(gradebook.total(gradebook.rows[0]) == 1.5)
  }

  @Test func `hidden tests count towards what a lesson is worth`() throws {
    var mark = Sample.mark("ann", .passes, passed: [true, true, true])
    mark.tests[2].visibility = .hidden
    try append(.handIn(Sample.handIn("ann")), .mark(mark))
    #expect(try gradebook().lessons.map(\.points) == [3, 2])
  }

  @Test func `the same work makes the same bytes, whenever and however fast it was graded`() throws
  {
    func bytes(_ name: String, _ change: (inout Mark) -> Void) throws -> [UInt8] {
      let folder = scratch.path.adding(name)
      var mark = Sample.mark("ann")
      change(&mark)
      try withExtendedLifetime(try Journal.open(folder, for: course)) {
        try $0.append([.handIn(Sample.handIn("ann")), .mark(mark)])
      }
      try JournalReader.gradebook(folder, course).writeJSON(in: folder)
      return try Files.read(folder.adding(Gradebook.jsonFile))
    }
    let first = try bytes("one") { _ in }
    let second = try bytes("two") {
      $0.date = "2027-01-01T00:00:00Z"
      $0.seconds = 99
      $0.tests[0].seconds = 7
    }
    #expect(first == second)
    let third = try bytes("three") { $0.trap = "newest-first" }
    #expect(first != third)
  }

  @Test func `what a test found is kept within bounds, and says where it was cut`() throws {
    var mark = Sample.mark("ann")
    let line = String(repeating: "あ", count: 50) + "\n"
    let finding = Finding(file: "S.swift", line: 1, text: String(repeating: line, count: 1000))
    mark.tests = (0..<40).map { number in
      Mark.Test(
        name: "test \(number)", outcome: .failed, worth: 1,
        findings: Array(repeating: finding, count: 9))
    }
    try append(.handIn(Sample.handIn("ann")), .mark(mark))
    let kept = try #require(try gradebook().rows[0].marks["01-Queue"])
    #expect(kept.tests.count == 40)
    #expect(kept.tests.allSatisfy { $0.findings.count == 3 })
    #expect(kept.tests.allSatisfy { $0.findings.allSatisfy { $0.text.hasSuffix("\n…") } })
    let sum = kept.tests.flatMap(\.findings).reduce(0) { $0 + $1.text.utf8.count }
    #expect(sum < 64 << 10)
    #expect(kept.tests[0].findings[0].text.utf8.count > 2000)
  }
}
