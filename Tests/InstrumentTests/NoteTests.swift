import Foundation
import Testing

@testable import Instruments

@Suite struct NoteTests {
  private struct Written: Decodable, Equatable {
    let test: String
    let file: String
    let line: Int
    let text: String
  }

  @Test(arguments: [
    "", "plain", "a \"quoted\" word", #"back\slash and \n that is none"#,
    "two\nlines\r\n\tand a tab",
    "\u{0}\u{1}\u{1B}\u{1F}\u{7F}", "見本 🍕 e\u{301} \u{2028}",
    String(repeating: "long ", count: 999),
  ])
  func `a note reads back as it was written, on one line`(_ text: String) throws {
    let line = Note.line(test: "told: \(text)", file: "\(text).swift", line: 56, text: text)
    #expect(line.hasSuffix("}\n"))
    #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    #expect(line.utf8.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") })
    let read = try JSONDecoder().decode(Written.self, from: Data(line.utf8))
    #expect(read == Written(test: "told: \(text)", file: "\(text).swift", line: 56, text: text))
  }
}
