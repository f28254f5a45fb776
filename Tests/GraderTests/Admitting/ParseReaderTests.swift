import Testing

@testable import grader

/// The rules, with the compiler's own parse.
@Suite(.enabled(if: Tools.compiler)) struct ParseReaderTests {
  private let scratch: Scratch
  private let toolchain: Toolchain

  init() async throws {
    scratch = try Scratch()
    toolchain = try await Toolchain.find()
  }

  private func violations(
    _ files: [String: String], hiding: Bool = false
  ) async throws -> [Violation] {
    var sources: [SourceText] = []
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      try scratch.write(text, to: name)
      // As if the lexer had been misled about all of it.
      let seen = hiding ? "" : text
      sources.append(SourceText(name: name, bytes: Array(seen.utf8)))
    }
    let output = scratch.path.adding("parse.json")
    let command = SourceRules.parse(
      sources.map { scratch.path.adding($0.name) }, into: output, with: toolchain)
    _ = try await Subprocess.run(command, patience: Patience(total: 60))
    return SourceRules().violations(in: sources, parse: try Files.read(output))
  }

  @Test
  func `strings, comments, names in back-ticks and interpolations are read as the compiler does`()
    async throws
  {
    let source = #####"""
      import Vocabulary
      /* a /* b */ " */
      struct `A B`<T> where T: Sendable { @TaskLocal static var `c` = 1 }
      @available(*, deprecated, message: "/* \" */") func f(_ x: Int = g(/* " */ 3)) -> String {
        let s = "a \(x, default: "q \(x + 1) w") b /* \(h { "in \(x) \({ let y = 1; return y }())" }) */"
        let r = #"raw "\#(x)" \(x) "#, q = #"""#
        let m = """
          line \(x { let z = 2; if z > 1 { return "\(z)" } })
          "quoted" \
          end /*
          """
        #if os(Linux)
          defer { print(s, r, q, m) }
        #else
          let odd = "/*"
        #endif
        guard #available(macOS 10, *), let v = x as? Int else { return "" }
        for case let w? in [v] where w / 2 > 1 / 3 { _ = w }
        switch v { case 1...: return s; default: break }
        return { (a: Int) in a }(1).description
      }
      """#####
    #expect(try await violations(["A.swift": source]) == [])
  }

  @Test(
    arguments: [
      ("import Foundation", .imports("Foundation")),
      ("func f() { unsafe g() }", .name("unsafe")),
      ("nonisolated(unsafe) var a = 1", .name("unsafe")),
      ("class A { unowned(unsafe) let a: A }", .name("unsafe")),
      ("struct A: @unchecked Sendable {}", .attribute("unchecked")),
      ("@_silgen_name(\"exit\") func e(_: Int32) -> Never", .attribute("_silgen_name")),
      ("@c public func f() {}", .attribute("_cdecl")),
      ("@section(\".init_array\") let a: Int = 1", .attribute("_section")),
      ("@main struct A { static func main() {} }", .attribute("main")),
      ("let a = unsafeBitCast(1, to: UInt.self)", .name("unsafeBitCast")),
      ("let a = b.withUnsafeBytes { $0 }", .name("withUnsafeBytes")),
      ("let a = #externalMacro(module: \"a\", type: \"b\")", .directive("#externalMacro")),
      ("let a = /b/", .regex),
    ] as [(String, Violation.Rule)])
  func `what the tokens would not show, the parse does`(
    source: String, rule: Violation.Rule
  ) async throws {
    let found = try await violations(["A.swift": source], hiding: true).map(\.rule)
    #expect(found.contains(rule))
    #expect(try await violations(["A.swift": source]).contains { $0.line == 1 })
  }

  @Test func `a file that the compiler reads otherwise is not let in`() async throws {
    let found = try await violations(["A.swift": "func f() {}\nlet a = 1"], hiding: true)
    #expect(found.map(\.rule).contains(.ambiguous))
  }

  @Test func `a file of which there is no parse is not let in`() {
    let source = SourceText(name: "A.swift", bytes: Array("let a = 1".utf8))
    #expect(SourceRules().violations(in: [source], parse: []).map(\.rule) == [.ambiguous])
  }

  @Test func `each violation is of its own file`() async throws {
    let found = try await violations([
      "A.swift": "func f() {}", "B.swift": "\nimport Glibc\n", "C.swift": "let a = unsafe b",
    ])
    #expect(found.map { "\($0.file):\($0.line ?? 0)" } == ["B.swift:2", "C.swift:1"])
  }
}
