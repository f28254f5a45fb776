import Testing

@testable import grader

@Suite struct CSVTests {
  private func cells(_ text: String) throws -> [[String]] {
    try CSV.read(Array(text.utf8)).map(\.cells)
  }

  @Test(
    arguments: [
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a\rb\r", [["a"], ["b"]]),
      ("\u{FEFF}id,name\n", [["id", "name"]]),
      ("\n\r\na\n\n", [["a"]]),
      (",\n", [["", ""]]),
      ("a,\n", [["a", ""]]),
      ("\"\"\n", [[""]]),
      ("\"a,b\",\"c \"\"d\"\"\"\n", [["a,b", "c \"d\""]]),
      ("\"two\r\nlines\",x\n", [["two\r\nlines", "x"]]),
      ("\"\"\"\"", [["\""]]),
      ("花子,太郎", [["花子", "太郎"]]),
      ("", []),
    ] as [(String, [[String]])])
  func `a text is read`(text: String, expected: [[String]]) throws {
    #expect(try cells(text) == expected)
  }

  @Test func `a record knows its line, also after a cell of several lines`() throws {
    let records = try CSV.read(Array("a\r\n\"b\r\nb\rb\nb\"\r\n\r\nc\n".utf8))
    #expect(records.map(\.line) == [1, 2, 7])
  }

  @Test(arguments: [
    ("a\n\"b\n\n", 2, "no closing quote"),
    ("a\nb\"c\n", 2, "within a cell"),
    ("a\n\"b\nc\"d\n", 3, "follows the closing quote"),
    ("\"", 1, "no closing quote"),
  ])
  func `a broken quote is an error, and its line is named`(
    text: String, line: Int, problem: String
  ) {
    let error = #expect(throws: CSVError.self) { try cells(text) }
    #expect(error?.line == line)
    #expect(error?.problem.english.contains(problem) == true)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0x61, 0x00], [0x80]] as [[UInt8]])
  func `bytes that are no text are refused`(bytes: [UInt8]) {
    #expect(throws: CSVError.self) { try CSV.read(bytes) }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+49 30 1234", "'+49 30 1234"), ("-2+3", "'-2+3"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), (" =1", "' =1"), ("＝1", "'＝1"),
    ("=\"a\"", "\"'=\"\"a\"\"\""), ("-", "'-"), ("-1.", "'-1."), ("-1e5", "'-1e5"),
    ("-1.50", "-1.50"), ("-7", "-7"), ("12.5", "12.5"), ("a=b", "a=b"), ("'=1", "'=1"), ("", ""),
  ])
  func `no spreadsheet runs a cell, and a number stays one`(text: String, written: String) {
    #expect(CSV.cell(text) == written)
  }

  @Test func `what is written is read back, whatever is in it`() throws {
    var generator = SplitMix64(seed: 7)
    let alphabet = Array("ab,\"\r\n\t =+-@'0.９花")
    for _ in 0..<500 {
      let rows = (0..<3).map { _ in
        (0..<3).map { _ in
          "x"
            + String(
              (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
              })
        }
      }
      #expect(try cells(CSV.text(rows)) == rows)
    }
  }
}
