/// Reads `Lessons/course.json`, and says where it is wrong.
enum CourseDecoder {
  static func load(_ folder: CourseFolder) throws(CourseError) -> Course {
    let bytes: [UInt8]
    do { bytes = try Files.read(folder.path(CourseFolder.description)) } catch {
      throw CourseError(error.words)
    }
    return try decode(bytes, in: folder)
  }

  static func decode(_ bytes: [UInt8], in folder: CourseFolder) throws(CourseError) -> Course {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw CourseError(
        Words(
          "\(CourseFolder.description) is not a text in UTF-8.",
          ja: "\(CourseFolder.description) は UTF-8 のテキストではありません。"))
    }
    let value: JSON
    do { value = try JSONParser.parse(bytes[...]) } catch {
      let place = "\(CourseFolder.description):\(error.line): "
      throw CourseError(
        Words(
          "\(place)\(error.problem.english).", ja: "\(place)\(error.problem.japanese)。"))
    }
    var fields = try Fields(value, Words("the course", ja: "コース全体"), line: 1)
    let version = try fields.wholeNumber("version")
    guard version == 1 else {
      throw CourseError(
        Words(
          "\(CourseFolder.description): version \(version) is not one this grader knows.",
          ja: "\(CourseFolder.description): バージョン \(version) は、この grader の知らないものです。"),
        next: Words(
          "Bring the grader up to date, or set the version to 1.",
          ja: "grader を新しくするか、バージョンを 1 にしてください。"))
    }
    let title = try fields.words("title")
    let late = try LatePolicy(&fields)
    var lessons: [Lesson] = []
    let items = try fields.list("lessons")
    let names = items.compactMap { $0["name"]?.text }
    for (index, item) in items.enumerated() {
      let line = fields.line(of: "lessons")
      let lesson = try lesson(
        try Fields(item, Words(same: "lessons[\(index)]"), line: line), after: lessons, of: names)
      if lessons.contains(where: { $0.number == lesson.number || $0.subject == lesson.subject }) {
        throw fields.error(
          "lessons",
          Words("holds two lessons like \(lesson.name)", ja: "に \(lesson.name) と同じ番号か名前のレッスンがあります"))
      }
      if lesson.deadline != nil, late == nil {
        throw fields.error(
          "lessons",
          Words(
            "gives \(lesson.name) a deadline, but the course has no `late` that says what being late costs",
            ja: "の \(lesson.name) に deadline がありますが、遅れの扱いを決める `late` がコースにありません"))
      }
      lessons.append(lesson)
    }
    let scenarios = try ScenarioDecoder.scenarios(&fields, lessons)
    try fields.finish()
    guard !lessons.isEmpty else { throw fields.emptyError("lessons") }
    return Course(folder: folder, title: title, lessons: lessons, scenarios: scenarios, late: late)
  }

  private static func lesson(
    _ given: Fields, after earlier: [Lesson], of all: [String]
  ) throws(CourseError) -> Lesson {
    var fields = given
    let name = try fields.text("name")
    guard isLessonName(name) else {
      throw fields.error(
        "name",
        Words(
          "must look like 01-SafeMessageQueue, and is “\(name)”",
          ja: "は 01-SafeMessageQueue のような形にします。「\(name)」は違います"))
    }
    fields.place = fields.place + Words(same: " (\(name))")
    let title = try fields.words("title")
    let law = try fields.words("law")
    let points = try fields.points()
    let builtOn = try builtOn(&fields, name, after: earlier, of: all)
    let imports = try imports(&fields)
    let patience = try fields.limits()
    let deadline = try fields.optionalTime("deadline")
    var tests: [Lesson.TestCase] = []
    for (index, item) in try fields.list("tests").enumerated() {
      var test = try Fields(
        item, fields.place + Words(same: ", tests[\(index)]"), line: fields.line(of: "tests"))
      let testCase = Lesson.TestCase(
        title: Words(try test.text("name"), ja: try test.text("ja")), points: try test.points())
      if tests.contains(where: { $0.name == testCase.name }) {
        throw test.error(
          "name",
          Words("“\(testCase.name)” stands there twice", ja: "の「\(testCase.name)」は二度目です"))
      }
      try test.finish()
      tests.append(testCase)
    }
    try fields.finish()
    let sum = tests.reduce(0) { $0 + $1.points }
    guard !tests.isEmpty else { throw fields.emptyError("tests") }
    guard sum == points else {
      throw fields.error(
        "points",
        Words(
          "is \(points), but the points of its tests add up to \(sum)",
          ja: "は \(points) ですが、テストの点の合計は \(sum) です"))
    }
    return Lesson(
      name: name, title: title, law: law, points: points, builtOn: builtOn,
      imports: imports, limits: patience, deadline: deadline, tests: tests)
  }

  /// The modules that the lesson's source may import besides the usual ones; each a plain name.
  private static func imports(_ fields: inout Fields) throws(CourseError) -> [String] {
    let modules = try fields.texts("imports")
    for module in modules where !isModuleName(module) {
      throw fields.error(
        "imports",
        Words("holds “\(module)”, which is no module's name", ja: "の「\(module)」はモジュールの名前ではありません"))
    }
    return modules
  }

  private static func isModuleName(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return first > UInt8(ascii: "9")
      && name.utf8.allSatisfy { byte in
        switch Byte.classes[Int(byte)] {
        case .letter: byte < 0x80
        case .digit: true
        default: false
        }
      }
  }

  /// Looks up the lessons that `builtOn` names: each once, and none that comes later.
  private static func builtOn(
    _ fields: inout Fields, _ name: String, after earlier: [Lesson], of all: [String]
  ) throws(CourseError) -> [Lesson] {
    var found: [Lesson] = []
    for part in try fields.texts("builtOn") {
      func error(_ english: String, ja japanese: String) -> CourseError {
        fields.error("builtOn", Words(english, ja: japanese))
      }
      guard part != name else {
        throw error("names the lesson itself", ja: "にレッスン自身が書かれています")
      }
      guard !found.contains(where: { $0.name == part }) else {
        throw error("names \(part) twice", ja: "に \(part) が二度書かれています")
      }
      guard let lesson = earlier.first(where: { $0.name == part }) else {
        throw all.contains(part)
          ? error(
            "names \(part), which comes later; a lesson is built on earlier ones only",
            ja: "の \(part) は後のレッスンです。土台にできるのは前のレッスンだけです")
          : error(
            "names “\(part)”, and no lesson is called that",
            ja: "の「\(part)」という名前のレッスンはありません")
      }
      found.append(lesson)
    }
    return found
  }

  /// Two digits, a hyphen, letters and digits: it becomes part of paths, so nothing else may be in it.
  static func isLessonName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return bytes.count > 3 && isDigit(bytes[0]) && isDigit(bytes[1])
      && bytes[2] == UInt8(ascii: "-") && isLetter(bytes[3])
      && bytes[3...].allSatisfy { isDigit($0) || isLetter($0) }
  }
}
