import Testing

@testable import grader

@Suite struct PhrasebookTests {
  private let book = Phrasebook(
    [
      ("A lease lasts {time}.", "貸出は {time} 続きます。"), ("{id} came out.", "{id} が出ました。"),
      ("{id} came out twice.", "{id} が二度出ました。"),
      ("Expected {wanted}, saw {seen}.", "期待は {wanted}、実際は {seen}。"),
      ("waits for {what}", "{what}を待つ"), ("a message", "メッセージ"), ("an hour", "一時間"),
      ("{id} and {other} came out.", "{id} と {other} が出ました。"),
    ].compactMap { Phrase($0, ja: $1) })

  @Test(arguments: [
    ("order-1 came out twice.", "order-1 が二度出ました。"),
    ("A lease lasts 10 s. Expected 1, saw 2.", "貸出は 10 s 続きます。期待は 1、実際は 2。"),
    ("A lease lasts 10 s. x came out.", "貸出は 10 s 続きます。x が出ました。"),
    ("  10 s  anna     waits for a message", "  10 s  anna     メッセージを待つ"),
    ("   0.5 s  ben  waits for cake", "   0.5 s  ben  cakeを待つ"),
    ("Expected a message; an hour, saw 2.", "期待は メッセージ、一時間、実際は 2。"),
    ("   10 s  pool     ", "   10 s  pool     "),
    ("x came out.\ny came out.", "x が出ました。\ny が出ました。"),
    ("a and b came out.", "a と b が出ました。"),
  ])
  func `what is in the book is told in Japanese`(english: String, japanese: String) {
    #expect(book.words(english) == Words(english, ja: japanese))
    #expect(book.missing(in: english) == [])
  }

  @Test(arguments: [
    "Nothing of this.", " came out.", "A lease lasts .", "x came out. Nothing of this.",
    "  10 s  anna  sings",
  ])
  func `what is not in the book stays as it is, and is missed`(english: String) {
    #expect(book.words(english) == Words(same: english))
    #expect(book.missing(in: english) == [english])
  }

  @Test func `a blank that English does not fill is refused`() {
    #expect(Phrase("{id} came out.", ja: "{it} が出ました。") == nil)
  }

  @Test(arguments: [
    ("[]", "1: it is no object"), ("{\n\"{a} b\": \"{c}\"}", "2: “{a} b” needs"),
    ("{\n\"a\": 1}", "2: “a” needs"), ("{\n", "2: it ends too early"),
  ])
  func `a damaged book is named with its line`(content: String, problem: String) throws {
    let scratch = try Scratch()
    try scratch.write(content, to: CourseFolder.sharedPhrases)
    let error = #expect(throws: CourseError.self) {
      try Phrasebook.read(CourseFolder.sharedPhrases, in: scratch.folder)
    }
    #expect(error?.description.contains(CourseFolder.sharedPhrases + ":" + problem) == true)
    // It costs the reader the translation only.
    let book = Phrasebook.of(Sample.lesson("01-Queue"), in: scratch.folder)
    #expect(book.words("x") == Words(same: "x"))
  }
}
