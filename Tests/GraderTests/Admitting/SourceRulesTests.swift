import Testing

@testable import grader

@Suite struct SourceRulesTests {
  private func rules(_ source: String, allowing more: [String] = []) -> [Violation.Rule] {
    let text = SourceText(name: "Exercises/01-A.swift", bytes: Array(source.utf8))
    return SourceRules(allowing: more).violations(in: [text]).map(\.rule)
  }

  @Test(arguments: [
    "import Foundation", "@testable import Vocabulary2", "import struct Foundation.Date",
    "public import Glibc", "import Glibc.POSIX", "#if os(Linux)\n#else\nimport Darwin\n#endif",
    "import\n  Dispatch", "import/**/Testing", "import Builtin", "import `Foundation`",
  ])
  func `a module that the lesson does not need is not let in`(source: String) throws {
    let rule = try #require(rules(source).last { if case .imports = $0 { true } else { false } })
    #expect(source.contains("import"))
    #expect(rule != .imports("Vocabulary"))
  }

  @Test func `the lesson's modules are let in, and what a lesson allows besides`() {
    let usual = "import Vocabulary\nimport Synchronization; import struct Swift.Array"
    #expect(rules(usual).isEmpty)
    #expect(rules("import Foundation", allowing: ["Foundation"]).isEmpty)
    #expect(rules("f(import: 1); a.import(b)").isEmpty)
  }

  @Test(arguments: [
    "_silgen_name", "_cdecl", "c", "cdecl", "_extern", "section", "_section", "used", "_used",
    "unsafe", "main", "objc", "_spi", "_optimize", "_semantics", "_dynamicReplacement", "abi",
    "_exported", "testable", "unchecked", "exclusivity", "convention", "Test",
    "Suite", "freestanding", "attached", "_rawLayout", "specialize", "_whateverComes",
  ])
  func `an attribute that no lesson needs is not let in`(name: String) {
    #expect(rules("@\(name)(x) func f() {}").contains(.attribute(name)))
    #expect(rules("let a = \"@\(name)\" // @\(name)").isEmpty)
  }

  @Test func `wrappers, builders and global actors of one's own are let in`() {
    let wrapper = "@propertyWrapper struct Bounded { var wrappedValue = 0 }; @Bounded var a"
    #expect(rules(wrapper).isEmpty)
    #expect(rules("@discardableResult @Sendable func f(_ body: @escaping () -> Void) {}").isEmpty)
  }

  @Test(
    arguments: [
      ("nonisolated(unsafe) var a = 1", "unsafe"), ("unowned(unsafe) let a: A", "unsafe"),
      ("let a = unsafe f()", "unsafe"), ("let a: UnsafePointer<Int>", "UnsafePointer"),
      ("withUnsafeBytes(of: a) { _ in }", "withUnsafeBytes"),
      ("[1].withUnsafeBufferPointer { }", "withUnsafeBufferPointer"),
      ("unsafeBitCast(a, to: B.self)", "unsafeBitCast"), ("`unsafeBitCast`(a)", "unsafeBitCast"),
      ("let a = \"\\(unsafeBitCast(b))\"", "unsafeBitCast"),
      ("Unmanaged.passRetained(a)", "Unmanaged"),
      ("func f(_ a: OpaquePointer)", "OpaquePointer"), ("ManagedBuffer<Int, Int>", "ManagedBuffer"),
      ("withVaList([]) { _ in }", "withVaList"), ("Builtin.trap()", "Builtin"),
      ("CommandLine.arguments", "CommandLine"), ("Swift._runAsyncMain { }", "_runAsyncMain"),
      ("let _runAsyncMain = 1", "_runAsyncMain"), ("÷unsafeBitCast(a)", "unsafeBitCast"),
      ("#if never\nlet a: UnsafeRawPointer\n#endif", "UnsafeRawPointer"),
    ] as [(String, String)])
  func `what goes around the compiler's checks is not let in`(source: String, name: String) {
    #expect(rules(source).contains(.name(name)))
  }

  @Test func `a hidden name is let in only if it is one's own`() {
    #expect(rules("_foo()") == [.hiddenName("_foo")])
    #expect(rules("private var _count = 0; func f(_ a: Int) { _count += a; _ = a }").isEmpty)
    #expect(rules("init(_storage: Int) { self._storage = _storage }").isEmpty)
  }

  @Test(arguments: [
    "let (_a, _b) = (1, 2); use(_a, _b)", "for (_k, _v) in d { use(_k, _v) }",
    "[1].map { _x in _x }; [1].reduce(0) { (_a, _b) in _a + _b }", "let a = 1, _b = 2; use(_b)",
    "if case .some(let _a) = a { use(_a) }", "enum K { case _a, _b; var a: K { ._b } }",
    "func f<_T>(_ a: _T) -> _T { a }", "subscript(a: Int) -> Int { _read { yield b } }",
    "@propertyWrapper struct W { }; struct A { @W var size = 1; init() { _size = W() } }",
  ])
  func `wherever a name is one's own, an underscore does no harm`(source: String) {
    #expect(rules(source) == [])
  }

  @Test(arguments: ["c", "section", "unchecked", "convention", "safe", "_extern"])
  func `to declare a type is no pretext for an attribute of the language`(name: String) {
    #expect(rules("struct \(name) {}; @\(name) func f() {}").contains(.attribute(name)))
    #expect(rules("@resultBuilder enum 並び {}; func f(@並び _ a: () -> Int) {}") == [])
  }

  @Test(arguments: ["_createOffsetBasedKeyPath", "_typeByName", "_stdlib_atomicLoad"])
  func `to declare a name is no pretext for using the library's own`(name: String) {
    #expect(rules("enum Cover { case \(name) }; let a = Swift.\(name)(b)") == [.name(name)])
  }

  @Test func `macros and regular expressions are not let in`() {
    #expect(
      rules("macro m() = #externalMacro(module: \"a\", type: \"b\")") == [
        .directive("#externalMacro")
      ])
    #expect(rules("#sourceLocation(file: \"a\", line: 1)") == [.directive("#sourceLocation")])
    #expect(rules("let a = /b\"c/") == [.regex])
    #expect(rules("let a = #/b/#") == [.regex])
    #expect(rules("let a = #line + #function; #if DEBUG\n#endif").isEmpty)
    #expect(rules("let a = b / c / d").isEmpty)
  }

  @Test(arguments: [
    "/* import Foundation /* @main */ unsafe */", "let a = \"import Foundation; unsafe\"",
    "let a = #\"\\(unsafe) @_cdecl\"#", "let a = \"\"\"\nunsafe \" unsafe\n\"\"\"",
  ])
  func `comments and strings are free`(source: String) { #expect(rules(source).isEmpty) }

  @Test func `a violation says where, what and why, in both languages`() {
    let text = SourceText(
      name: "Exercises/01-A.swift", bytes: Array("// 1\n\nimport Foundation".utf8))
    let words = SourceRules().violations(in: [text]).map(\.words)
    #expect(
      words.map(\.english) == [
        "Exercises/01-A.swift:3: `import Foundation` is not allowed. A lesson needs only Vocabulary, "
          + "Synchronization, Swift, _Concurrency. Remove the import."
      ])
    #expect(words.allSatisfy { $0.japanese.hasPrefix("Exercises/01-A.swift:3: ") })
  }
}
