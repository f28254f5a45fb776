import Testing

@testable import grader

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension MarkingTests {
  /// What is refused, how, and that nothing is harmed by it.
  @Suite struct GradeInputTests {
    private let room: Classroom

    init() throws {
      room = try Classroom()
      try room.handIn("anna", .right)
    }

    private func grade(_ words: String...) async -> Classroom.Answer {
      await room.course.answer(["grade"] + words)
    }

    @Test func `submissions that are none are told apart`() async throws {
      let missing = await grade(room.scratch.path.adding("nowhere"), "--out", room.gradebook)
      #expect(missing.code == .inputOutput)
      #expect(missing.side.contains("nowhere"))
      try room.scratch.write("x", to: "file")
      let file = await grade(room.scratch.path.adding("file"), "--out", room.gradebook)
      #expect(file.code == .inputOutput)
      #expect(file.side.contains("Name the folder"))
      #expect(await grade("--out", room.gradebook).code == .usage)
      #expect(await grade(room.submissions).code == .usage)
      #expect(!Files.exists(room.gradebook))
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything"))
    func `a folder that may not be read is said to be that`() async {
      chmod(room.submissions, 0)
      let result = await room.grade()
      chmod(room.submissions, 0o755)
      #expect(result.code == .inputOutput)
      #expect(result.side.contains("ermission"))
    }

    @Test func `a gradebook has a place of its own`() async throws {
      for place in ["", "/gradebook", "/anna/deep/inside", "/../submissions/x"] {
        let result = await room.grade(into: room.submissions + place)
        #expect(result.code == .usage, "\(place)")
        #expect(result.side.contains("among the submissions"))
      }
      try room.scratch.write("x", to: "file")
      #expect(await room.grade(into: room.scratch.path.adding("file")).code == .cannotWrite)
      #expect(await room.grade(into: room.scratch.path.adding("file/in")).code == .cannotWrite)
      try room.scratch.write("mine", to: "letters/letter.txt")
      let letters = await room.grade(into: room.scratch.path.adding("letters"))
      #expect(letters.code == .usage)
      #expect(letters.side.contains("not empty"))
      #expect(try Files.names(in: room.scratch.path.adding("letters")) == ["letter.txt"])
      #expect(try Files.names(in: room.submissions) == ["anna"])
    }

    @Test func `who or what is not there is named, with the nearest that is`() async {
      let learner = await room.grade("--only", "ana")
      #expect(learner.code == .usage)
      #expect(learner.side.contains("“ana”"))
      #expect(learner.side.contains("anna"))
      #expect(await room.grade("--lessons", "9").code == .usage)
      #expect(await room.grade("--jobs", "many").code == .usage)
      #expect(await room.grade("--hidden", room.submissions).code == .courseData)
      #expect(!Files.exists(room.journal))
    }

    @Test func `of two graders the second is refused at once, and the first goes on`() async throws
    {
      let course = try #require(ScratchCourse.current).examiner.course
      let journal = try Journal.open(room.gradebook, for: course)
      let refused = await room.grade()
      #expect(refused.code == .cannotWrite)
      #expect(refused.side.contains("Another grader is at work"))
      try journal.append([.mark(Sample.mark("anna", in: "02-Greeter"))])
      #expect(try room.graded() == ["anna/02-Greeter"])
    }

    #if canImport(Glibc)
      @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
      func `a full disk is told, and with room again the grading goes on`() async throws {
        let disk = try #require(SmallDisk(room.scratch, size: "64k"))
        let gradebook = disk.path.adding("gradebook")
        for number in 1...9 { try room.handIn("learner\(number)", .like("traps"), .onlyForAnna) }
        let full = await room.grade(into: gradebook)
        #expect(full.code == .cannotWrite)
        #expect(full.side.contains("No space left"))
        #expect(full.side.contains("free space"))
        #expect(disk.resize("4m"))
        #expect(await room.grade(into: gradebook).code == .passes)
        #expect(await room.grade().code == .passes)
        #expect(try room.book(gradebook) == room.book())
      }

      @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
      func `on a read-only disk nothing begins`() async throws {
        let disk = try #require(SmallDisk(room.scratch, size: "64k"))
        #expect(disk.makeReadOnly())
        let result = await room.grade(into: disk.path.adding("gradebook"))
        #expect(result.code == .cannotWrite)
        #expect(result.side.contains("Read-only"))
      }
    #endif
  }
}
