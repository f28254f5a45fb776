/// A submission whose verdict is known, graded among the class: if it comes out otherwise, something is
/// wrong with the grader, the sandbox or the machine, and what was graded lately is not trusted.
struct Canary: Sendable {
  enum Expectation: Sendable {
    /// Every lesson passes.
    case passes
    /// No lesson passes.
    case fails
    /// It is not let in, or does not count.
    case isStopped
  }

  let name: String
  let collected: Collected
  let expectation: Expectation

  /// What is wrong with the marks; nil if they are as they must be.
  func complaint(about marks: [Mark]) -> Words? {
    for mark in marks {
      let isRight =
        switch expectation {
        case .passes: mark.verdict == .passes
        case .fails: [.fails, .crashes, .hangs].contains(mark.verdict)
        case .isStopped: [.doesNotCompile, .void].contains(mark.verdict) && mark.points == 0
        }
      guard !isRight else { continue }
      return Words(
        "the canary “\(name)” came out as “\(mark.verdict.words.english)” in \(mark.lesson)",
        ja: "カナリア「\(name)」の \(mark.lesson) が「\(mark.verdict.words.japanese)」になりました")
    }
    return nil
  }
}

extension Canary {
  /// A right one, one that has not begun, and one that would end the process with success.
  static func all(of course: Course) throws(FileError) -> [Canary] {
    [
      Canary(
        name: "reference", collected: try collect(course, from: \.solution), expectation: .passes),
      Canary(
        name: "starter", collected: try collect(course, from: \.starter), expectation: .fails),
      Canary(
        name: "escape", collected: try hostile(course), expectation: .isStopped),
    ]
  }

  private static func collect(
    _ course: Course, from place: (Lesson) -> String
  ) throws(FileError) -> Collected {
    var collected = Collected(learner: "")
    for lesson in course.lessons {
      for file in try course.folder.sources(place(lesson)) {
        let rest = file.dropFirst(place(lesson).utf8.count)
        collected.files.append(
          Collected.File(
            name: lesson.exercise + rest, bytes: try Files.read(course.folder.path(file))))
      }
    }
    collected.files.sort { $0.name < $1.name }
    return collected
  }

  /// The references, each with a way out that no honest source has.
  private static func hostile(_ course: Course) throws(FileError) -> Collected {
    var collected = try collect(course, from: \.solution)
    collected.files = collected.files.map { file in
      let name = file.name.filter { $0.isLetter || $0.isNumber }
      let escape = """

        @_silgen_name("exit") private func leave\(name)(_ code: Int32) -> Never

        """
      return Collected.File(name: file.name, bytes: file.bytes + Array(escape.utf8))
    }
    return collected
  }
}
