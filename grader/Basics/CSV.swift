/// Comma-separated values as RFC 4180 has them, read strictly and written so that a spreadsheet runs none.
enum CSV {
  struct Record: Equatable, Sendable {
    /// The line on which it begins, from 1.
    let line: Int
    let cells: [String]
  }

  /// The text of these rows, each ended by CR LF.
  static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// One cell, in quotes if it needs them.
  static func cell(_ text: String) -> String {
    let text = harmless(text)
    let isPlain = text.utf8.allSatisfy { !special.contains($0) }
    guard !isPlain || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static let special: Set<UInt8> = [
    UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
    UInt8(ascii: "\t"),
  ]

  /// A spreadsheet takes what begins with one of these for a formula, and runs it: also after white
  /// space, and in full width. An apostrophe before it says that it is a text.
  static func harmless(_ text: String) -> String {
    let start = text.unicodeScalars.first { !blank.contains($0) }
    guard let start, formula.contains(start), !isNumber(text) else { return text }
    return "'" + text
  }

  private static let formula: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
  private static let blank: Set<Unicode.Scalar> = [
    "\t", "\r", "\n", " ", "\u{0}", "\u{B}", "\u{C}", "\u{A0}", "\u{FEFF}",
  ]

  /// Digits, perhaps below zero, perhaps with digits after a point.
  private static func isNumber(_ text: String) -> Bool {
    let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
  }
}

/// Why a text is not CSV.
struct CSVError: Error, Equatable {
  let line: Int
  let problem: Words
}
