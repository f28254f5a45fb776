/// The structure of a lesson's text, without its words: it is the same in both languages.
struct LessonText: Equatable {
  var headings: [Int] = []
  var codeBlocks: [String] = []
  var links = 0
  var images = 0
  var lines = 0

  static let shortest = 60
  static let longest = 140

  init(_ text: String) {
    var inCode = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += 1
      if line.hasPrefix("```") {
        if !inCode { codeBlocks.append(String(line.dropFirst(3)).trimmed) }
        inCode.toggle()
      } else if !inCode {
        let level = line.prefix { $0 == "#" }.count
        if level > 0, line.dropFirst(level).hasPrefix(" ") { headings.append(level) }
        images += line.ranges(of: "![").count
        links += line.ranges(of: "](").count
      }
    }
    links -= images
    if text.hasSuffix("\n") { lines -= 1 }
  }

  /// What is wrong with the two texts of a lesson.
  static func complaints(_ lesson: Lesson, in folder: CourseFolder) -> [String] {
    var complaints: [String] = []
    var texts: [LessonText] = []
    for name in [lesson.text, lesson.japaneseText] {
      guard let bytes = try? Files.read(folder.path(name)) else {
        complaints.append("\(name) is missing.")
        continue
      }
      let text = LessonText(String(decoding: bytes, as: UTF8.self))
      if !(shortest...longest).contains(text.lines) {
        complaints.append(
          "\(name) has \(text.lines) lines; a lesson has \(shortest) to \(longest).")
      }
      texts.append(text)
    }
    if texts.count == 2 { complaints += texts[0].differences(to: texts[1], lesson) }
    return complaints
  }

  private func differences(to other: LessonText, _ lesson: Lesson) -> [String] {
    var differences: [String] = []
    func compare<Value: Equatable>(_ what: String, _ mine: Value, _ theirs: Value) {
      guard mine != theirs else { return }
      differences.append(
        "\(lesson.text) and \(lesson.japaneseText) differ in their \(what): \(mine) and \(theirs).")
    }
    compare("headings", headings, other.headings)
    compare("code blocks", codeBlocks, other.codeBlocks)
    compare("number of links", links, other.links)
    compare("number of pictures", images, other.images)
    return differences
  }
}
