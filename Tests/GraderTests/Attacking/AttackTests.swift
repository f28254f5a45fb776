import Synchronization
import Testing

@testable import grader

@Suite struct AttackCorpusTests {
  @Test func `every attack says what it does and what stops it`() throws {
    let attacks = try Attack.all()
    #expect(attacks.count >= 80)
    for attack in attacks {
      #expect(!attack.expected.isEmpty && !attack.expected.contains(.passes), "\(attack.name)")
      #expect(attack.base != nil || !attack.steps.isEmpty, "\(attack.name)")
      #expect(attack.title.english != attack.title.japanese)
    }
    #expect(Set(attacks.map(\.learner)).count == attacks.count)
  }
}

/// The whole corpus, graded as one class among honest learners.
@Suite(.enabled(if: Tools.compiler && Tools.has("bwrap") && Tools.has("bsdtar"))) struct AttackTests
{
  private let course: Course
  private let scratch: Scratch
  private var submissions: String { scratch.path.adding("class") }
  private var gradebook: String { scratch.path.adding("gradebook") }

  init() throws {
    course = try CourseDecoder.load(CourseFolder.nearest(to: Fixtures.folder.parentFolder))
    scratch = try Scratch()
  }

  /// What must be there afterwards as it was before, as digests by name.
  private func host() throws -> [String: String] {
    var digests: [String: String] = [:]
    for name in ["Lessons", "Solutions", "Exercises", "Tests/Day56Tests"] {
      for file in try Files.tree(course.folder.path(name)) {
        let path = course.folder.path(name).adding(file)
        digests[path] = Digest.of(path)
      }
    }
    for file in try Files.tree(submissions) {
      let path = submissions.adding(file)
      if case .file = Files.kind(of: path) { digests[path] = Digest.of(path) }
    }
    for name in try Files.names(in: scratch.path) { digests[name] = "" }
    digests["/tmp/day56-attack"] = Files.exists("/tmp/day56-attack") ? "there" : nil
    return digests
  }

  /// The text of a whole command on the course.
  private func grade() async -> (code: ExitCode, side: String) {
    let said = Mutex("")
    let console = Console(screen: .plain, side: .plain) { text, stream in
      if stream == .side { said.withLock { $0 += text } }
    }
    // More jobs than processors: most attacks only wait for a limit.
    let words = [
      "grade", submissions, "--out", gradebook, "--lessons", "01", "--jobs", "4", "--course",
      course.folder.root,
    ]
    let code = await Grader.answer(words, on: console)
    return (code, said.withLock(\.self))
  }

  @Test func `every attack is resisted, and harms nobody`() async throws {
    let attacks = try Attack.all()
    let lesson = course.lessons[0]
    for (learner, source) in [
      ("honest-reference", lesson.solution), ("honest-starter", lesson.starter),
    ] {
      let bytes = try Files.read(course.folder.path(source + ".swift"))
      try Files.makeFolder(submissions.adding(learner).adding("Exercises"))
      try Files.write(bytes, to: submissions.adding(learner).adding(lesson.exercise + ".swift"))
    }
    for attack in attacks { try await attack.make(in: submissions, of: course) }
    try Files.makeFolder(gradebook)
    let before = try host()

    let (code, side) = await grade()
    #expect(code == .passes, "\(side)")

    #expect(try host() == before)
    #expect(Processes.inFolder(scratch.path).isEmpty)
    #expect(Processes.inFolder(course.folder.path(CourseFolder.workshop)).isEmpty)
    let rows = try course.gradebook(in: gradebook).rows
    func verdict(_ learner: String) -> Mark? {
      rows.first { $0.learner.id == learner }?.marks[lesson.name]
    }
    #expect(verdict("honest-reference")?.verdict == .passes)
    #expect(verdict("honest-reference")?.points == lesson.points)
    #expect(verdict("honest-starter")?.verdict == .fails)
    #expect(verdict("honest-starter")?.points == 0)
    var resisted = 0
    for attack in attacks {
      let mark = verdict(attack.learner.printable)
      let isResisted = mark.map { attack.expected.contains($0.verdict) } ?? attack.leavesNoRow
      let found = mark.map { "\($0.verdict.rawValue): \($0.reason?.english ?? "")" } ?? "no mark"
      #expect(isResisted, "\(attack.name): \(found)")
      if isResisted { resisted += 1 }
    }
    print("Attacks: resisted \(resisted) of \(attacks.count)")
  }
}

extension Attack {
  /// What is no submission at all, such as a link, is nobody's.
  var leavesNoRow: Bool {
    steps.contains { if case .link("", _) = $0 { true } else { false } }
  }
}

extension Digest {
  fileprivate static func of(_ path: String) -> String {
    var digest = Digest()
    digest.add(part: path, (try? Files.read(path)) ?? [])
    return digest.finish()
  }
}

/// What runs on this machine.
enum Processes {
  /// Those that were started with something in a folder.
  static func inFolder(_ folder: String) -> [String] {
    let numbers = ((try? Files.names(in: "/proc")) ?? []).filter { Int($0) != nil }
    return numbers.compactMap { number in
      guard let bytes = try? Files.read("/proc/\(number)/cmdline") else { return nil }
      let line = String(decoding: bytes, as: UTF8.self)
      return line.contains(folder) ? line : nil
    }
  }
}
