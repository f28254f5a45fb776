import Testing

@testable import grader

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSON { try JSONParser.parse(Array(text.utf8)[...]) }

  @Test func `values come out as they went in`() throws {
    let text = #"{"a":[1,-2.5,true,false,null],"b":{"c":"x\n\"y\" 猫"}}"#
    #expect(try parse(text).line == text)
    #expect(try parse(try parse(text).page).line == text)
  }

  @Test(arguments: [
    (#""\u0041\/""#, "A/"), (#""\ud83d\udc08""#, "🐈"), (#""\ud83d""#, "\u{FFFD}"), (#""é""#, "é"),
  ])
  func `a text may be escaped`(text: String, meaning: String) throws {
    #expect(try parse(text).text == meaning)
  }

  @Test(arguments: [
    "", "{", "[1,", "[1 2]", "{\"a\" 1}", "{a:1}", "tru", "01x", "\"open", "1 2", "\"\\q\"", "nan",
    "[\"a\nb\"]", String(repeating: "[", count: 100),
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func `an error names its line`() throws {
    let error = #expect(throws: JSONError.self) { try parse("{\n\"a\": 1,\n\"b\": oops\n}") }
    #expect(error?.line == 3)
  }

  @Test func `a member knows its line`() throws {
    guard case .object(let members) = try parse("{\n\"a\": 1,\n\n\"b\": 2}") else {
      Issue.record("an object was expected")
      return
    }
    #expect(members.map(\.line) == [2, 4])
  }

  @Test func `control characters are written as escapes`() {
    #expect(JSON.string("a\u{1}b").line == #""a\u0001b""#)
  }

  @Test func `only whole numbers are whole`() throws {
    #expect(try parse("3").wholeNumber == 3)
    #expect(try parse("3.5").wholeNumber == nil)
    #expect(try parse("1e300").wholeNumber == nil)
  }
}

@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `it is SHA-256`(text: String, digest: String) {
    #expect(Digest.of(Array(text.utf8)) == digest)
  }

  @Test func `parts do not run into each other`() {
    var one = Digest()
    one.add(part: "a", [1, 2])
    one.add(part: "b", [3])
    var other = Digest()
    other.add(part: "a", [1])
    other.add(part: "b", [2, 3])
    #expect(one.finish() != other.finish())
  }

  @Test func `it does not matter how the bytes arrive`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var pieces = Digest()
    for start in stride(from: 0, to: 1000, by: 7) { pieces.add(Array(bytes[start...].prefix(7))) }
    #expect(pieces.finish() == Digest.of(bytes))
  }
}
