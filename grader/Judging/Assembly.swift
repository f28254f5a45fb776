/// What is compiled into one library: a learner's source of a lesson, and those of the lessons that it
/// is built on. The reference stands in for an earlier lesson that is not fit for use.
struct Assembly: Sendable {
  struct Part: Sendable {
    let lesson: Lesson
    /// Names within the course.
    fileprivate(set) var files: [String]
    fileprivate(set) var standIn: StandIn?

    func holds(_ diagnostic: Diagnostic) -> Bool { files.contains(diagnostic.file) }
  }

  let lesson: Lesson
  let own: [String]
  private(set) var parts: [Part] = []
  private let folder: CourseFolder

  init(_ submission: Submission, in folder: CourseFolder) throws(FileError) {
    lesson = submission.lesson
    own = submission.source.files
    self.folder = folder
    for (index, part) in submission.parts.enumerated() {
      switch part.source {
      case .success(let source): parts.append(Part(lesson: part.lesson, files: source.files))
      case .failure(let error):
        parts.append(Part(lesson: part.lesson, files: []))
        try replace(index, because: .notLetIn(error.reason))
      }
    }
  }

  /// The lesson's own files come first: of two declarations that clash, the compiler points to the
  /// first.
  var files: [String] { own + parts.flatMap(\.files) }

  var standIns: [StandIn] { parts.compactMap(\.standIn) }

  /// The places of the parts that are still the learner's.
  var learners: [Int] { parts.indices.filter { parts[$0].standIn == nil } }

  /// Lets the reference stand in for a part.
  mutating func replace(_ index: Int, because reason: StandIn.Reason) throws(FileError) {
    let lesson = parts[index].lesson
    parts[index].files = try folder.sources(folder.reference(of: lesson))
    parts[index].standIn = StandIn(
      lesson: lesson, reason: reason, isReference: folder.hasReferences)
  }

  /// What a part needs to be compiled without the lesson: its files, and what it is built on itself.
  func alone(_ index: Int) throws(FileError) -> [String] {
    var files = parts[index].files
    for base in parts[index].lesson.builtOn {
      if let known = parts.first(where: { $0.lesson == base }) {
        files += known.files
      } else {
        files += try folder.sources(folder.reference(of: base))
      }
    }
    return files
  }
}

/// An earlier lesson whose reference took the place of the learner's source.
struct StandIn: Equatable, Sendable {
  enum Reason: Equatable, Sendable {
    case isNotBegun
    case doesNotCompile
    case notLetIn(AdmissionError.Reason)
    /// A public declaration that the tests use.
    case lacks(String)
  }

  let lesson: Lesson
  let reason: Reason
  /// Whether the reference stands in; else the starter, because the references are not here.
  var isReference = true

  var sentence: Words {
    let trouble =
      switch reason {
      case .isNotBegun: Words("is not begun", ja: "がまだ手つかずな")
      case .doesNotCompile: Words("does not compile", ja: "がコンパイルできない")
      case .notLetIn(let reason): reason.predicate
      case .lacks(let declaration):
        Words(
          "lacks \(declaration), which the tests use",
          ja: "に、テストの使う宣言 `\(declaration)` がない")
      }
    guard isReference else {
      return Words(
        "\(lesson.name) \(trouble.english); its starter stands in for it here, and what needs it fails. "
          + "Mend that lesson first.",
        ja: "\(lesson.name) \(trouble.japanese)ので、ここではスターターで代わりをします。それを使うテストは失敗します。"
          + "先にそのレッスンを直してください。")
    }
    return Words(
      "\(lesson.name) \(trouble.english); its reference stands in for it here.",
      ja: "\(lesson.name) \(trouble.japanese)ので、ここでは模範解答で代わりをします。")
  }
}
