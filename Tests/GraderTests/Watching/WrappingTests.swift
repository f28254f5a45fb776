import Testing

@testable import grader

@Suite struct WrappingTests {
  @Test func `lines that fit stay as they are`() {
    #expect(Wrapping.rows("one\n\n  two", width: 10) == ["one", "", "  two"])
  }

  @Test func `a line breaks at a space, and goes on as far in as it began`() {
    #expect(
      Wrapping.rows("  one two three four", width: 12) == ["  one two ", "  three four"])
  }

  @Test func `what has no space breaks where it must`() {
    #expect(Wrapping.rows("abcdefghijklmnop", width: 10) == ["abcdefghij", "klmnop"])
  }

  @Test func `no row is wider than the window, and nothing is lost`() {
    let text = "    a rather long line 日本語の長い行はどこでも折り返せる with\tevery kind of text in it"
    for width in 8...60 {
      let rows = Wrapping.rows(text, width: width)
      #expect(rows.allSatisfy { $0.columns <= width })
      let letters = { (text: String) in text.filter { $0 != " " && $0 != "\t" } }
      #expect(letters(rows.joined()) == letters(text))
    }
  }

  @Test func `wide letters count twice`() {
    #expect(Wrapping.rows("日本語日本語", width: 8) == ["日本語日", "本語"])
  }

  @Test func `colours and links take no room`() {
    let link = "\u{1B}]8;;file:///a/long/path\u{1B}\\here\u{1B}]8;;\u{1B}\\"
    #expect(Wrapping.rows("\u{1B}[31mred\u{1B}[0m \(link)", width: 9).count == 1)
    let cut = Wrapping.rows("\u{1B}[31mredredredred\u{1B}[0m", width: 8)
    #expect(cut == ["\u{1B}[31mredredre", "dred\u{1B}[0m"])
  }

  @Test func `an escape sequence that never ends does no harm`() {
    #expect(Wrapping.rows("a\u{1B}]8;;oops", width: 8).count == 1)
    #expect(Wrapping.rows("a\u{1B}", width: 8).count == 1)
  }
}
