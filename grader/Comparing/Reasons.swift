/// Why a reference is as it is, as far as the course says so: its own leading comments, what the
/// lesson's text ends with, and right solutions of another shape.
struct Reasons {
  let lesson: Lesson
  let folder: CourseFolder
  let language: Language

  var text: String {
    var parts = [Words("Law: ", ja: "法則: ")[language] + lesson.law[language]]
    let comments = referenceComments
    if !comments.isEmpty {
      parts.append(
        section(
          Words("The reference, in its own words", ja: "模範解答のコメントから"), comments))
    }
    let further = furtherThoughts
    if !further.isEmpty {
      parts.append(section(Words("Think further", ja: "さらに考える"), [further]))
    }
    let others = alternatives
    if !others.isEmpty {
      parts.append(
        section(
          Words("Right, too, and of another shape", ja: "形は違うが、どれも正しい解答"), others))
    }
    return parts.joined(separator: "\n\n")
  }

  private func section(_ title: Words, _ lines: [String]) -> String {
    title[language] + "\n" + lines.map { $0.indented(2) }.joined(separator: "\n")
  }

  /// The first documentation comment of each file.
  private var referenceComments: [String] {
    let files = (try? folder.sources(lesson.solution)) ?? []
    return files.compactMap { file in
      let comment = Self.firstComment(in: read(file))
      guard !comment.isEmpty else { return nil }
      return files.count == 1 ? comment : "\(file.lastPart)\n" + comment.indented(2)
    }
  }

  private var furtherThoughts: String {
    let text = read(language == .japanese ? lesson.japaneseText : lesson.text)
    return Self.section("Think further", of: text)
  }

  /// What each says of itself in one sentence.
  private var alternatives: [String] {
    guard let names = try? Files.names(in: folder.path(lesson.alternatives)) else { return [] }
    return names.filter { !$0.hasPrefix(".") }.map { name in
      let place = lesson.alternatives.adding(name)
      let file = name.hasSuffix(".swift") ? place : (try? folder.swiftFiles(in: place))?.first
      let comment = Self.firstComment(in: file.map(read) ?? "")
      let lead = comment.split(separator: "\n\n", maxSplits: 1).first ?? ""
      return lead.isEmpty ? place : "\(place)\n" + String(lead).indented(2)
    }
  }

  private func read(_ file: String) -> String {
    String(decoding: (try? Files.read(folder.path(file))) ?? [], as: UTF8.self)
  }

  /// The prose of a source's first documentation comment.
  static func firstComment(in source: String) -> String {
    var isCode = false
    var prose: [String] = []
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.drop(while: { !$0.hasPrefix("///") }).prefix(while: { $0.hasPrefix("///") }) {
      let text = String(line.dropFirst(line.hasPrefix("/// ") ? 4 : 3))
      if text.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode, !(text.isEmpty && prose.last?.isEmpty == true) {
        prose.append(text)
      }
    }
    return prose.joined(separator: "\n").trimmed
  }

  /// What stands under a heading of the second level that begins with these words.
  static func section(_ title: String, of text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("## \(title)") }.dropFirst().prefix { !$0.hasPrefix("## ") }
      .joined(separator: "\n").trimmed
  }
}
