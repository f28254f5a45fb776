import Testing

@testable import grader

#if canImport(Glibc)
  import Glibc

  extension MarkingTests {
    /// Whoever is not root has another sandbox, in a user namespace. Tried here by root, who can be anybody;
    /// for anybody else all the other tests try it.
    @Suite(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    struct OtherTierTests {
      private static let user: uid_t = 1000

      /// Gives a folder with all in it to the user.
      private func giveAway(_ folder: String) throws {
        for name in try Files.names(in: folder) where Files.kind(of: folder.adding(name)) == .folder
        {
          try giveAway(folder.adding(name))
        }
        for path in [folder] + (try Files.names(in: folder)).map(folder.adding) {
          try #require(lchown(path, Self.user, Self.user) == 0)
        }
      }

      private func asUser(_ words: [String], in home: String) async throws -> Remains {
        let setpriv = try #require(Toolchain.program("setpriv"))
        var environment = Toolchain.childEnvironment
        environment["HOME"] = home
        return try await Subprocess.run(
          Command(
            setpriv,
            ["--reuid", "\(Self.user)", "--regid", "\(Self.user)", "--clear-groups"] + words,
            environment: environment), patience: Patience(total: 300))
      }

      @Test func `a class is graded without root, and no less confined`() async throws {
        let course = try Fixtures.courseOfClass()
        let room = try Classroom(course)
        try room.handIn("anna", .right)
        try room.handIn("ben", .right, .starter)
        try room.handIn(
          "eve", .right, .text("import Foundation\npublic func greeting(for name: String) {}"))
        let program = room.scratch.path.adding("grader")
        try Files.write(try Files.read(try Scratch.program()), to: program)
        chmod(program, 0o755)
        try giveAway(course.path)
        try giveAway(room.scratch.path)
        let probe = try await asUser(
          [
            try #require(Toolchain.program("bwrap")), "--unshare-user", "--ro-bind", "/", "/",
            "true",
          ],
          in: course.path)
        if !probe.succeeded { try Test.cancel("no user namespaces here: \(probe.errors.trimmed)") }
        let remains = try await asUser(
          [
            program, "grade", room.submissions, "--out", room.gradebook, "--lessons", "2",
            "--course", course.path,
          ], in: course.path)
        #expect(remains.succeeded, "\(remains.errors)")
        #expect(try room.verdict("anna") == .passes)
        #expect(try room.verdict("ben") == .fails)
        #expect(try room.verdict("eve") == .doesNotCompile)
        let tier = try room.mark("anna", "02-Greeter")["grounds"]?["tier"]?.text
        #expect(tier == "bubblewrap, user namespace")
      }
    }
  }
#endif
