/// A line of the journal ends in a check over the line before it and its own content. Whatever is changed,
/// taken out or put elsewhere by hand breaks the chain there.
enum JournalLine {
  /// What stands for the check of the line before the first.
  static let beginning = ""

  /// How many hexadecimal digits of a SHA-256 make a check.
  private static let digits = 16
  private static let opening = Array(#","check":""#.utf8)
  private static let closing = Array(#""}"#.utf8)
  private static var tail: Int { opening.count + digits + closing.count }

  /// The line without its end, and its check.
  static func seal(_ json: JSON, after check: String) -> (bytes: [UInt8], check: String) {
    var content = Array(json.line.utf8)
    // The object stays open for one more member.
    content.removeLast()
    let own = Self.check(content, after: check)
    return (content + opening + Array(own.utf8) + closing, own)
  }

  /// The check of a whole line; nil if it is not the one that follows.
  static func check(of line: ArraySlice<UInt8>, after check: String) -> String? {
    guard line.count > tail else { return nil }
    let own = Self.check(Array(line.dropLast(tail)), after: check)
    return line.suffix(tail).elementsEqual(opening + Array(own.utf8) + closing) ? own : nil
  }

  private static func check(_ content: [UInt8], after check: String) -> String {
    var digest = Digest()
    digest.add(Array(check.utf8))
    digest.add(content)
    return String(digest.finish().prefix(digits))
  }
}
