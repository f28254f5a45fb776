extension Phrasebook {
  /// The book of a lesson: its own phrases and those that all suites share. A file that is missing or
  /// damaged costs a reader the translation, and no verdict.
  static func of(_ lesson: Lesson, in folder: CourseFolder) -> Phrasebook {
    Phrasebook(files(lesson).flatMap { (try? read($0, in: folder)) ?? [] })
  }

  /// Their names within the course.
  static func files(_ lesson: Lesson) -> [String] {
    ([CourseFolder.sharedPhrases] + ([lesson] + lesson.builtOn).map(\.phrases))
  }

  /// Reads an object of English sentences and what Japanese says for them.
  static func read(_ file: String, in folder: CourseFolder) throws(CourseError) -> [Phrase] {
    func damage(_ line: Int, _ problem: Words) -> CourseError {
      CourseError(
        Words(same: "\(file):\(line): ") + problem,
        next: Words(
          "Restore it with: git checkout -- \(file)", ja: "元に戻すには: git checkout -- \(file)"))
    }
    let bytes: [UInt8]
    do { bytes = try Files.read(folder.path(file)) } catch { throw CourseError(error.words) }
    let json: JSON
    do { json = try JSONParser.parse(bytes[...]) } catch {
      throw damage(error.line, error.problem)
    }
    guard case .object(let members) = json else {
      throw damage(1, Words("it is no object", ja: "オブジェクトではありません"))
    }
    var phrases: [Phrase] = []
    for member in members {
      guard let phrase = member.value.text.flatMap({ Phrase(member.key, ja: $0) }) else {
        throw damage(
          member.line,
          Words(
            "“\(member.key)” needs a text whose blanks are among its own",
            ja: "「\(member.key)」の訳は文字列にし、空欄は原文にあるものだけにします"))
      }
      phrases.append(phrase)
    }
    return phrases
  }
}

extension CourseFolder {
  static let sharedPhrases = "Lessons/ja/Messages/Support.json"
}

extension Lesson {
  /// What its suite says, in Japanese.
  var phrases: String { "Lessons/ja/Messages/\(name).json" }
}
