import Testing

@testable import grader

@Suite struct KeyTests {
  private func keys(_ text: String) -> [Key] { KeyDecoder.keys(in: Array(text.utf8)[...]) }

  @Test func `letters are keys, large or small`() {
    #expect(keys("nH?") == [.letter("n"), .letter("h"), .letter("?")])
  }

  @Test func `letters of full width are the same letters`() {
    #expect(keys("ｎＱ？") == [.letter("n"), .letter("q"), .letter("?")])
  }

  @Test func `arrows and page keys scroll, whichever way the terminal sends them`() {
    #expect(keys("\u{1B}[A\u{1B}[B") == [.scroll(-1), .scroll(1)])
    #expect(keys("\u{1B}OA\u{1B}OB") == [.scroll(-1), .scroll(1)])
    #expect(keys("\u{1B}[5~\u{1B}[6~ ") == [.scroll(-10), .scroll(10), .scroll(10)])
    #expect(keys("jk") == [.scroll(1), .scroll(-1)])
  }

  @Test func `no part of another sequence is a key`() {
    #expect(keys("\u{1B}[1;5Cq") == [.letter("q")])
    #expect(keys("\u{1B}[200~") == [])
    #expect(keys("\u{1B}OP") == [])
  }

  @Test func `escape and return go back`() {
    #expect(keys("\u{1B}") == [.back])
    #expect(keys("\u{1B}\u{1B}") == [.back, .back])
    #expect(keys("\u{1B}q") == [.back, .letter("q")])
    #expect(keys("\r\n") == [.back, .back])
  }

  @Test func `what is no text is no key`() {
    #expect(KeyDecoder.keys(in: [0xFF, 0xC3, 0x00, 0x07]) == [])
    #expect(keys("日本") == [])
  }
}
