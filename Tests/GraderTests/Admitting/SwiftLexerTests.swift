import Testing

@testable import grader

@Suite struct SwiftLexerTests {
  /// The words and signs of a source; texts as `""`, numbers as they are.
  private func pieces(_ source: String) -> [String] {
    let text = SourceText(name: "A.swift", bytes: Array(source.utf8))
    return text.tokens.map { token in
      switch token.kind {
      case .text: "\"\""
      case .regex: "/…/"
      case .quoted: "`\(text.text(token))`"
      case .word, .directive, .number, .mark: text.text(token)
      }
    }
  }

  @Test(
    arguments: [
      ("a /* b /* c */ d */ e", ["a", "e"]),
      ("a // b /* \n c", ["a", "c"]), ("\u{FEFF}import a", ["import", "a"]),
      ("/**/a/***/b", ["a", "b"]),
      (#"let s = "a \" // b" c"#, ["let", "s", "=", "\"\"", "c"]),
      (##"x = #"a " \( b"# c"##, ["x", "=", "\"\"", "c"]),
      (##"x = #"""# c"##, ["x", "=", "\"\"", "c"]),
      (##"x = #"a \#(b) \(c)"# d"##, ["x", "=", "\"\"", "b", "d"]),
      (
        #""a \(f("b \(c)", { (d) })) e" g"#,
        ["\"\"", "f", "(", "\"\"", "c", ",", "{", "(", "d", ")", "}", ")", "g"]
      ),
      ("\"\"\"\n a \"\" \\(b) // c\n \\\"\"\" d\n\"\"\" e", ["\"\"", "b", "e"]),
      ("`a b` #if @ c1.5e3 2.x", ["`a b`", "#if", "@", "c1", ".", "5e3", "2", ".", "x"]),
      ("a / b, c/d, e(/)", ["a", "/", "b", ",", "c", "/", "d", ",", "e", "(", "/", ")"]),
      ("f(/a\"b/)", ["f", "(", "/…/", "a", "\"\""]),
    ] as [(String, [String])])
  func `code is told from comments and strings`(source: String, expected: [String]) {
    #expect(pieces(source) == expected)
  }

  @Test func `conditions are blanked out, line by line, and what stands between them stays`() {
    func unconditional(_ source: String) -> String? {
      SourceText(name: "A.swift", bytes: Array(source.utf8)).unconditional
        .map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(
      unconditional("a\n #if X && Y\nb\n#else // c\r\nd\n#endif")
        == "a\n           \nb\n          \r\nd\n      ")
    #expect(unconditional("let a = \"#if\" // #if\n#warning(\"b\")") == nil)
  }

  @Test func `a token knows its line, after texts and comments of many lines, too`() {
    let source = "a /*\n\n*/ b\n\"\"\"\n\n\(#"\("# + "\nc)")\n\"\"\" d"
    let text = SourceText(name: "A.swift", bytes: Array(source.utf8))
    let lines = text.tokens.filter { $0.kind == .word }.map { [text.text($0): $0.line] }
    #expect(lines == [["a": 1], ["b": 3], ["c": 7], ["d": 8]])
  }

  @Test(arguments: ["\"a", "\"\"\"\na", "/* a", "`a", "#\"a", "\"\\(a", "#", "#/a", ")", "\\"])
  func `what ends too early is read to its end`(source: String) {
    _ = pieces(source)
    #expect(pieces(source + "\n").count <= 4)
  }
}
