/// What the suites say, in Japanese: the laws, and the verbs of their stories.
///
/// A suite speaks English. Its sentences are looked up here when they are shown; one that is not found
/// stays as it is, and `grader verify` names those that a trap brings about.
struct Phrasebook: Sendable {
  /// Those with most fixed words first.
  private let phrases: [Phrase]
  private static let deepest = 4

  init(_ phrases: [Phrase]) { self.phrases = phrases.sorted { $0.weight > $1.weight } }

  /// A failure, line by line.
  func words(_ text: String) -> Words {
    Words(text, ja: lines(text).map { $0.japanese ?? $0.english }.joined(separator: "\n"))
  }

  /// The lines of a failure that are not in the book.
  func missing(in text: String) -> [String] {
    lines(text).filter { $0.japanese == nil }.map(\.english)
  }

  private func lines(_ text: String) -> [(english: String, japanese: String?)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = String(line)
      // Of `  10 s  anna  waits for a message` only the last part is a sentence.
      guard let story = line.wholeMatch(of: #/( +[\d.]+ s  \S.*?  +)(\S.*)?/#) else {
        return (line, sentences(line))
      }
      return (line, sentences(String(story.2 ?? "")).map { story.1 + $0 })
    }
  }

  /// One sentence, or several after one another. Nil if one of them is not in the book.
  private func sentences(_ text: String, depth: Int = 0) -> String? {
    let indent = text.prefix { $0 == " " }
    let text = String(text.dropFirst(indent.count))
    if text.isEmpty { return String(indent) }
    // Several before one: else a blank could swallow the sentences that follow.
    for stop in text.ranges(of: ". ") {
      let next = text.index(after: stop.lowerBound)
      if let head = phrase(String(text[..<next]), depth: depth),
        let rest = sentences(String(text[stop.upperBound...]), depth: depth)
      {
        return indent + head + rest
      }
    }
    return phrase(text, depth: depth).map { indent + $0 }
  }

  private func phrase(_ text: String, depth: Int) -> String? {
    guard depth < Self.deepest else { return nil }
    for phrase in phrases {
      guard let values = phrase.match(text) else { continue }
      return phrase.filled { value(values[$0] ?? "", depth: depth + 1) }
    }
    return nil
  }

  /// What stands in a blank: a phrase, a list of phrases, or something that has no translation.
  private func value(_ text: String, depth: Int) -> String {
    if let known = phrase(text, depth: depth) { return known }
    for separator in ["; ", ", ", " and "] {
      let parts = text.split(separator: separator).map { phrase(String($0), depth: depth) }
      let known = parts.compactMap(\.self)
      if known.count > 1, known.count == parts.count { return known.joined(separator: "、") }
    }
    return text
  }
}
