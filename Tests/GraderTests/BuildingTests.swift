import Testing

@testable import grader

@Suite struct DiagnosticsTests {
  private let folder = CourseFolder(root: "/course")

  @Test func `errors are read with their place and the lines under them`() {
    let printed = """
      /course/Exercises/01-Queue.swift:12:5: error: cannot find 'x' in scope
      11 |
      12 |     x()
         |     `- error: cannot find 'x' in scope
      13 |

      /course/Exercises/01-Queue.swift:20:1: warning: unused
      ld: something else
      """
    let found = Diagnostic.parse(printed, in: folder)
    #expect(found.count == 2)
    #expect(found[0].file == "Exercises/01-Queue.swift")
    #expect(found[0].line == 12)
    #expect(found[0].column == 5)
    #expect(found[0].isError)
    #expect(found[0].message == "cannot find 'x' in scope")
    #expect(found[0].excerpt.last == "   |     `- error: cannot find 'x' in scope")
    #expect(!found[1].isError)
  }

  @Test func `the same error twice is one`() {
    let line = "/course/E.swift:1:1: error: no\n"
    #expect(Diagnostic.parse(line + line, in: folder).count == 1)
  }

  @Test func `what the linker says is no diagnostic`() {
    #expect(Diagnostic.parse("ld: error: oops\nclang: error: linker failed", in: folder).isEmpty)
  }
}

@Suite struct MissingDeclarationTests {
  @Test(arguments: [
    ("runner: symbol lookup error: runner: undefined symbol: $s9Exercises1QC\n", "$s9Exercises1QC"),
    ("dyld: Symbol not found: _$s9Exercises1QC\n  Referenced from: x", "$s9Exercises1QC"),
  ])
  func `the linker's complaint is understood`(errors: String, symbol: String) {
    #expect(MissingDeclaration.symbol(in: errors) == symbol)
  }

  @Test func `other words are no complaint of the linker`() {
    #expect(MissingDeclaration.symbol(in: "Fatal error: $shilling") == nil)
  }

  @Test(arguments: [
    (
      "dispatch thunk of Exercises.Queue.counts() -> Vocabulary.QueueCounts\n",
      "Queue.counts() -> QueueCounts"
    ),
    ("Exercises.Queue.__allocating_init() -> Exercises.Queue", "Queue.init() -> Queue"),
    ("nominal type descriptor for Exercises.Queue", "Queue"),
  ])
  func `a declaration is named as in the source`(demangled: String, name: String) {
    #expect(MissingDeclaration.declaration(demangled) == name)
  }
}

@Suite struct RecipeTests {
  private let printed = """
    /bin/frontend -c /draft/Any.swift -I '/base of it' -o /tmp/T.1/E-1.o
    /bin/extract /tmp/T.1/E-1.o -o /tmp/T.1/E.autolink
    /bin/clang -shared /tmp/T.1/E-1.o @/tmp/T.1/E.autolink -o /draft/libAny.so
    """

  private func recipe() throws -> Recipe {
    try #require(Recipe(printed: printed, source: "/draft/Any.swift", library: "/draft/libAny.so"))
  }

  @Test func `the steps are repeated for other files`() throws {
    let commands = try recipe().commands(
      for: ["/a.swift", "/b.swift"], library: "/s/libExercises.so", in: "/s")
    #expect(commands.map(\.program) == ["/bin/frontend", "/bin/extract", "/bin/clang"])
    #expect(
      commands[0].arguments == [
        "-c", "/a.swift", "/b.swift", "-I", "/base of it", "-o", "/s/E-1.o",
      ])
    #expect(
      commands[2].arguments == [
        "-shared", "/s/E-1.o", "@/s/E.autolink", "-o", "/s/libExercises.so",
      ])
  }

  @Test func `it is kept as it is`() throws {
    let kept = try #require(Recipe(try recipe().json))
    #expect(kept.json.line == (try recipe()).json.line)
  }

  @Test(arguments: ["", "error: what?", "/bin/frontend -c /draft/Any.swift"])
  func `steps of another form are not followed`(printed: String) {
    #expect(Recipe(printed: printed, source: "/draft/Any.swift", library: "/draft/l.so") == nil)
  }

  @Test func `words are split as a shell does`() {
    #expect(Recipe.words(#"a 'b c' "d\"e" f\ g ''"#) == ["a", "b c", "d\"e", "f g", ""])
  }
}
