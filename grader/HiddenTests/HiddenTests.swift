/// An instructor's further suites, in a folder of their own:
///
///     hidden.json
///     01-SafeMessageQueueTests.swift     or a folder of that name
///
/// `hidden.json` says what each test is worth, and who may see it (`visible`, `hidden`,
/// `after_due_date`, `after_published`, as Gradescope has it):
///
///     {"version": 1, "lessons": [{"name": "01-SafeMessageQueue", "tests": [
///       {"name": "…", "ja": "…", "points": 5, "visibility": "hidden"}]}]}
struct HiddenTests: Sendable {
  /// By the names of the lessons.
  private(set) var suites: [String: HiddenSuite] = [:]

  static let file = "hidden.json"

  init(in folder: String, of course: Course) throws(CourseError) {
    let path = folder.adding(Self.file)
    let bytes: [UInt8]
    do { bytes = try Files.read(path) } catch { throw CourseError(error.words) }
    let value: JSON
    do { value = try JSONParser.parse(bytes[...]) } catch {
      let place = "\(path):\(error.line): "
      throw CourseError(
        Words("\(place)\(error.problem.english).", ja: "\(place)\(error.problem.japanese)。"))
    }
    var fields = try Fields(value, Words("the hidden tests", ja: "非公開テスト"), line: 1, of: path)
    let version = try fields.wholeNumber("version")
    guard version == 1 else {
      throw fields.error("version", Words("must be 1", ja: "は 1 にします"))
    }
    for var lesson in try fields.objects("lessons") {
      let name = try lesson.text("name")
      guard let known = course.lessons.first(where: { $0.name == name }), suites[name] == nil
      else {
        throw lesson.error(
          "name",
          Words("names no lesson, or one twice: “\(name)”", ja: "の「\(name)」というレッスンはないか、二度目です"))
      }
      suites[name] = HiddenSuite(
        description: path, sources: try Self.sources(of: known, in: folder),
        tests: try Self.tests(&lesson, besides: known))
      try lesson.finish()
    }
    try fields.finish()
  }

  private static func tests(
    _ lesson: inout Fields, besides known: Lesson
  ) throws(CourseError) -> [Lesson.TestCase] {
    var tests: [Lesson.TestCase] = []
    for var test in try lesson.objects("tests") {
      let title = Words(try test.text("name"), ja: try test.text("ja"))
      let points = try test.points()
      let level = try test.text("visibility")
      guard let visibility = Visibility(rawValue: level) else {
        let levels = Visibility.allCases.map(\.rawValue).joined(separator: ", ")
        throw test.error(
          "visibility",
          Words(
            "must be one of \(levels), and is “\(level)”",
            ja: "は \(levels) のどれかにします。「\(level)」は違います"))
      }
      guard !(known.tests + tests).contains(where: { $0.name == title.english }) else {
        throw test.error(
          "name", Words("“\(title.english)” is there already", ja: "の「\(title.english)」はすでにあります"))
      }
      try test.finish()
      tests.append(Lesson.TestCase(title: title, points: points, visibility: visibility))
    }
    return tests
  }

  private static func sources(
    of lesson: Lesson, in folder: String
  ) throws(CourseError) -> [String] {
    let found: [String]
    do {
      found = try CourseFolder(root: folder).sources("\(lesson.name)Tests")
    } catch {
      throw CourseError(error.words)
    }
    guard !found.isEmpty else {
      throw CourseError(
        Words(
          "\(folder) holds no hidden tests of \(lesson.name), though \(file) names some.",
          ja: "\(file) にある \(lesson.name) の非公開テストが、\(folder) に見つかりません。"),
        next: Words(
          "Put them into \(lesson.name)Tests.swift, or into a folder of that name.",
          ja: "\(lesson.name)Tests.swift か、その名前のフォルダーに置いてください。"))
    }
    return found.map(folder.adding)
  }
}

extension Course {
  /// The same with hidden tests among those of its lessons.
  func adding(_ hidden: HiddenTests?) -> Course {
    guard let hidden else { return self }
    var course = self
    for index in lessons.indices {
      let tests = hidden.suites[lessons[index].name]?.tests ?? []
      course.lessons[index].tests += tests
      course.lessons[index].points += tests.reduce(0) { $0 + $1.points }
    }
    return course
  }
}

extension Option {
  static let hidden = Option(
    name: "--hidden", value: .folder,
    about: Words(
      "a folder with further tests: hidden.json says what they are worth, and who may see them",
      ja: "追加のテストのフォルダー。配点と公開範囲は hidden.json に書きます"))
}
