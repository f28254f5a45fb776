@testable import grader

/// A submission that means harm, as `Tests/Attacks/NAME/attack.json` describes it.
struct Attack: Sendable {
  let name: String
  let title: Words
  /// What would come of it without a defence.
  let does: String
  /// The verdicts that show that it was resisted.
  let expected: [Verdict]
  /// The learner whose work it is.
  let learner: String
  /// What the first lesson's source is made from; nil if only the steps make anything.
  let base: Base?
  let edits: [Edit]
  /// Appended to the source.
  let code: String
  let steps: [AttackStep]

  enum Base: String { case solution, starter }

  struct Edit: Equatable {
    let find: String
    let put: String
  }

  struct Malformed: Error {
    let attack: String
    let problem: String
  }

  static let folder = #filePath.parentFolder.parentFolder.parentFolder.adding("Attacks")

  /// All of the corpus, by name.
  static func all(in folder: String = folder) throws -> [Attack] {
    try Files.names(in: folder).map { try Attack(folder.adding($0)) }
  }

  init(_ folder: String) throws {
    name = folder.lastPart
    let name = name
    func require<Value>(_ value: Value?, _ what: String) throws -> Value {
      guard let value else { throw Malformed(attack: name, problem: what) }
      return value
    }
    let json = try JSONParser.parse(try Files.read(folder.adding("attack.json"))[...])
    title = try require(json["title"].flatMap(Words.init(_:)), "title")
    does = try require(json["does"]?.text, "does")
    learner = json["learner"]?.text ?? name
    let verdicts = try require(json["expect"]?.items, "expect")
    expected = try verdicts.map { try require($0.text.flatMap(Verdict.init), "expect") }
    base = try json["on"].map { try require($0.text.flatMap(Base.init), "on") }
    edits = try (json["edits"]?.items ?? []).map {
      Edit(find: try require($0["find"]?.text, "find"), put: try require($0["put"]?.text, "put"))
    }
    steps = try (json["make"]?.items ?? []).map { try require(AttackStep($0), "make: \($0.line)") }
    let source = folder.adding("code.swift")
    code = Files.exists(source) ? String(decoding: try Files.read(source), as: UTF8.self) : ""
  }
}

extension Attack {
  /// Puts it among the submissions of a class.
  func make(in submissions: String, of course: Course) async throws {
    let place = submissions.adding(learner)
    if let base { try write(base, of: course, to: place) }
    for step in steps { try await step.perform(in: place) }
  }

  private func write(_ base: Base, of course: Course, to place: String) throws {
    let lesson = course.lessons[0]
    let origin = (base == .solution ? lesson.solution : lesson.starter) + ".swift"
    var text = String(decoding: try Files.read(course.folder.path(origin)), as: UTF8.self)
    for edit in edits {
      guard let range = text.firstRange(of: edit.find) else {
        throw Malformed(attack: name, problem: "\(origin) does not hold \(edit.find)")
      }
      text.replaceSubrange(range, with: edit.put)
    }
    let target = place.adding(lesson.exercise + ".swift")
    try Files.makeFolder(target.parentFolder)
    try Files.write(Array((text + "\n" + code).utf8), to: target)
  }
}
