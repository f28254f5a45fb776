/// What a learner hands in for a lesson: its source, and those of the lessons that it is built on.
struct Submission: Sendable {
  let lesson: Lesson
  let source: Source
  let parts: [Part]

  /// An earlier lesson's source, or why it was not let in: that is no reason to refuse this one.
  struct Part: Sendable {
    let lesson: Lesson
    let source: Result<Source, AdmissionError>
  }

  static func read(
    _ lesson: Lesson, in folder: CourseFolder
  ) throws(AdmissionError) -> Submission {
    let parts = lesson.builtOn.map { part in
      Part(
        lesson: part,
        source: Result { () throws(AdmissionError) in try Source.read(part, in: folder) })
    }
    return Submission(lesson: lesson, source: try Source.read(lesson, in: folder), parts: parts)
  }

  /// Names all that was handed in.
  var digest: String {
    guard !parts.isEmpty else { return source.digest }
    var digest = Digest()
    digest.add(part: lesson.name, Array(source.digest.utf8))
    for part in parts {
      switch part.source {
      case .success(let source): digest.add(part: part.lesson.name, Array(source.digest.utf8))
      case .failure(let error): digest.add(part: part.lesson.name, Array("\(error)".utf8))
      }
    }
    return digest.finish()
  }
}
