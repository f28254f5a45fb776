/// The hints of a lesson in one language: for each file of its suite, one after the other, from a
/// question to the shape of the answer.
struct HintBook: Equatable, Sendable {
  struct Group: Equatable, Sendable {
    /// A file of the suite, without `.swift`.
    let name: String
    let hints: [String]
  }

  let groups: [Group]

  /// Fewer than these would be no grades.
  static let fewest = 3

  func group(called name: String) -> Group? { groups.first { $0.name == name } }

  /// Reads a lesson's hints.
  static func load(
    _ lesson: Lesson, _ language: Language, in folder: CourseFolder
  ) throws(HintTextError) -> HintBook {
    let name = lesson.hints(in: language)
    let bytes: [UInt8]
    do { bytes = try Files.read(folder.path(name)) } catch {
      throw HintTextError(name, Words(error))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw HintTextError(
        name, Words("It is not a text in UTF-8.", ja: "UTF-8 のテキストではありません。"))
    }
    return try HintParser.parse(text, file: name)
  }
}

extension Lesson {
  func hints(in language: Language) -> String {
    switch language {
    case .english: "Lessons/Hints/\(name).md"
    case .japanese: "Lessons/ja/Hints/\(name).md"
    }
  }
}

/// What is wrong with a text of hints: the course's fault, not the learner's.
struct HintTextError: Explained, Equatable {
  /// The file, and the line if the problem is in one.
  let place: String
  let problem: Words

  init(_ file: String, line: Int? = nil, _ problem: Words) {
    place = file + (line.map { ":\($0)" } ?? "")
    self.problem = problem
  }

  var words: Words {
    let file = place.prefix { $0 != ":" }
    return Words(same: "\(place): ") + problem
      + Words(
        "\n  Restore it with: git checkout -- \(file)", ja: "\n  元に戻すには: git checkout -- \(file)")
  }
}
